import type { StoredProblem } from '../base/catalog.ts';
import type { Coded } from '../base/coded.ts';
import type { PlatformName } from '../base/ids.ts';
import type { Text } from '../base/text.ts';
import type { Day } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { NamedBy } from '../vote/taste-report.ts';

/**
 * Why something is as it is: a code and the parameters of its wording. It is stored like this and worded where it is shown
 * (`word-reason.ts`), so that a text can change, or be translated, without a change of what was stored.
 */
export type Reason =
  | EmptyDayReason
  | DeliveryReason
  | FailureReason
  | PauseReason
  | DropReason
  | SignalReason;

/** Nothing to post, which is no failure: there were no papers, or none that this channel wants and has not seen. */
export type EmptyDayReason =
  | Coded<'no-edition'>
  | Coded<'all-shown', PapersOfDays>
  | Coded<'all-filtered', PapersOfDays>
  /** A recap: nothing was posted in its days, and nothing was missed. */
  | Coded<'nothing-to-recap', { readonly period: 'week' | 'month' }>;

/** What happened to a delivery, or what it waits for. */
export type DeliveryReason =
  | Coded<'not-subscribed'>
  /** A mailbox gets what a channel posts, and that has no public page any more. */
  | Coded<'page-ended'>
  /** The recap was switched off while it was due. */
  | Coded<'recap-off'>
  | Coded<'channel-paused', { readonly pause: PauseReason }>
  /** The process was not running at the time, and the channel wants no late posts. */
  | Coded<'no-catch-up', { readonly lateMs: number }>
  | Coded<'too-late', { readonly lateMs: number; readonly latestMs: number }>
  /** New papers are unknown, because the source could not be asked recently. */
  | Coded<'newest-unknown', UnavailableSource>
  | Coded<'waits-for-source', UnavailableSource>
  /** It has waited for the source as long as it could. */
  | Coded<'source-away', UnavailableSource>
  /** The digest was made without these papers. */
  | Coded<'left-out', { readonly papers: readonly PaperId[]; readonly because: FailureReason }>;

/** What failed. */
export type FailureReason =
  /** In the platform's own catalog of problems. */
  | Coded<'platform', { readonly platform: PlatformName; readonly problem: StoredProblem }>
  | Coded<'platform-off', { readonly platform: string }>
  /** A post may have been sent late: it is looked up again before it is sent again. */
  | Coded<'second-look'>
  /** Given up, and a post may have been sent. */
  | Coded<'unknown-outcome', { readonly because: Reason }>
  /** A post may have been sent, and the platform has no way to look it up. */
  | Coded<'stopped-sending'>
  | Coded<'cannot-look-up', { readonly because: Reason }>
  | Coded<'nothing-to-send'>
  | Coded<'stopping'>
  | Coded<'disk-full'>
  | Coded<'database-busy'>
  | Coded<'database-away'>
  | Coded<'outside-unavailable'>
  | Coded<'source-unavailable', { readonly source: string }>
  /** What another part found, or a system said, in its own words. */
  | Coded<'unexpected', { readonly text: string; readonly fix?: Text }>
  /** A bug on our side. */
  | Coded<'internal'>
  | WordedBefore;

/** Why a channel gets no posts for now. */
export type PauseReason =
  /** Somebody paused it without saying why. */
  | Coded<'by-hand'>
  /** As a person wrote it. */
  | Coded<'typed', { readonly text: string }>
  /** The bot was removed from the server or workspace. */
  | Coded<'removed', { readonly graceDays: number }>
  | FailureReason;

/** Why a candidate is not in a digest. */
export type DropReason =
  | Coded<'unreadable'>
  | Coded<'already-shown'>
  | Coded<'withdrawn'>
  | Coded<'few-upvotes', { readonly upvotes: number; readonly least: number }>
  | Coded<'unwanted', { readonly term: string }>
  | Coded<'off-topic', { readonly topics: readonly string[]; readonly areCategoriesUnknown: boolean }>
  /** It would have been chosen, but says much the same as a paper that was. */
  | Coded<'too-alike', { readonly to: PaperId }>
  | Coded<'ranked-below', { readonly chosen: number; readonly score: number }>;

/** A ranking signal of a paper. */
export type SignalReason =
  | Coded<'upvotes', { readonly count: number }>
  | Coded<'rising', { readonly gained: number; readonly hours: number }>
  | Coded<'comments', { readonly count: number }>
  | Coded<'stars', { readonly count: number }>
  | Coded<'own-votes', { readonly net: number }>
  | Coded<'age', { readonly days: number }>
  /** Like a paper that people of the channel voted for. */
  | Coded<'like-liked', { readonly title: string; readonly count: number }>
  /** Like what the channel votes for, though like no single paper. */
  | Coded<'suits'>
  /** Like what the channel voted down, or was shown and left alone. */
  | Coded<'unlike'>
  /** Like papers about the channel's topics, or about what its person follows. */
  | Coded<'near-named', { readonly by: NamedBy }>
  /** Less like them than most papers are. */
  | Coded<'far-from-named', { readonly by: NamedBy }>
  /** Chosen because little is known about papers like it. */
  | Coded<'tried'>
  /** Much the same as a paper chosen before it. */
  | Coded<'alike', { readonly to: PaperId }>
  | WordedBefore;

/** Already worded: written by a version that stored sentences. */
type WordedBefore = Coded<'text', { readonly text: string; readonly fix?: Text }>;

/** The source of lists, as people know it; absent where an older version stored the reason. */
interface UnavailableSource {
  readonly source?: string;
}

export interface PapersOfDays {
  readonly count: number;
  readonly from: Day;
  readonly to: Day;
}

/** The reason with this code. */
export type ReasonOf<Code extends Reason['code']> = Extract<Reason, { readonly code: Code }>;

const EMPTY_DAY: ReadonlySet<Reason['code']> = new Set<EmptyDayReason['code']>([
  'no-edition',
  'all-shown',
  'all-filtered',
  'nothing-to-recap',
]);

/** Whether there was simply nothing to post. */
export function isEmptyDay(reason: Reason | undefined): reason is EmptyDayReason {
  return reason !== undefined && EMPTY_DAY.has(reason.code);
}

/** Whether the source could not be asked. */
export function isSourceUnavailable(reason: Reason | undefined): boolean {
  return reason?.code === 'waits-for-source' || reason?.code === 'source-away';
}
