import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type HfServer, startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { createFindPaper } from '../../src/core/paper/find-paper.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createHttp } from '../../src/sources/http/client.ts';
import { ARXIV_SHARES, HUGGING_FACE_SHARES } from '../../src/sources/http/people-queue.ts';
import { runFor } from '../../src/sources/http/requester.ts';
import { createSources } from '../../src/sources/index.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aLog, aRecordingInbound, papers, until } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';

/** arXiv asks for three seconds between two requests. */
const GAP_MS = 200;
const ONLY_ON_ARXIV = '2101.00001';
const unknownId = (n: number) => `2102.${String(n).padStart(5, '0')}`;

/** The real sources over loopback servers, behind the real dispatcher. */
async function aBot({ minIntervalMs = GAP_MS, quota = 500, personTimeoutMs = 20_000 } = {}) {
  const today = '2026-04-30';
  const days = { [today]: hfItems(3, { from: 200 }) };
  const arxivOnly = [
    { id: ONLY_ON_ARXIV, title: 'Known to arXiv alone', summary: 'Sinks.', authors: [{ name: 'Ada' }] },
  ];
  const hf = await startHfServer({ today, days, quota });
  const arxiv = await startHfServer({ today, days, arxivOnly });
  const log = aLog();
  const http = createHttp({
    origins: [
      { url: hf.url, name: 'Hugging Face', shares: HUGGING_FACE_SHARES, concurrency: 4 },
      { url: arxiv.url, name: 'arXiv', shares: ARXIV_SHARES, concurrency: 1, minIntervalMs },
    ],
    userAgent: 'Paperboy/test',
    clock: { now: Date.now },
    log,
    personTimeoutMs,
    backoffMs: 1,
  });
  const source = createSources({
    http,
    huggingFaceUrl: hf.url,
    arxivUrl: arxiv.url,
    parsers: IN_PROCESS,
    log,
  });
  const desk = await aDesk({
    isUnlimited: () => false,
    runFor: (asker, onWait, work) =>
      runFor(
        {
          person: asker.person,
          channel: asker.channelId,
          tenant: asker.tenant,
          onWait,
        },
        work,
      ),
  });
  const { store, savePapers, clock } = desk.services;
  const findPaper = createFindPaper({ papers: store.papers, source, savePapers, clock });
  Object.assign(desk.services, { source, findPaper });
  onTestFinished(async () => {
    await Promise.all([hf.close(), arxiv.close()]);
  });
  return { hf, arxiv, source, desk, inbound: { ...aRecordingInbound(), ...desk.dispatcher } };
}

type Bot = Awaited<ReturnType<typeof aBot>>;
/** Resolves with the last answer; `onText` hears all that the person reads meanwhile. */
type Ask = (user: string, channel: number, line: string, onText?: (text: string) => void) => Promise<string>;

const CHANNELS = 5;

const PLATFORMS: Readonly<Record<string, (bot: Bot) => Promise<Ask>>> = {
  async Slack({ inbound }) {
    const world = await aWorld();
    onTestFinished(world.close);
    const { state, people } = world.server;
    for (const user of ['U1', 'U2', 'U3']) state.addUser(user);
    for (let i = 0; i < CHANNELS; i++)
      state.addChannel(`C${i}`, { name: `c${i}`, members: new Set([state.bot.user, 'U1', 'U2', 'U3']) });
    await world.platform.connection.start(inbound);
    return async (user, channel, line, onText) => {
      const deed = people.slash(`U${user}`, `C${channel}`, line);
      await answerTo(deed);
      const last = () => textOfBlocks(deed.answers.at(-1)?.blocks);
      await until(() => {
        onText?.(last());
        return !/Waiting for|Still working/.test(last());
      }, 'the answer comes');
      return last();
    };
  },
  async Discord({ inbound }) {
    const { server, start, close } = await aDiscord({ commands });
    onTestFinished(close);
    await start(inbound);
    await until(() => server.world.commands.size > 0, 'commands are registered');
    const channels = Array.from({ length: CHANNELS }, (_, i) =>
      server.world.addChannel(server.guild, `c${i}`),
    );
    return async (user, channel, line, onText) => {
      const [name = '', paper = ''] = line.split(' ');
      const id = channels[channel]?.id ?? '';
      const record = server.slash(server.user(user).id, id, 'papers', name, { paper });
      const read = () => JSON.stringify(record.original ?? '');
      await awaitAnswer(record);
      await until(() => {
        onText?.(read());
        return !/Waiting for|Still working/.test(read());
      }, 'the answer comes');
      return read();
    };
  },
};

