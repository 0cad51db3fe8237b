import { InputError } from '../core/base/errors.ts';
import { type ChannelId, type PlatformName, splitChannel } from '../core/base/ids.ts';
import { plainText, sentences } from '../core/base/text.ts';
import { describeFilter } from '../core/digest/topic-filter.ts';
import { counted, momentLabel } from '../core/paper/format.ts';
import { blockingLine } from '../core/platform/check-line.ts';
import { isSourceAway } from '../core/reason/reason.ts';
import { wordReason } from '../core/reason/word-reason.ts';
import { describeCatchUp } from '../core/schedule/catch-up.ts';
import { describeCron } from '../core/schedule/schedule-words.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../core/schedule/subscription.ts';
import { nextDue } from '../jobs/next-due.ts';
import { type App, EXIT } from './app.ts';
import { readOptions, type SubscribeOptions } from './subscribe-options.ts';
import { wordForCommandLine } from './word-commands.ts';

const CHANNEL_EXAMPLE = 'Write it as discord:123456789012345678, slack:C0123456789 or terminal:local.';

/** Where a channel's id is found: its name is not enough. */
const WHERE_IDS_ARE: Readonly<Record<PlatformName, string>> = {
  discord:
    'On Discord turn on Developer Mode (User Settings, Advanced), then right-click the channel: Copy Channel ID.',
  slack: "On Slack the ID is at the end of the channel's details, which open with a click on its name.",
  terminal: 'The terminal has one channel.',
};

/** What the platforms' own ids look like. */
const CHANNEL_IDS: Readonly<Record<PlatformName, RegExp>> = {
  discord: /^\d{17,20}$/,
  slack: /^[CDG][A-Z0-9]{5,}$/,
  terminal: /^local$/,
};

/** Why a platform is not there, and what to do. */
const NOT_CONNECTED: Readonly<Record<PlatformName, string>> = {
  discord: 'Discord is not connected: set DISCORD_TOKEN (see .env.example), then: npx node src/main.ts check',
  slack:
    'Slack is not connected: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (see .env.example), then: npx node src/main.ts check',
  terminal: 'The terminal gets posts only where no platform has a token.',
};

/** A channel as typed on the command line; throws an `InputError` that shows the form. */
export function readChannel(text: string): ChannelId {
  if (!splitChannel(text)) throw noChannel(text);
  return text;
}

/** The same of one to be subscribed: an id that its platform cannot have would never get a post. */
function readNewChannel(text: string): ChannelId {
  const at = splitChannel(text);
  if (!at || !CHANNEL_IDS[at.platform].test(at.id)) throw noChannel(text);
  return text;
}

function noChannel(text: string): InputError {
  const platforms = Object.keys(WHERE_IDS_ARE) as PlatformName[];
  const platform = platforms.find((one) => text.startsWith(`${one}:`));
  const fix = platform ? `${CHANNEL_EXAMPLE} ${WHERE_IDS_ARE[platform]}` : CHANNEL_EXAMPLE;
  return new InputError('channel-invalid', `"${text}" is not a channel.`, { fix });
}

/** Subscribes a channel, or changes what is given of its subscription; one that was paused goes on. */
export async function subscribe(app: App, target: string, options: SubscribeOptions): Promise<number> {
  const { store, clock, print, platforms } = app;
  const channel = readNewChannel(target);
  const now = clock.now();
  const { paused, ...before }: Subscription = (await store.subscriptions.get(channel)) ?? {
    ...DEFAULT_SUBSCRIPTION,
    channel,
    createdAt: now,
    nextDueAt: 0,
  };
  const changed = { ...before, ...readOptions(options, before) };
  const subscription = { ...changed, nextDueAt: nextDue(changed, now) };
  if (!(await canWork(app, subscription))) return EXIT.refused;
  const passing = await describeFilter(store, now, subscription);
  await store.subscriptions.put(subscription);
  print(`${channel}: ${describe(subscription)}`);
  if (passing) print(`  ${passing}`);
  if (paused) print(`  no longer paused (${plainText(wordReason(paused.reason, platforms).what)})`);
  print(`next post: ${momentLabel(subscription.nextDueAt, subscription.zone)}`);
  return EXIT.ok;
}

