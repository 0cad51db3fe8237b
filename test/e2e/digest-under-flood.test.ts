import { afterEach, beforeEach, expect, it } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import { type HfServer, startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { ARXIV_SHARES } from '../../src/sources/http/people-queue.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { until } from '../support/builders.ts';
import { aCity, cardTitles, discordPosts } from './city.ts';
import { openShell } from './shell.ts';
import { aWebServer } from './web-server.ts';

const DAY = '2026-04-30';
const PAPERS = 3;
/** arXiv is asked once in three seconds: forty requests, one after the other, are two minutes. */
const ON_TIME_MS = 20_000;
/** What is shown to a person while their answer is not there yet comes after 1.5 s. */
const AT_ONCE_MS = 5_000;

let sources: HfServer;
let huggingFace: Awaited<ReturnType<typeof aWebServer>>;
let city: Awaited<ReturnType<typeof aCity>>;
/** The list of the day is answered from then on. */
let release: () => void;

beforeEach(async () => {
  sources = await startHfServer({ today: DAY, days: { [DAY]: hfItems(PAPERS) } });
  const { promise: released, resolve } = Promise.withResolvers<void>();
  release = resolve;
  huggingFace = await aWebServer((request, response) => {
    const address = new URL(request.url ?? '/', sources.url);
    void (address.pathname === '/api/daily_papers' ? released : Promise.resolve()).then(async () => {
      const reply = await fetch(address);
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
    });
  });
  city = await aCity({ HF_BASE_URL: huggingFace.url, ARXIV_BASE_URL: sources.url });
});
afterEach(async () => {
  release();
  await city.close();
  await huggingFace.close();
  await sources.close();
});

const shell = openShell();

it('a digest under way while one member floods is posted on time with the newest list, and the flooder hears at once', async () => {
  const { discord } = city;
  const { general, guild } = discord;
  const subscribed = [
    'subscribe',
    `discord:${general.id}`,
    '--at',
    '09:00',
    '--days',
    'daily',
    '--count',
    '2',
  ];
  const { code, stderr } = await shell.run(...city.line(`${DAY}T08:30:00Z`, ...subscribed));
  expect(code, stderr).toBe(0);
  const bot = city.start(`${DAY}T09:00:20Z`, 'start');
  await until(() => bot.text().includes('Paperboy is running'), `the bot runs:\n${bot.text()}`, 30_000);

  const ann = discord.user('ann').id;
  const channels = Array.from({ length: 5 }, (_, i) => discord.world.addChannel(guild, `c${i}`).id);
  const asked = performance.now();
  const flood = Array.from({ length: 40 }, (_, i) =>
    discord.slash(ann, channels[i % 5] ?? '', 'papers', 'show', { paper: toUnknown(i) }),
  );
  const shownAfter = Promise.all(
    flood.map((record) => awaitAnswer(record).then(() => performance.now() - asked)),
  );
  const askedArxiv = () =>
    sources.requests
      .filter(({ path }) => path === '/api/query')
      .map(({ query }) => query.get('id_list') ?? '');
  await until(() => askedArxiv().length > 0, 'the flood has reached arXiv');
  expect(discordPosts(city, general)).toEqual([]);

  const released = performance.now();
  release();
  await until(
    () => cardTitles(discordPosts(city, general)).length === 2,
    `the digest is posted:\n${bot.text()}`,
    60_000,
  );
  expect(performance.now() - released).toBeLessThan(ON_TIME_MS);
  expect(cardTitles(discordPosts(city, general)).every((title) => title.startsWith('Paper number'))).toBe(
    true,
  );

  // The papers of the list were asked for at arXiv as well, between the requests of the flood.
  await until(() => askedArxiv().some((ids) => ids.includes('2604.')), 'the refresh asks arXiv', 30_000);
  const own = askedArxiv().findIndex((ids) => ids.includes('2604.'));
  expect(own).toBeLessThanOrEqual(ARXIV_SHARES.person.burst);
  expect(bot.text()).toContain('edition refreshed');

  expect(Math.max(...(await shownAfter))).toBeLessThan(AT_ONCE_MS);
  const refused = flood.filter(({ original }) =>
    /a lot just now|Try again in/.test(readText(original) ?? ''),
  );
  expect(refused.length).toBeGreaterThan(20);
}, 120_000);

/** No list and no arXiv knows it. */
function toUnknown(i: number): string {
  return `2102.${String(i + 1).padStart(5, '0')}`;
}
