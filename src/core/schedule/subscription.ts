import type { ChannelId, PersonId, TenantId } from '../base/ids.ts';
import type { Mention } from '../base/mention.ts';
import type { Instant } from '../base/time.ts';
import type { PauseReason } from '../reason/reason.ts';
import type { Recaps } from './recap.ts';

/** The layouts that a channel can choose. `forum`: each paper opens a post, in a channel that consists of posts. */
export const CHAT_LAYOUTS = ['thread', 'cards', 'compact', 'folded', 'carousel', 'forum'] as const;

/** Layouts whose parts only some platforms have: elsewhere they look like `compact`. */
export type SpecialLayout = Extract<Layout, 'folded' | 'carousel'>;

export function isSpecial(layout: Layout): layout is SpecialLayout {
  return layout === 'folded' || layout === 'carousel';
}

/** `letter`: all papers with their summaries in one message, as a mail and a webhook have it. */
export type Layout = (typeof CHAT_LAYOUTS)[number] | 'letter';

/** Which of the slots missed while the process was not running are posted: none, the latest, or all up to `catchUpLimit`. */
export type CatchUp = 'skip' | 'latest' | 'all';

/** The settings of one channel. */
export interface Subscription {
  readonly channel: ChannelId;
  /** The workspace or server the channel belongs to; unknown until the platform has named it. */
  readonly tenant?: TenantId;
  /** Five-field cron expression, read in `zone`. */
  readonly cron: string;
  /** IANA zone, `Europe/Paris`. */
  readonly zone: string;
  /** Papers in a digest, 1 to 30. */
  readonly count: number;
  readonly layout: Layout;
  /** How many non-empty editions candidates come from. */
  readonly editions: number;
  /** On a day without papers: post one notice, or nothing. */
  readonly emptyDays: 'say' | 'silent';
  /** Posts make no sound and send no notification, where the platform can do that. */
  readonly isQuiet: boolean;
  /** Whom the first post of a digest mentions. */
  readonly mention?: Mention | undefined;
  /** Posts are published to the servers that follow the channel, where the platform has such channels. */
  readonly isCrossposted: boolean;
  /** Only papers that match one of these words, "phrases" or arXiv categories; none means all. */
  readonly topics: readonly string[];
  /** No paper that matches one of these. */
  readonly without: readonly string[];
  readonly minVotes: number;
  /** Whether votes weigh in on what is chosen. */
  readonly taste: 'on' | 'off';
  /** Whether one paper of five may be one about which little is known. */
  readonly explore: 'on' | 'off';
  /** Votes before this do not count: the channel started over. */
  readonly tasteSince: Instant;
  /** Papers that match one of these are not learned from. */
  readonly tasteWithout: readonly string[];
  /** BCP 47 tag of posts and of summaries; posts are in English where there is no folder of the language. */
  readonly language: string;
  readonly catchUp: CatchUp;
  readonly catchUpLimit: number;
  /** What is posted beside the digests: what became of the papers of a week or a month. */
  readonly recaps: Recaps;
  readonly paused?: Pause;
  /** The channel whose selection of papers it follows: topics, excluded words, minimum votes, count and taste are read from there. */
  readonly like?: ChannelId;
  /** Only what was posted in this channel is chosen, while that has a public page. */
  readonly postedIn?: ChannelId;
  /** The name of its public page, `/channel/NAME`, on which anybody reads what was posted; absent where it has none. */
  readonly publicName?: string;
  /** Only what this person follows is chosen. */
  readonly followsOf?: PersonId;
  /** Who set it up and is notified of problems; absent when the command line did. */
  readonly owner?: PersonId;
  readonly nextDueAt: Instant;
  readonly createdAt: Instant;
}

/** When something is posted next. */
export type DueTimes = Pick<Subscription, 'nextDueAt' | 'recaps'>;

/** The next times of a subscription whose schedule changed, or that resumes. */
export function listNextTimes(
  { cron, zone, recaps }: Pick<Subscription, 'cron' | 'zone' | 'recaps'>,
  computeNextDue: (schedule: Pick<Subscription, 'cron' | 'zone'>) => Instant,
): DueTimes {
  const due = Object.entries(recaps).map(([period, recap]) => [
    period,
    { ...recap, nextDueAt: computeNextDue({ cron: recap.cron, zone }) },
  ]);
  return { nextDueAt: computeNextDue({ cron, zone }), recaps: Object.fromEntries(due) };
}

export interface Pause {
  readonly at: Instant;
  /** `person` when somebody asked for it, `fault` when the platform refused our posts, `departure` when the bot was removed. */
  readonly by: 'person' | 'fault' | 'departure';
  readonly reason: PauseReason;
}

export const DEFAULT_SUBSCRIPTION = {
  cron: '0 9 * * 1-5',
  zone: 'UTC',
  count: 5,
  layout: 'thread',
  editions: 3,
  emptyDays: 'silent',
  isQuiet: false,
  isCrossposted: false,
  topics: [],
  without: [],
  minVotes: 0,
  taste: 'on',
  explore: 'on',
  tasteSince: 0,
  tasteWithout: [],
  language: 'en',
  catchUp: 'latest',
  catchUpLimit: 3,
  recaps: {},
} as const satisfies Partial<Subscription>;

export const MAX_COUNT = 30;
export const MAX_MIN_VOTES = 10_000;
