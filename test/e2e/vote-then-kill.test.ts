import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { aCity, discordPosts } from './city.ts';

const TIMEOUT = 90_000;

it(
  'a vote that was counted just before kill -9 is shown after the next start, though nobody votes again',
  async () => {
    const city = await aCity();
    onTestFinished(() => city.close());
    const { general } = city.discord;
    const subscribe = ['--at', '09:00', '--days', 'daily', '--count', '1'];
    await city.start('2026-04-30T08:30:00Z', 'subscribe', `discord:${general.id}`, ...subscribe).done;
    await city.start('2026-04-30T08:30:00Z', 'subscribe', 'slack:T0LOOP/C0OPEN', ...subscribe).done;
    const onSlack = () => city.slack.state.channels.get('C0OPEN')?.messages ?? [];
    const onDiscord = () => discordPosts(city, general);
    const bot = city.start('2026-04-30T09:00:20Z', 'start');
    await until(() => onDiscord().length === 2 && onSlack().length === 2, `posts:\n${bot.text()}`, 60_000);

    const [, card] = onDiscord();
    const [, slackCard] = onSlack();
    if (!card || !slackCard) throw new Error('no cards');
    city.discord.react(city.discord.user('ann').id, card, '👍');
    city.slack.people.react('U0ADA', slackCard, '+1');
    // Edits wait for three seconds, in which more votes may come.
    await until(() => bot.text().split('vote counted').length === 3, `votes are counted:\n${bot.text()}`);
    bot.process.kill('SIGKILL');
    await bot.done;
    const shows = (texts: readonly unknown[]) => texts.map((text) => JSON.stringify(text).includes('👍 1'));
    const shown = () => [
      ...shows(onDiscord().map(({ embeds }) => embeds)),
      ...shows(onSlack().map(({ blocks }) => blocks)),
    ];
    expect(shown()).toEqual([false, false, false, false]);

    const again = city.start('2026-04-30T09:01:00Z', 'start');
    await until(() => shown().every(Boolean), `the tallies are shown:\n${again.text()}`, 30_000);
    again.process.kill('SIGTERM');
    expect((await again.done).code).toBe(0);
  },
  TIMEOUT,
);
