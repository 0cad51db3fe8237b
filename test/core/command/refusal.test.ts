import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { PaperboyError } from '../../../src/core/base/errors.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import { toLabel } from '../../../src/core/command/arguments.ts';
import { decideRetry } from '../../../src/jobs/delivery/retry-policy.ts';
import { toStoreError } from '../../../src/store/sqlite/sqlite-errors.ts';
import { aDesk, textIn } from '../../commands/desk.ts';
import { channelId } from '../../support/ids.ts';

const PATH = '/srv/secret/paperboy.sqlite';

function sqliteError(errcode: number, freeBytes: number): PaperboyError {
  const error = Object.assign(new Error('disk I/O error'), { errcode });
  return toStoreError(error, PATH, () => freeBytes) as PaperboyError;
}

describe('a full disk', () => {
  it.each([13, 10, 4874, 778, 14])('is called one, whichever number (%i) SQLite gives it', (errcode) => {
    expect(sqliteError(errcode, 0).code).toBe('store-full');
    expect(sqliteError(errcode, 0).message).toContain('full');
  });

  it('is not what a failing disk with space is called', () => {
    expect(sqliteError(10, 1e9).code).toBe('store-disk');
  });

  it('is shown to people without a file of the machine, and logged with it', async () => {
    const { type, script, log } = await aDesk();
    script.lists.set('trending', sqliteError(13, 0));
    const answer = textIn(await type('trending'));
    expect(answer).toContain('The disk of this bot is full');
    expect(answer).not.toContain('/srv');
    expect(log.lines.some(({ level, facts }) => level === 'error' && String(facts.err).includes(PATH))).toBe(
      true,
    );
  });

  it('that ends a delivery names no file of the machine in its reason, which the channel reads', () => {
    const delivery = {
      channel: channelId('discord:1'),
      slot: 0,
      state: 'claimed',
      attempts: 9,
      runAt: 0,
      updatedAt: 0,
    } as const;
    const { reason } = decideRetry(sqliteError(13, 0), delivery, 1e9, 1000, 0);
    expect(reason).toEqual({ code: 'disk-full', values: {} });
  });
});

describe('what is missing', () => {
  it('is asked for by a label of its own, which is no name of an option', async () => {
    for (const { name, options } of commands) {
      for (const option of options.filter(({ required }) => required))
        expect(toLabel(option).toLowerCase(), `${name} ${option.name}`).not.toBe(option.name);
    }
    const { type } = await aDesk();
    const answer = await type('follow');
    expect(answer).toMatchObject({ title: 'Say what to follow: author, org, or query.' });
    expect(textIn(await type('vote'))).toContain('Say how to vote: up or down.');
    expect(textIn(await type('show'))).toContain('Say which paper.');
  });

  it('shows an example of what could not be read, and none where the command itself failed', async () => {
    const { type } = await aDesk();
    expect(await type('show')).toMatchObject({ example: { text: '/papers show 2604.26752' } });
    const failed = await type('unfollow 1');
    expect(failed).toMatchObject({ title: 'You do not follow "1".' });
    expect(failed).not.toHaveProperty('example');
    expect(failed.kind === 'notice' && flattenText(failed.fix)).toContain('/papers following');
    expect(await type('pause')).not.toHaveProperty('example');
  });
});
