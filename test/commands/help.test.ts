import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { flattenText, type Text } from '../../src/core/base/text.ts';
import type { Message } from '../../src/core/message/message.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

const fieldsIn = (message: Message) => (message.kind === 'fields' ? message.fields : []);

const commandsIn = (text: Text): string[] =>
  typeof text === 'string'
    ? []
    : text.flatMap(({ command }) => (command && 'line' in command ? [command.line] : []));

const linesIn = (message: Message): string[] => fieldsIn(message).flatMap(({ value }) => commandsIn(value));

describe('help', () => {
  it('fits one screen: five things to try, and a menu of the rest', async () => {
    const { type } = await aDesk();
    const screen = await type('help');
    const [things, ...others] = fieldsIn(screen);
    expect(flattenText(things?.value).split('\n')).toHaveLength(5);
    expect(others).toEqual([]);
    expect(flattenText(things?.value).length).toBeLessThan(400);
    expect(screen.kind === 'fields' && screen.actions?.map(({ label }) => label)).toEqual([
      ...['Papers', 'Reading list', 'Follows', 'Daily post', 'Your data', 'All commands'],
    ]);
  });

  it('shows examples that work where they are shown', async () => {
    const { ask, type } = await aDesk();
    const shown = [...linesIn(await type('help')), ...linesIn(await type('help', { mayManage: false }))];
    const explained = ['show', 'summary', 'similar', 'vote', 'save', 'why', 'unsave', 'today', 'export'];
    for (const name of explained) shown.push(...linesIn(await type(`help ${name}`)));
    expect(shown.join('\n')).toContain('summary 2604.00001');
    for (const line of shown) {
      const reply = await ask({ kind: 'line', text: line });
      const isRefused =
        reply.kind === 'message' && reply.message.kind === 'notice' && reply.message.tone === 'warning';
      expect(isRefused, line).toBe(false);
    }
  });

  it('offers a manager to set up the daily post, and everybody else to save a paper', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('help'))).toContain('/papers subscribe');
    const others = textIn(await type('help', { mayManage: false }));
    expect(others).not.toContain('/papers subscribe');
    expect(others).toContain('/papers save 2604.00001');
  });

  it('turns to a topic in place, and the topics hold every command', async () => {
    const { type, press } = await aDesk();
    const screen = await type('help');
    const labels = ['Papers', 'Reading list', 'Follows', 'Daily post', 'Your data'];
    const topics = await Promise.all(labels.map((label) => press(screen, label)));
    expect(topics.map(({ kind }) => kind)).toEqual(labels.map(() => 'update'));
    const listed = topics.flatMap((reply) => linesIn(readMessage(reply))).map((line) => line.split(' ')[0]);
    const shown = commands.filter(({ hidden, name }) => !hidden && name !== 'help').map(({ name }) => name);
    expect(listed.toSorted()).toEqual(shown.toSorted());
    expect(linesIn(readMessage(await press(screen, 'All commands')))).toHaveLength(shown.length + 1);
    expect(await type('help daily-post')).toMatchObject({ title: 'Daily post' });
  });

  it('says of a command that is switched off that it is, in lists and why where it is explained', async () => {
    const { type, services } = await aDesk();
    expect(textIn(await type('help all'))).toContain('has to be confirmed first (switched off here)');
    expect(textIn(await type('help email'))).toMatch(
      /switched off here[\s\S]*This bot sends no e-mail\. Whoever runs it can switch e-mail on/,
    );
    Object.assign(services, { signUps: { ask: async () => undefined } });
    for (const line of ['help all', 'help email'])
      expect(textIn(await type(line)), line).not.toContain('switched off');
  });

  it('says which command or topic was probably meant', async () => {
    const { type } = await aDesk();
    expect(await type('help serach')).toMatchObject({ title: 'There is no command "serach".' });
    expect(textIn(await type('help serach'))).toContain('Did you mean');
    expect(textIn(await type('help xyzzy'))).toContain('See all commands with');
    expect(await type('help /papers search')).toMatchObject({ title: 'search' });
  });
});
