import { expect, it } from 'vitest';
import type { Ephemeral } from '../../loopback/slack/state.ts';
import { textOfBlocks } from '../adapters/slack/harness.ts';
import { personId } from '../support/ids.ts';
import { aCity } from './city.ts';
import { describeOnPostgres, openProcesses } from './processes.ts';

const AT = Date.parse('2026-04-30T12:00:00Z');
const SECRET = 'loopbacksigningsecret';
const LATEST = { timeout: 240_000, interval: 50 };
const ADA = 'U0ADA';
const HERE = 'C0OPEN';

/** On a busy machine it is said that an answer takes longer. */
const isWaiting = (text: string) => text.includes('Still working on it');

/** The real process twice on one database; Slack sends what people do to whichever of them a test says. */
async function twoProcesses(databaseUrl: string) {
  const city = await aCity({ SLACK_SIGNING_SECRET: SECRET, DISCORD_TOKEN: '' });
  const options = { city, databaseUrl, signingSecret: SECRET, speed: 1, from: AT };
  const { store, processes } = await openProcesses(options);
  const bots = [await processes.start(), await processes.start()];
  const isRunning = () => bots.every(({ text }) => text().includes('Paperboy is running'));
  await expect.poll(isRunning, LATEST).toBe(true);
  const { people, state } = city.slack;
  const sendTo = (n: number) => {
    const url = `http://127.0.0.1:${processes.listPorts()[n]}/slack/events`;
    people.callByHttp({ signingSecret: SECRET, url });
  };
  const readNewest = (): Ephemeral | undefined => state.channels.get(HERE)?.ephemerals.at(-1);

  /** What the person who typed reads. */
  async function type(n: number, line: string): Promise<{ on: Ephemeral; text: string }> {
    const before = readNewest();
    sendTo(n);
    people.slash(ADA, HERE, line);
    await expect.poll(() => readNewest() !== before, LATEST).toBe(true);
    const on = readNewest();
    if (!on) throw new Error('nothing came');
    await expect.poll(() => isWaiting(textOfBlocks(on.blocks)), LATEST).toBe(false);
    return { on, text: textOfBlocks(on.blocks) };
  }

  async function press(n: number, on: Ephemeral, label: string): Promise<string> {
    sendTo(n);
    const { answers } = people.press(ADA, { channel: HERE, on }, label);
    const read = () => answers.map(({ blocks }) => textOfBlocks(blocks)).findLast((text) => !isWaiting(text));
    await expect.poll(read, LATEST).toBeDefined();
    return read() ?? '';
  }
  const listPosts = () => state.channels.get(HERE)?.messages ?? [];
  return { store, type, press, listPosts };
}

describeOnPostgres('a button that reaches another process than the command', 'buttons', (server) => {
  it('answers the question once, shares the answer once, and what a person asks is counted by both together', async () => {
    const { store, type, press, listPosts } = await twoProcesses(server.url('buttons'));
    const listFollows = () => store.follows.list(personId('slack:T0LOOP/U0ADA'));

    const question = await type(0, 'follow author Li');
    expect(await listFollows()).toEqual([]);
    expect(await press(1, question.on, 'Follow')).toContain('You now follow');
    expect(await listFollows()).toEqual([{ kind: 'author', text: 'Li' }]);

    const answer = await type(0, 'today');
    await press(1, answer.on, 'Share to channel');
    await expect.poll(() => listPosts().length, LATEST).toBe(1);
    const again = await type(1, 'today');
    expect(await press(0, again.on, 'Share to channel')).toContain('This was shared here');
    expect(listPosts()).toHaveLength(1);

    // Eight at once, and one more every three seconds: sixteen would be too many only for one of them.
    const answers: string[] = [];
    for (let i = 0; i < 20; i++) answers.push((await type(i % 2, 'help')).text);
    expect(answers.join('\n')).toContain('That was a lot at once');
  }, 600_000);
});
