import type { Problem } from '../base/catalog.ts';
import type { Clock } from '../base/clock.ts';
import type { ChannelId, PersonId, TenantId } from '../base/ids.ts';
import { flattenText } from '../base/text.ts';
import type { Day, Instant } from '../base/time.ts';
import type { SharedCard } from '../delivery/shared-card-store.ts';
import type { TasteScores } from '../delivery/taste-score.ts';
import type { SignUps } from '../mail/sign-ups.ts';
import type { Asker } from '../message/interaction.ts';
import type { Message } from '../message/message.ts';
import type { Paper, PaperId } from '../paper/paper.ts';
import type { PaperLists, PaperSearch } from '../paper/paper-source.ts';
import type { CheckLine, Mentions, SharingObstacle, WantedExtras } from '../platform/platform.ts';
import type { DropReason, EmptyDayReason, Reason } from '../reason/reason.ts';
import type { WordedReason } from '../reason/word-reason.ts';
import type { RecapPeriod } from '../schedule/recap.ts';
import type { Layout, Subscription } from '../schedule/subscription.ts';
import type { SearchEngine } from '../search/search.ts';
import type { Store } from '../store/store.ts';
import type { Summarizer } from '../summary/summary.ts';
import type { TasteProgress, TasteReport } from '../vote/taste-report.ts';
import type { VoteValue } from '../vote/vote.ts';

/** The source that has the categories of papers does not return those of recent ones. */
export interface CategoriesTrouble {
  /** As people know it. */
  readonly source: string;
  readonly since: Instant;
  /** For everybody. */
  readonly problem: Problem;
  /** How many recent papers have none. */
  readonly papers: number;
}

/** The parameters of a text about it. */
export function toCategoriesValues({ source, problem, papers }: CategoriesTrouble) {
  return { source, reason: flattenText(problem.what()), count: papers };
}

/** Lists that could not be fetched. */
export interface ListsTrouble {
  readonly days: readonly Day[];
  /** For the operator only. */
  readonly problem: Problem;
  /** For everybody. */
  readonly publicProblem: Problem;
}

