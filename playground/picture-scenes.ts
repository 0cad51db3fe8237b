import { act, readState } from './demo-client.ts';
import { waitFor } from './do-task.ts';
import type { Act, PlaygroundState } from './protocol.ts';

/** The platforms, in the order of the page. */
export const SIDES = ['Discord', 'Slack'] as const;
export type Side = (typeof SIDES)[number];

/** Whoever looks at the scenes: pictures are taken of them, or their texts are compared with those of the pictures. */
export interface Onlooker {
  /** Before a form opens on a platform, over which there is nothing else to press. */
  turnTo?(side: Side): Promise<void>;
  /** Something is shown, on one platform or on all that have it. */
  look(what: string, side?: Side): Promise<void>;
}

/** What a line that is typed shows on each platform; the first one means the digest by its number. */
const ANSWERS = [
  { name: 'summary', slack: 'summary 1', subcommand: 'summary', options: { paper: '1' } },
  { name: 'search', slack: 'search agents', subcommand: 'search', options: { query: 'agents' } },
  { name: 'help', slack: 'help', subcommand: 'help', options: {} },
  { name: 'home', slack: 'home', subcommand: 'home', options: {} },
] as const;

/** Has everything shown that the bot shows on a day, one after the other, beginning with the first digest. */
export async function playScenes(url: string, { turnTo, look }: Onlooker): Promise<void> {
  await waitForDigests(url);
  await look('overview');
  await look('thread');
  for (const { name, slack, subcommand, options } of ANSWERS) {
    const { there, here } = await findChannels(url);
    const before = await readState(url);
    await act(url, { kind: 'discord-slash', channelId: there, subcommand, options });
    await act(url, { kind: 'slack-command', channelId: here, text: slack });
    await waitFor(
      `both answers to ${name}`,
      async () => countAnswers(await readState(url)) >= countAnswers(before) + 2,
    );
    await settle(url);
    await look(name);
  }
  for (const side of SIDES) {
    await turnTo?.(side);
    await openForm(url, side);
    await look('form', side);
    await closeForm(url, side);
  }
  for (const layout of ['folded', 'carousel']) {
    const { here } = await findChannels(url);
    await act(url, { kind: 'slack-command', channelId: here, text: `subscribe layout:${layout}` });
    await settle(url);
    await act(url, { kind: 'set-day', day: (await readState(url)).clock.now.slice(0, 10) });
    await settle(url);
    await look(layout, 'Slack');
  }
  await liveThroughWeek(url);
  await act(url, { kind: 'post-recap' });
  await settle(url);
  await look('recap');
  await look('forum', 'Discord');
}

/** Until both chats have the first digest: on a busy machine nothing happens for a while before. */
export async function waitForDigests(url: string): Promise<void> {
  await waitFor('both digests', async () => {
    const { discord, slack } = await readState(url);
    return [discord.channels[0], slack.channels[0]].every((channel) => (channel?.messages.length ?? 0) > 0);
  });
  await settle(url);
}

/** The channels with the daily posts. */
export async function findChannels(url: string): Promise<{ readonly there: string; readonly here: string }> {
  const { discord, slack } = await readState(url);
  return { there: discord.channels[0]?.id ?? '', here: slack.channels[0]?.id ?? '' };
}

export function countAnswers({ discord, slack }: PlaygroundState): number {
  const filled = discord.replies.filter(({ pending }) => !pending);
  return filled.length + slack.channels.reduce((sum, { ephemerals }) => sum + ephemerals.length, 0);
}

export async function openForm(url: string, side: Side): Promise<void> {
  const { there, here } = await findChannels(url);
  const asked: Readonly<Record<Side, Act>> = {
    Discord: { kind: 'discord-slash', channelId: there, subcommand: 'settings', options: {} },
    Slack: { kind: 'slack-command', channelId: here, text: 'settings' },
  };
  await act(url, asked[side]);
  await waitFor(`the form on ${side}`, async () => (await findForm(url, side)) !== undefined);
  await settle(url);
}

export async function closeForm(url: string, side: Side): Promise<void> {
  const modalId = (await findForm(url, side))?.id ?? '';
  await act(url, { kind: 'close-modal', side: side === 'Slack' ? 'slack' : 'discord', modalId });
  await settle(url);
}

async function findForm(url: string, side: Side): Promise<{ readonly id: string } | undefined> {
  const { discord, slack } = await readState(url);
  return side === 'Slack' ? slack.modal : discord.modal;
}

const VOTED = [
  { discord: '1️⃣', slack: 'one' },
  { discord: '3️⃣', slack: 'three' },
] as const;

/** A recap looks back on posts and votes: the days before today, and what the person voted for. */
async function liveThroughWeek(url: string): Promise<void> {
  const { clock } = await readState(url);
  const { here } = await findChannels(url);
  const today = clock.now.slice(0, 10);
  await act(url, { kind: 'slack-command', channelId: here, text: 'subscribe layout:thread' });
  await settle(url);
  for (const day of clock.days.filter((one) => one < today).slice(-3)) {
    await act(url, { kind: 'set-day', day });
    await settle(url);
    for (const emoji of VOTED) await voteForNewest(url, emoji);
  }
  await act(url, { kind: 'set-day', day: today });
  await settle(url);
}

/** On both platforms, with the numbers under the newest overview. */
async function voteForNewest(url: string, emoji: (typeof VOTED)[number]): Promise<void> {
  const { discord, slack } = await readState(url);
  const [there, here] = [discord.channels[0], slack.channels[0]];
  const onDiscord = there?.messages.at(-1)?.id ?? '';
  const onSlack = here?.messages.findLast(({ threadTs, ts }) => (threadTs ?? ts) === ts)?.ts ?? '';
  const vote = { kind: 'react', on: true } as const;
  const at = { channelId: there?.id ?? '', messageId: onDiscord };
  await act(url, { ...vote, ...at, side: 'discord', emoji: emoji.discord });
  const inSlack = { channelId: here?.id ?? '', messageId: onSlack };
  await act(url, { ...vote, ...inSlack, side: 'slack', emoji: emoji.slack });
}

/** Posts of a digest follow one another faster, and so do the bot's reactions. */
const STILL_MS = 3000;
/** All that is shown is read each time. */
const LOOK_EVERY_MS = 250;

/** Until nothing has changed for a while. */
export async function settle(url: string): Promise<void> {
  let shown = '';
  let since = performance.now();
  const isStill = async () => {
    const { discord, slack } = await readState(url);
    const now = JSON.stringify([discord, slack]);
    if (now !== shown) since = performance.now();
    shown = now;
    return performance.now() - since > STILL_MS;
  };
  await waitFor('nothing changes', isStill, LOOK_EVERY_MS);
}
