import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { until } from '../support/builders.ts';
import { aCity, cardTitles, discordPosts } from './city.ts';

const SAMPLE = new URL('../../src/demo/sample/2026-04-30.json', import.meta.url);

it('a paper that was withdrawn after its post is marked on both platforms', async () => {
  const items: Array<{ paper: { id: string; title: string } }> = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  const arxiv = await startHfServer({ today: '2026-04-30', days: { '2026-04-30': items } });
  const city = await aCity({ ARXIV_BASE_URL: arxiv.url });
  onTestFinished(async () => {
    await city.close();
    await arxiv.close();
  });
  const { general } = city.discord;
  for (const channel of [`discord:${general.id}`, 'slack:T0LOOP/C0OPEN'])
    await city.start(
      '2026-04-30T08:30:00Z',
      'subscribe',
      channel,
      '--at',
      '09:00',
      '--days',
      'daily',
      '--count',
      '2',
    ).done;
  const bot = city.start('2026-04-30T09:00:20Z', 'start');
  const onSlack = () => JSON.stringify(city.slack.state.channels.get('C0OPEN')?.messages ?? []);
  await until(
    () => discordPosts(city, general).length === 3,
    `Discord has its posts:\n${bot.text()}`,
    30_000,
  );
  await until(() => onSlack().split('"ts"').length > 3, `Slack has its posts:\n${bot.text()}`, 30_000);
  bot.process.kill('SIGTERM');
  await bot.done;

  const [first] = cardTitles(discordPosts(city, general));
  const withdrawn = items.find(({ paper }) => first?.includes(paper.title));
  if (!withdrawn) throw new Error(`no paper is called ${first}`);
  arxiv.withdrawn.add(withdrawn.paper.id);
  const again = city.start('2026-04-30T09:10:00Z', 'start');
  const marked = () =>
    discordPosts(city, general).filter(({ embeds }) =>
      JSON.stringify(embeds).includes('Withdrawn by its authors'),
    );
  await until(() => marked().length === 2, `card and overview say so on Discord:\n${again.text()}`, 30_000);
  await until(
    () => onSlack().split('Withdrawn by its authors').length > 2,
    `card and overview say so on Slack:\n${again.text()}`,
    30_000,
  );
  expect(city.discord.violations).toEqual([]);
  expect(city.slack.violations).toEqual([]);
}, 90_000);