/** What commands may use. Built in `src/app/inbound.ts`. */
export interface Services {
  readonly clock: Clock;
  /** Only in the demo: its days, oldest first. It has no network. */
  readonly demoDays?: readonly Day[];
  readonly store: Store;
  /** Absent where e-mail is off; in the demo it is on as soon as its page is open. */
  readonly signUps?: Pick<SignUps, 'ask'> | undefined;
  /** For lists that are not in the store. */
  readonly source: PaperLists;
  readonly search: SearchEngine;
  readonly summarizer: Summarizer;
  /** The store's paper, else the source's (then saved); `undefined` when neither has it. */
  findPaper(id: PaperId): Promise<Paper | undefined>;
  /** The paper with its models, datasets and demos, where the source says so. Never rejects. */
  findArtifacts(paper: Paper): Promise<Paper>;
  /** Saves papers that came from elsewhere and makes them searchable. */
  savePapers(papers: readonly Paper[]): Promise<void>;
  /** Asks sources for papers that are not saved here. */
  readonly beyond: PaperSearch;
  /** Counts a vote from a button; pressing the same again takes it back, unless it is a quiz answer. Returns the resulting vote. */
  vote(vote: {
    paperId: PaperId;
    person: PersonId;
    tenant: TenantId;
    value: VoteValue;
    /** The channel in whose quiz it was asked for. */
    quizOf?: ChannelId;
  }): Promise<VoteValue | 0>;
  /** A shared card is there, or one of its buttons was pressed: from now on they show the votes. Never rejects. */
  recordSharedCard(card: Omit<SharedCard, 'usedAt'>): Promise<void>;
  /** What was learned of what a channel likes; nothing where nobody voted, or nothing can be learned yet. */
  reportTaste(subscription: Subscription): Promise<TasteReport | undefined>;
  /** Whether anything was learned of what a channel likes. */
  hasTaste(subscription: Subscription): Promise<boolean>;
  /** What is missing where nothing can be learned yet. */
  readTasteProgress(subscription: Subscription): Promise<TasteProgress>;
  /** What a channel's past says of these papers; nothing where it says nothing. */
  judgeTaste(subscription: Subscription, papers: readonly PaperId[]): Promise<TasteScores | undefined>;
  /** Ten papers of the last days, as different as can be, to ask people of the channel about. */
  pickQuizPapers(subscription: Subscription): Promise<readonly PaperId[]>;
  /** What the channel's next post would be, posting nothing; and what was left out, with the reasons. */
  preview(subscription: Subscription): Promise<Preview>;
  /** What a recap of the channel would be now; `undefined` where it would say nothing. */
  previewRecap(subscription: Subscription, period: RecapPeriod): Promise<Message | undefined>;
  /** Puts a post of the channel first in the queue, unless there is a reason not to. */
  postNow(channel: ChannelId): Promise<PostNowOutcome>;
  /** The next slot of a schedule; throws an `InputError` for one that does not exist. */
  computeNextDue(schedule: Pick<Subscription, 'cron' | 'zone'>): number;
  /** May we post in a channel? Each line that is not ok says the fix. */
  checkChannel(channel: ChannelId, layout?: Layout, wanted?: WantedExtras): Promise<readonly CheckLine[]>;
  /** How posts in a channel mention roles or user groups; absent where they cannot. */
  mentionsIn(channel: ChannelId): Mentions | undefined;
  /** Whether posts in a channel can be published to servers that follow it. */
  hasCrossposts(channel: ChannelId): boolean;
  /** The address of the public page with this name; absent where the web pages are off. */
  readonly toPublicPageUrl?: (name: string) => string;
  /** Whether posts in a channel can be made that notify nobody. */
  hasQuietPosts(channel: ChannelId): boolean;
  /** Whether one form there has space for every setting. */
  hasLongForms(channel: ChannelId): boolean;
  /** Whether the platform of a channel has the parts of a layout; otherwise it looks like an overview only. */
  canDraw(channel: ChannelId, layout: Layout): boolean;
  /** Whether a channel is a forum; `undefined` where its platform cannot be asked just now. */
  isForum(channel: ChannelId): Promise<boolean | undefined>;
  /** The layout of every digest in a channel, where its platform has one alone. */
  findOnlyLayout(channel: ChannelId): Layout | undefined;
  /** What keeps this person, or the bot, from showing something to everybody in a channel; `undefined` if nothing does. */
  findSharingObstacle(
    asker: Pick<Asker, 'platform' | 'channel' | 'person'>,
  ): Promise<SharingObstacle | undefined>;
  /** Those of the channels, in their order and at most `limit`, that the asker can see: nothing of any other may be shown. */
  filterVisibleChannels(
    asker: Pick<Asker, 'platform' | 'tenant' | 'channelId' | 'person'>,
    channels: readonly ChannelId[],
    limit: number,
  ): Promise<ChannelId[]>;
  /** Words a reason; what a platform refused is worded from that platform's catalog. */
  wordReason(reason: Reason): WordedReason;
  /** Deletes everything that is stored about a person. */
  forget(person: PersonId): Promise<void>;
  /** How fetching papers is going. */
  readRefreshStatus(): {
    readonly lastSuccess?: number;
    /** What went wrong the last time, if anything did. */
    readonly lists?: readonly ListsTrouble[];
    readonly categories?: CategoriesTrouble;
  };
}

export type PostNowOutcome =
  | { readonly kind: 'posting' }
  | { readonly kind: 'nothing'; readonly reason: Reason; readonly categories?: CategoriesTrouble }
  /** Already done moments ago: by a first press, or because it was due by schedule. */
  | { readonly kind: 'just-posted'; readonly at: Instant }
  /** A digest is being posted, or will be tried again. */
  | { readonly kind: 'under-way'; readonly since: Instant };

export interface Preview {
  readonly messages: readonly Message[];
  /** When there is nothing. */
  readonly nothing?: EmptyDayReason;
  readonly dropped: ReadonlyArray<{ readonly paperId: PaperId; readonly reason: DropReason }>;
}
