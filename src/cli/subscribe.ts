import { describeCatchUp, parseCatchUp } from '../core/catch-up.ts';
import { InputError } from '../core/errors.ts';
import { sentences } from '../core/format.ts';
import { describeCron, parseDays, parseTime, toCron, wordsOfCron } from '../core/schedule-words.ts';
import {
  type ChannelId,
  DEFAULT_SUBSCRIPTION,
  type Layout,
  MAX_COUNT,
  type PlatformName,
  type Subscription,
  splitChannel,
} from '../core/subscription.ts';
import { isZone, nextDue } from '../jobs/next-due.ts';
import { type App, EXIT } from './app.ts';

export interface SubscribeOptions {
  readonly at?: string;
  readonly zone?: string;
  readonly days?: string;
  readonly cron?: string;
  readonly count?: string;
  readonly layout?: string;
  readonly emptyDays?: string;
  readonly catchUp?: string;
}

const CHANNEL_EXAMPLE = 'Write it as discord:123456789012345678, slack:C0123456789 or terminal:local.';

/** What the platforms' own ids look like. */
const CHANNEL_IDS: Readonly<Record<PlatformName, RegExp>> = {
  discord: /^\d{17,20}$/,
  slack: /^[CDG][A-Z0-9]{5,}$/,
  terminal: /^local$/,
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
  return new InputError('channel-invalid', `"${text}" is not a channel.`, { fix: CHANNEL_EXAMPLE });
}

/** Subscribes a channel, or changes what is given of its subscription; one that was paused goes on. */
export async function subscribe(
  { store, clock, print }: App,
  target: string,
  options: SubscribeOptions,
): Promise<number> {
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
  await store.subscriptions.put(subscription);
  print(`${channel}: ${describe(subscription)}`);
  if (paused) print(`  no longer paused (${paused.reason})`);
  print(`next post: ${inZone(subscription.nextDueAt, subscription.zone)}`);
  return EXIT.ok;
}

export async function unsubscribe({ store, print }: App, target: string): Promise<number> {
  const channel = readChannel(target);
  const removed = await store.subscriptions.remove(channel);
  print(removed ? `${channel}: no more posts` : `${channel} was not subscribed`);
  return removed ? EXIT.ok : EXIT.usage;
}

export async function subscriptions({ store, print }: App): Promise<number> {
  const all = await store.subscriptions.list();
  if (all.length === 0)
    print('No channel is subscribed yet. Example: npx node src/main.ts subscribe discord:123456789012345678');
  for (const subscription of all) {
    const { channel, nextDueAt, zone, paused } = subscription;
    print(`${channel}: ${describe(subscription)}`);
    print(
      paused
        ? `  paused: ${sentences(paused.reason, paused.fix)}`
        : `  next post: ${inZone(nextDueAt, zone)}`,
    );
    const [last] = await store.deliveries.recent(channel, 1);
    if (!last) continue;
    // A paused channel's line has told the fix already.
    const why = sentences(last.reason, last.fix === paused?.fix ? undefined : last.fix);
    print(`  last: ${last.state} (${inZone(last.slot, zone)})${why ? `: ${why}` : ''}`);
  }
  return EXIT.ok;
}

function readOptions(options: SubscribeOptions, before: Subscription): Partial<Subscription> {
  if (options.cron !== undefined && (options.at !== undefined || options.days !== undefined)) {
    throw new InputError('schedule-twice', 'Give either --cron, or --at and --days.');
  }
  const zone = options.zone ?? before.zone;
  if (!isZone(zone)) {
    throw new InputError('zone-unknown', `There is no time zone "${zone}".`, {
      fix: 'Use an IANA name, such as Europe/Paris or America/New_York.',
    });
  }
  const known = wordsOfCron(before.cron);
  return {
    zone,
    ...(options.cron === undefined ? {} : { cron: options.cron }),
    ...(options.at === undefined && options.days === undefined
      ? {}
      : {
          cron: toCron(
            parseTime(options.at ?? known?.time ?? '09:00'),
            parseDays(options.days ?? known?.days ?? 'mon-fri'),
          ),
        }),
    ...(options.count === undefined ? {} : { count: whole(options.count, '--count', MAX_COUNT) }),
    ...(options.layout === undefined
      ? {}
      : { layout: oneOf<Layout>(options.layout, '--layout', ['thread', 'cards', 'compact']) }),
    ...(options.emptyDays === undefined
      ? {}
      : {
          emptyDays: oneOf<Subscription['emptyDays']>(options.emptyDays, '--empty-days', ['say', 'silent']),
        }),
    ...(options.catchUp === undefined ? {} : parseCatchUp(options.catchUp)),
  };
}

function whole(text: string, name: string, max: number): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > max) {
    throw new InputError('number-invalid', `${name} is a whole number from 1 to ${max}, not "${text}".`, {
      fix: `Example: ${name} 5`,
    });
  }
  return n;
}

function oneOf<T extends string>(text: string, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found) return found;
  throw new InputError('choice-invalid', `${name} is one of ${choices.join(', ')}, not "${text}".`, {
    fix: `Example: ${name} ${choices[0]}`,
  });
}

function describe({ cron, zone, count, layout, ...rest }: Subscription): string {
  const missed =
    rest.catchUp === DEFAULT_SUBSCRIPTION.catchUp ? '' : `, missed posts: ${describeCatchUp(rest)}`;
  return `${count} papers, ${describeCron(cron)}, ${zone}, layout ${layout}${missed}`;
}

function inZone(at: number, zone: string): string {
  return (
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(at) +
    ` (${zone})`
  );
}
