import type { ChannelId, PersonId } from '../base/ids.ts';
import { parseRecap, RECAP_PERIODS, type Recaps } from '../schedule/recap.ts';
import { DEFAULT_SUBSCRIPTION, MAX_COUNT, type Subscription } from '../schedule/subscription.ts';
import type { MailWish } from './mailbox.ts';

/**
 * Which choice of papers a mail gets: a channel's digest, what a person follows, everything that is listed, or what is posted in a
 * channel that anybody may read.
 */
export type MailSubject =
  | { readonly kind: 'channel'; readonly channel: ChannelId; readonly subscription?: Subscription }
  | { readonly kind: 'follows'; readonly person: PersonId }
  | { readonly kind: 'day' }
  | { readonly kind: 'public'; readonly channel: Subscription };

export interface MailTime {
  readonly cron: string;
  readonly zone: string;
}

/** A list on each day, and that of the day itself, which went on after the mail of the week before. */
const EDITIONS_OF_A_WEEK = 8;
const MIN_OF_A_WEEK = 10;

/** Whether a mail brings the papers of a whole week. */
export function isWeeklyMail({ editions }: Pick<Subscription, 'editions'>): boolean {
  return editions >= EDITIONS_OF_A_WEEK;
}

/** What a mail brings, in a word for texts to choose by. */
export function toMailKind({
  postedIn,
  followsOf,
  like,
  topics,
}: Pick<MailWish, 'postedIn' | 'followsOf' | 'like' | 'topics'>) {
  if (postedIn !== undefined) return 'public';
  if (followsOf !== undefined) return 'follows';
  if (like !== undefined) return 'channel';
  return topics.length > 0 ? 'topics' : 'all';
}

/** How often, likewise. */
export function toMailPeriod(wish: Pick<Subscription, 'editions' | 'postedIn'>) {
  return wish.postedIn === undefined && isWeeklyMail(wish) ? 'weekly' : 'daily';
}

/** The size of a mail: daily as many papers as the channel gets, weekly more. */
export function toMailWish(subject: MailSubject, { cron, zone }: MailTime, isWeekly: boolean): MailWish {
  const { topics, without, minVotes, language } = DEFAULT_SUBSCRIPTION;
  const base = { cron, zone, topics, without, minVotes, language };
  const editions = isWeekly ? EDITIONS_OF_A_WEEK : DEFAULT_SUBSCRIPTION.editions;
  switch (subject.kind) {
    case 'day':
      return { ...base, editions, count: MAX_COUNT };
    case 'follows':
      return { ...base, editions, count: MAX_COUNT, followsOf: subject.person };
    case 'public': {
      // Nothing but what its page shows: no topics, and papers as old as the channel posts them.
      const { channel, editions: own, language } = subject.channel;
      return {
        ...base,
        language,
        editions: Math.max(EDITIONS_OF_A_WEEK, own),
        count: MAX_COUNT,
        postedIn: channel,
      };
    }
    case 'channel': {
      const { channel: like, subscription = DEFAULT_SUBSCRIPTION } = subject;
      const count = isWeekly ? Math.max(MIN_OF_A_WEEK, subscription.count) : subscription.count;
      const { topics: own, without: left, minVotes: least, language: said } = subscription;
      return { ...base, topics: own, without: left, minVotes: least, language: said, editions, count, like };
    }
  }
}

/**
 * The recap of a `week`, on Fridays, or of a `month`, on its first day, at a time of the day; any other word means none. Its next time
 * is found when the mailbox is confirmed or changed.
 */
export function toRecaps(word: string, time: string): Recaps {
  const period = RECAP_PERIODS.find((known) => known === word);
  const cron = period && parseRecap(period, time);
  return period && cron !== undefined ? { [period]: { cron, nextDueAt: 0 } } : {};
}

export function areSameTopics(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((topic, i) => topic === b[i]);
}
