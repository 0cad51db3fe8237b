import { afterEach, beforeEach, expect, it } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import { type HfServer, startHfServer } from '../../loopback/hugging-face/index.ts';
import { ARXIV_SHARES } from '../../src/sources/http/people-queue.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';

const ONLY_ON_ARXIV = '2101.00001';

let arxiv: HfServer;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  const known = {
    id: ONLY_ON_ARXIV,
    title: 'Known to arXiv alone',
    summary: 'A.',
    authors: [{ name: 'Ada' }],
  };
  arxiv = await startHfServer({ today: '2026-04-30', arxivOnly: [known] });
  city = await aCity({ ARXIV_BASE_URL: arxiv.url });
});
afterEach(async () => {
  await city.close();
  await arxiv.close();
});

it('one member who asks for 40 unknown papers in five channels does not hold up another, in the whole bot', async () => {
  const bot = city.start('2026-04-30T09:00:20Z', 'start');
  await until(() => bot.text().includes('edition refreshed'), `the papers are in:\n${bot.text()}`, 30_000);
  const { discord, slack } = city;
  const ann = discord.user('ann').id;
  const channels = Array.from({ length: 5 }, (_, i) => discord.world.addChannel(discord.guild, `c${i}`).id);
  const flood = Array.from({ length: 40 }, (_, i) =>
    discord.slash(ann, channels[i % 5] ?? '', 'papers', 'show', {
      paper: `2102.${String(i + 1).padStart(5, '0')}`,
    }),
  );
  slack.people.slash('U0ADA', 'C0OPEN', `show ${ONLY_ON_ARXIV}`);
  const onSlack = () => JSON.stringify(slack.state.channels.get('C0OPEN')?.ephemerals ?? []);
  await until(
    () => onSlack().includes('Known to arXiv alone'),
    `the other is answered: ${onSlack()}`,
    30_000,
  );
  const texts = await Promise.all(flood.map(async (record) => readText(await awaitAnswer(record)) ?? ''));
  expect(texts.filter((text) => text.includes('You have asked arXiv a lot just now')).length).toBeGreaterThan(
    4,
  );
  const unknown = arxiv.requests.filter(({ query }) => query.get('id_list')?.startsWith('2102.'));
  expect(unknown.length).toBeLessThanOrEqual(ARXIV_SHARES.person.burst + 1);
}, 90_000);
