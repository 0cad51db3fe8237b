import type { ChannelId } from '../../src/core/base/ids.ts';
import type { Instant } from '../../src/core/base/time.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../src/core/schedule/subscription.ts';
import { findNextDue } from '../../src/jobs/timing/next-due.ts';
import type { Random } from '../shared/random.ts';
import type { Times } from './slots.ts';

/** Twenty zones: on both sides of the date line, with half hours, with and without summer time, north and south. */
export const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Kyiv',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Nairobi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Apia',
] as const;

const WEEKDAYS = [
  { cron: '1-5', days: [1, 2, 3, 4, 5] },
  { cron: '*', days: [0, 1, 2, 3, 4, 5, 6] },
  { cron: '1,3,5', days: [1, 3, 5] },
  { cron: '2,4', days: [2, 4] },
] as const;

const TOPICS = [[], [], [], ['language model', 'reasoning'], ['video', 'image'], ['agent']] as const;

export interface Planned {
  readonly subscription: Subscription;
  readonly times: Times;
}

/** What a channel asks for: the zones in turn, all else by chance. Some want a time that the change of clocks skips. */
export function plannedFor(channel: ChannelId, i: number, random: Random, start: Instant): Planned {
  const zone = ZONES[i % ZONES.length] ?? 'UTC';
  const { cron, days } = random.pick(WEEKDAYS);
  const [hour, minute] = random.chance(0.1) ? [2, 30] : [random.whole(0, 23), random.whole(0, 11) * 5];
  const schedule = { cron: `${minute} ${hour} * * ${cron}`, zone };
  const subscription: Subscription = {
    ...DEFAULT_SUBSCRIPTION,
    ...schedule,
    channel,
    count: random.whole(1, 6),
    layout: random.pick(['thread', 'cards', 'compact']),
    topics: random.pick(TOPICS),
    editions: random.whole(2, 5),
    // A minute of these days is soon over: who wants no late post at all would seldom get one.
    catchUp: random.pick(['latest', 'all']),
    emptyDays: random.pick(['silent', 'say']),
    createdAt: start,
    nextDueAt: findNextDue(schedule, start),
  };
  return { subscription, times: { zone, hour, minute, weekdays: days } };
}