const askedArxiv = ({ requests }: HfServer) =>
  requests.filter(({ path }) => path.startsWith('/api/query')).map(({ query }) => query.get('id_list'));

describe.each(Object.entries(PLATFORMS))('one member who asks for much on %s', (_name, open) => {
  it('holds up neither the others nor the refresh, and is shown at once when to try again', async () => {
    const bot = await aBot();
    const ask = await open(bot);
    const from = performance.now();
    const flood = Array.from({ length: CHANNELS * 8 }, (_, i) =>
      ask('1', i % CHANNELS, `show ${unknownId(i)}`),
    );
    await until(() => askedArxiv(bot.arxiv).length > 0, 'arXiv is asked');
    const refreshed = bot.source.fill(papers(3, { categories: undefined } as Partial<Paper>)).then(() => {
      return askedArxiv(bot.arxiv).length;
    });
    const answer = ask('2', 0, `show ${ONLY_ON_ARXIV}`);
    expect(await refreshed).toBeLessThanOrEqual(3);
    expect(await answer).toContain('Known to arXiv alone');
    expect(askedArxiv(bot.arxiv).indexOf(ONLY_ON_ARXIV)).toBeLessThanOrEqual(4);
    const answers = await Promise.all(flood);
    expect(askedArxiv(bot.arxiv).length).toBeLessThanOrEqual(ARXIV_SHARES.person.burst + 2);
    expect(performance.now() - from).toBeLessThan(15_000);
    expect(answers.filter((text) => /You have asked arXiv a lot just now/.test(text)).length).toBeGreaterThan(
      4,
    );
    expect(answers.every((text) => /knows the paper|Try again in \d+ s/.test(text))).toBe(true);
  });

  it('asks once for an id that nobody knows, however many want it and for a while after', async () => {
    const bot = await aBot();
    const ask = await open(bot);
    const line = `show ${unknownId(1)}`;
    const answers = await Promise.all(['1', '2', '3'].map((user) => ask(user, 0, line)));
    answers.push(await ask('1', 1, line));
    for (const text of answers) expect(text).toContain('knows the paper');
    expect(askedArxiv(bot.arxiv)).toEqual([unknownId(1)]);
    bot.desk.clock.advance(11 * 60_000);
    await ask('1', 1, line);
    expect(askedArxiv(bot.arxiv)).toHaveLength(2);
  });

  it('is shown at once how long it takes where others are before', async () => {
    const bot = await aBot({ minIntervalMs: 3000 });
    const ask = await open(bot);
    await ask('1', 0, `show ${unknownId(1)}`);
    const first = ask('2', 0, `show ${unknownId(2)}`);
    await until(() => bot.hf.requests.length === 2, 'the second has been looked for');
    const heard: string[] = [];
    const second = ask('3', 0, `show ${unknownId(3)}`, (text) => heard.push(text));
    await until(() => heard.join().includes('Waiting for arXiv, about 3 s'), 'the person is asked to wait');
    for (const answer of [await first, await second]) expect(answer).toContain('knows the paper');
  }, 30_000);

  it('leaves the last requests of Hugging Face’s window to the refresh', async () => {
    const bot = await aBot({ quota: 20 });
    const ask = await open(bot);
    const texts: string[] = [];
    for (let i = 0; i < 6; i++) texts.push(await ask('1', 0, `show ${unknownId(i)}`));
    for (let i = 0; i < 8; i++) texts.push(await ask('2', 1, `show ${unknownId(10 + i)}`));
    for (let i = 0; i < 8; i++) texts.push(await ask('3', 2, `show ${unknownId(20 + i)}`));
    expect(texts.join()).toMatch(/Hugging Face .*Try again in 5 min/s);
    const { papers: listed } = await bot.source.list({ kind: 'day', day: '2026-04-30' });
    expect(listed).toHaveLength(3);
  });

  it('hears so in time where arXiv takes requests and never answers, and so are those behind', async () => {
    const bot = await aBot({ personTimeoutMs: 700 });
    const ask = await open(bot);
    bot.arxiv.fault('hang', 100, '/api/query');
    const from = performance.now();
    const answers = await Promise.all(
      ['1', '2', '3'].map((user) => ask(user, 0, `show ${unknownId(Number(user))}`)),
    );
    // One try alone may take twenty seconds.
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(answers.join()).toContain('arXiv cannot be reached');
    for (const text of answers)
      expect(text).toMatch(/arXiv cannot be reached|others are waiting.*Try again in/s);
    // Nobody's request holds the connection any longer.
    bot.arxiv.clearFaults();
    expect(await ask('1', 1, `show ${ONLY_ON_ARXIV}`)).toContain('Known to arXiv alone');
  });
});
