import { expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { until } from '../support/builders.ts';
import { aCity, cardTitles, discordPosts } from './city.ts';

it('a bot whose source fails when its first digest is due posts the day once the source is back, and nothing before', async () => {
  const hf = await startHfServer({ today: '2026-04-30', days: { '2026-04-30': hfItems(15) } });
  onTestFinished(() => hf.close());
  // A minute of the bot lasts a second.
  const city = await aCity({ HF_BASE_URL: hf.url, ARXIV_BASE_URL: hf.url, PAPERBOY_CLOCK_SPEED: '60' });
  onTestFinished(() => city.close());
  const { general } = city.discord;
  const options = ['--at', '09:00', '--count', '3', '--empty-days', 'say'];
  const { code, stdout, stderr } = await city.start(
    '2026-04-30T08:00:00Z',
    'subscribe',
    `discord:${general.id}`,
    ...options,
  ).done;
  expect(code, stdout + stderr).toBe(0);

  hf.fault('500', 99_999);
  const bot = city.start('2026-04-30T08:59:30Z', 'start');
  const waits = () => bot.text().includes('"reason":"waits-for-source"');
  await until(waits, `the digest waits:\n${bot.text()}`, 60_000);
  const asked = hf.requests.length;
  await until(() => hf.requests.length > asked + 10, `the source is asked again:\n${bot.text()}`, 60_000);
  expect(general.messages.size).toBe(0);
  hf.clearFaults();
  await until(() => discordPosts(city, general).length === 4, `the digest is out:\n${bot.text()}`, 60_000);
  expect(cardTitles(discordPosts(city, general)).join()).toMatch(/Paper number 1\b.*number 2\b.*number 3\b/);
  expect(JSON.stringify(discordPosts(city, general)[0]?.content)).toContain(
    'Daily papers · Thu, Apr 30, 2026',
  );
}, 200_000);
