import { expect, it, onTestFinished } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { aCity, discordPosts } from './city.ts';

it('where topics are categories and arXiv refuses, post-now and status name arXiv; once it answers, the digest is posted', async () => {
  const hf = await startHfServer({ today: '2026-04-30', days: { '2026-04-30': hfItems(8) } });
  onTestFinished(() => hf.close());
  hf.fault('503', 99_999, '/api/query');
  // A minute of the bot lasts a second.
  const speed = { HF_BASE_URL: hf.url, ARXIV_BASE_URL: hf.url, PAPERBOY_CLOCK_SPEED: '60' };
  const city = await aCity({ ...speed, REFRESH_MINUTES: '5' });
  onTestFinished(() => city.close());
  const { discord, slack } = city;
  const ann = discord.user('ann').id;
  discord.guild.roles.set('77', { id: '77', name: 'managers', permissions: 1n << 4n });
  discord.guild.members.set(ann, ['77']);
  for (const channel of [`discord:${discord.general.id}`, 'slack:T0LOOP/C0OPEN']) {
    const topics = ['--at', '18:00', '--days', 'daily', '--topics', 'cs.CL'];
    const done = await city.start('2026-04-30T08:00:00Z', 'subscribe', channel, ...topics).done;
    expect(done.code, done.stderr).toBe(0);
  }
  const bot = city.start('2026-04-30T12:00:00Z', 'start');
  const onDiscord = async (name: string) =>
    readText(await awaitAnswer(discord.slash(ann, discord.general.id, 'papers', name))) ?? '';
  const onSlack = (line: string) => answerTo(slack.people.slash('U0ADA', 'C0OPEN', line));
  await until(
    () => bot.text().includes('papers stay without categories'),
    `arXiv has failed:\n${bot.text()}`,
    60_000,
  );
  await until(() => discord.world.commands.size > 0, 'commands are registered', 60_000);

  const refused = /arXiv has not returned the categories of 8 recent papers/;
  for (const answer of [await onDiscord('post-now'), await onSlack('post-now')]) {
    expect(answer).toMatch(refused);
    expect(answer).toMatch(/No paper matches topics that are categories/);
  }
  for (const answer of [await onDiscord('status'), await onSlack('status')]) {
    expect(answer).toMatch(refused);
    expect(answer).toMatch(/It first failed \d+ minutes? ago: arXiv.*tries again at every refresh/s);
  }
  expect(discordPosts(city, discord.general)).toEqual([]);

  hf.clearFaults();
  const isAnswered = () => hf.requests.some(({ path, status }) => path === '/api/query' && status === 200);
  await until(isAnswered, `arXiv answers again:\n${bot.text()}`, 60_000);
  // What it answered is saved a moment later.
  const isPosted = () => discordPosts(city, discord.general).length > 0;
  for (let tries = 0; tries < 10 && !isPosted(); tries++) {
    await onDiscord('post-now');
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  await until(isPosted, `it is out:\n${bot.text()}`, 60_000);
}, 200_000);
