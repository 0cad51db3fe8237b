import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Command } from '../../src/core/command/command.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

const table = readFileSync(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
/** The first cell of each row, as the commands that it names. */
const rows = [...table.matchAll(/^\| (`.*?`) \|/gm)].map(([, cell = '']) =>
  [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name),
);
const shown = commands.filter(({ hidden }) => !hidden);
const named = (list: readonly Command[]) => list.map(({ name }) => name).toSorted();
const everybodys = shown.filter(({ manage, personal }) => !manage && !personal);
const personal = shown.filter((command) => command.personal);
const managers = shown.filter(({ manage }) => manage);

describe('who may do what', () => {
  it('is listed in the table for every command', () => {
    expect(rows.map((row) => row.toSorted())).toEqual([everybodys, personal, managers].map(named));
  });

  it.each(named(everybodys))('%s is for everybody', async (name) => {
    const { type } = await aDesk();
    const example = everybodys.find((command) => command.name === name)?.example ?? '';
    expect(textIn(await type(example, { mayManage: false }))).not.toContain('You need permission to manage');
  });

  it.each(personal)('$name is for everybody, for themselves alone', async ({ name, example }) => {
    const { ask } = await aDesk();
    const reply = await ask({ kind: 'line', text: example }, { mayManage: false });
    expect(JSON.stringify(reply)).not.toContain('You need permission to manage');
    const shared = await ask({ kind: 'action', id: `r:share ${name}` });
    expect(shared).not.toHaveProperty('shared');
    expect(textIn(readMessage(shared))).toContain('no answer to share');
  });

  it.each(managers)('$name is for whoever manages the channel, and cannot be shared', async ({ name }) => {
    const { type, ask, store, script } = await aDesk();
    expect(await type(name, { mayManage: false })).toMatchObject({
      kind: 'notice',
      title: expect.stringContaining('You need permission to manage this channel'),
    });
    expect(await ask({ kind: 'action', id: `r:share ${name}` })).not.toHaveProperty('shared');
    expect(await store.subscriptions.list()).toEqual([]);
    expect(script.posted).toEqual([]);
  });

  it('an answer is shared by whoever may write in the channel, and by nobody else', async () => {
    const { press, type } = await aDesk();
    const card = await type('show 2604.00002');
    expect(await press(card, 'Share to channel')).toMatchObject({ shared: true });
    const refused = await press(card, 'Share to channel', { mayWrite: false });
    expect(refused).not.toHaveProperty('shared');
    expect(textIn(readMessage(refused))).toContain('do not have permission to write in this channel');
  });
});
