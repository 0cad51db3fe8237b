import { expect, it, onTestFinished } from 'vitest';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, ephemeralTo } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { aCity, discordPosts } from './city.ts';

const TIMEOUT = 150_000;

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
    const shared = await shareOnDiscord(city, general, card);
    await shareOnSlack(city, slackCard);
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
      ...shows([shared.components]),
    ];
    expect(shown()).toEqual(Array.from({ length: 6 }, () => false));

    const again = city.start('2026-04-30T09:01:00Z', 'start');
    await until(() => shown().every(Boolean), `the tallies are shown:\n${again.text()}`, 30_000);
    again.process.kill('SIGTERM');
    expect((await again.done).code).toBe(0);
  },
  TIMEOUT,
);

type City = Awaited<ReturnType<typeof aCity>>;

/** The paper that a card is about. */
function readPaper(card: unknown): string {
  return /r:save ([\w.:-]+)/.exec(JSON.stringify(card))?.[1] ?? '';
}

/** Shows the same paper to everybody, and waits until the bot has read the message that it is to change later. */
async function shareOnDiscord(
  { discord }: City,
  channel: City['discord']['general'],
  { components }: ReturnType<typeof discordPosts>[number],
) {
  const ann = discord.user('ann').id;
  const paper = readPaper(components);
  const answer = await awaitAnswer(discord.slash(ann, channel.id, 'papers', 'show', { paper }));
  discord.pressButton(ann, answer, 'Share to channel');
  const find = () =>
    [...channel.messages.values()].find((one) => JSON.stringify(one.components).includes('vote-shared'));
  const isRead = () =>
    discord.requests.some(
      ({ method, path }) => method === 'GET' && path.endsWith(`/messages/${find()?.id ?? 'none'}`),
    );
  await until(isRead, 'the card is shared on Discord', 30_000);
  const card = find();
  if (!card) throw new Error('no card');
  return card;
}

async function shareOnSlack({ slack }: City, { blocks }: { readonly blocks: unknown }) {
  const { people, state, calls } = slack;
  const channel = state.channels.get('C0OPEN');
  await answerTo(people.slash('U0ADA', 'C0OPEN', `show ${readPaper(blocks)}`));
  const on = ephemeralTo({ server: slack }, 'U0ADA');
  if (!on) throw new Error('no answer');
  people.press('U0ADA', { channel: 'C0OPEN', on }, 'Share to channel');
  const find = () => channel?.messages.find((one) => JSON.stringify(one.blocks).includes('vote-shared'));
  const isRead = () =>
    calls.some(({ method, args }) => method === 'reactions.get' && args.timestamp === find()?.ts);
  await until(isRead, 'the card is shared on Slack', 30_000);
}