/** Asks the platform; says what is amiss. False where no post could ever come, and so nothing is to be saved. */
async function canWork(
  { platforms, printError, stopping }: App,
  { channel, layout }: Subscription,
): Promise<boolean> {
  const at = splitChannel(channel);
  if (!at) return false;
  const platform = platforms.get(at.platform);
  if (!platform) {
    printError(`Warning: nothing will be posted to ${channel}. ${NOT_CONNECTED[at.platform]}`);
    return true;
  }
  const troubles = ((await platform.checks?.run(at.id, layout)) ?? []).filter(({ ok }) => !ok);
  // What was broken off says nothing of the channel.
  stopping.throwIfAborted();
  const blocking = blockingLine(troubles);
  if (blocking) {
    printError(
      `${channel} cannot be subscribed: ${wordForCommandLine(sentences(blocking.what, blocking.fix), channel)}`,
    );
    printError('Nothing was saved.');
    return false;
  }
  for (const { what, fix } of troubles)
    printError(`Warning: ${wordForCommandLine(sentences(what, fix), channel)}`);
  return true;
}

/** Goes on with a paused channel's posts. What made it pause shows at the next post, or in `check`. */
export async function resume({ store, clock, print }: App, target: string): Promise<number> {
  const channel = readChannel(target);
  const subscription = await store.subscriptions.get(channel);
  if (!subscription) {
    print(`${channel} is not subscribed`);
    return EXIT.usage;
  }
  const nextDueAt = subscription.paused ? nextDue(subscription, clock.now()) : subscription.nextDueAt;
  if (subscription.paused) await store.subscriptions.resume(channel, nextDueAt);
  print(subscription.paused ? `${channel}: resumed` : `${channel} was not paused`);
  print(`next post: ${momentLabel(nextDueAt, subscription.zone)}`);
  return EXIT.ok;
}

export async function unsubscribe({ store, print }: App, target: string): Promise<number> {
  const channel = readChannel(target);
  const removed = await store.subscriptions.remove(channel);
  print(removed ? `${channel}: no more posts` : `${channel} was not subscribed`);
  return removed ? EXIT.ok : EXIT.usage;
}

export async function subscriptions({ store, print, platforms }: App): Promise<number> {
  const all = await store.subscriptions.list();
  if (all.length === 0)
    print('No channel is subscribed yet. Example: npx node src/main.ts subscribe discord:123456789012345678');
  for (const subscription of all) {
    const { channel, nextDueAt, zone, paused } = subscription;
    print(`${channel}: ${describe(subscription)}`);
    const pause = paused && wordReason(paused.reason, platforms);
    print(
      pause
        ? `  paused: ${wordForCommandLine(sentences(pause.what, pause.fix), channel)}`
        : `  next post: ${momentLabel(nextDueAt, zone)}`,
    );
    const [last] = await store.deliveries.recent(channel, 1);
    if (!last) continue;
    // A paused channel's line has told the fix already.
    const worded = last.reason && wordReason(last.reason, platforms);
    const isTold = last.state === 'skipped' || plainText(worded?.fix) === plainText(pause?.fix);
    const why = wordForCommandLine(sentences(worded?.what, isTold ? undefined : worded?.fix), channel);
    print(`  last: ${last.state} of ${momentLabel(last.slot, zone)}${why ? `: ${why}` : ''}`);
    if (isSourceAway(last.reason)) print('  why it cannot be reached: npx node src/main.ts check');
  }
  return EXIT.ok;
}

function describe(subscription: Subscription): string {
  const { cron, zone, count, layout, topics, without, minVotes, language, emptyDays } = subscription;
  const usual = DEFAULT_SUBSCRIPTION;
  return [
    `${count} papers`,
    describeCron(cron),
    zone,
    `layout ${layout}`,
    ...(topics.length > 0 ? [`topics ${topics.join(', ')}`] : []),
    ...(without.length > 0 ? [`without ${without.join(', ')}`] : []),
    ...(minVotes > 0 ? [`at least ${counted(minVotes, 'upvote', 'en')}`] : []),
    ...(language === usual.language ? [] : [`in ${language}`]),
    ...(emptyDays === usual.emptyDays ? [] : ['empty days said once']),
    ...(subscription.catchUp === usual.catchUp ? [] : [`missed posts: ${describeCatchUp(subscription)}`]),
  ].join(', ');
}
