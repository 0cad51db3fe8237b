import { describe, expect, it } from 'vitest';
import { subscribe } from '../../../commands/channel/subscribe.ts';
import { listPlatforms } from '../../../src/app/platforms.ts';
import { EXIT } from '../../../src/cli/base/app.ts';
import { CHAT_COMMANDS } from '../../../src/cli/chat/chat-commands.ts';
import { type ChatCommandApp, runChatCommand } from '../../../src/cli/chat/run-chat-command.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import { aDesk } from '../../commands/desk.ts';
import { saveWeek } from '../../support/week.ts';

/** The command line of a person at a terminal who answers questions with `answer`. */
async function atTerminal(answer: boolean, { isAttended = true } = {}) {
  const desk = await aDesk();
  await saveWeek(desk.store, desk.clock.now());
  const { dispatcher, store, log } = desk;
  const lines: string[] = [];
  const asked: Array<{ question: string; saved: number }> = [];
  const app: ChatCommandApp = {
    ...{ store, log, platforms: new Map(), isAttended },
    platformInfo: listPlatforms(),
    runCommand: (asker, { name }, options) => dispatcher.run(asker, { kind: 'command', name, options }),
    pressButton: (asker, id) => dispatcher.run(asker, { kind: 'action', id }),
    async askYesNo(question) {
      asked.push({ question, saved: (await store.subscriptions.list()).length });
      return answer;
    },
    renderPapers: () => '',
    print: (text) => void lines.push(flattenText(text)),
    printError: (line) => void lines.push(line),
    search: { ...desk.services.search, ready: Promise.resolve() } as ChatCommandApp['search'],
  };
  const [entry] = CHAT_COMMANDS.filter(({ name }) => name === 'subscribe');
  if (!entry) throw new Error('there is no subscribe');
  const run = (flags: Readonly<Record<string, unknown>>) =>
    runChatCommand(app, entry, subscribe, { positional: ['terminal:local'], flags });
  return { run, lines, asked, store };
}

describe('subscribe where a person types', () => {
  it('asks after it has shown how many papers match, and saves at a yes', async () => {
    const { run, lines, asked, store } = await atTerminal(true);
    expect(await run({ topics: 'world models' })).toBe(EXIT.ok);
    expect(asked).toEqual([{ question: 'Save? (y/N) ', saved: 0 }]);
    expect(lines[0]).toContain('1 of the 33 papers of the last week matches.');
    expect(await store.subscriptions.list()).toMatchObject([{ topics: ['world models'] }]);
  });

  it('saves nothing at anything else, and the exit code says so', async () => {
    const { run, lines, store } = await atTerminal(false);
    expect(await run({ topics: 'world models' })).toBe(EXIT.refused);
    expect(lines.at(-1)).toBe('Nothing was changed.');
    expect(await store.subscriptions.list()).toEqual([]);
  });

  it('where nobody can answer it is saved, and says so, and the settings are there once', async () => {
    const { run, lines, asked, store } = await atTerminal(true, { isAttended: false });
    expect(await run({ topics: 'astrology' })).toBe(EXIT.ok);
    expect(asked).toEqual([]);
    const text = lines.join('\n');
    expect(text).not.toContain('?\n');
    expect(text).toMatch(/^Done without asking, because nobody can answer here\n {2}No paper matches: /);
    expect(text).toContain('None of the 33 papers of the last week matches.\nThis channel is subscribed\n');
    expect(text.match(/Topics: astrology/g)).toHaveLength(1);
    expect(await store.subscriptions.list()).toMatchObject([{ topics: ['astrology'] }]);
  });

  it('does not ask with --yes, or where every paper passes', async () => {
    const { run, lines, asked, store } = await atTerminal(false);
    expect(await run({ topics: 'world models', yes: true })).toBe(EXIT.ok);
    expect(lines[0]).toContain('Done without asking, because of --yes');
    expect(await run({ topics: 'none' })).toBe(EXIT.ok);
    expect(asked).toEqual([]);
    expect(await store.subscriptions.list()).toMatchObject([{ topics: [] }]);
  });
});
