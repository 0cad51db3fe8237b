import type { ChannelId, PersonId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { NumberedList } from '../message/numbered-list.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Follow, FollowSchedule } from '../schedule/personal.ts';
import type { SummaryFeedback } from '../summary/feedback.ts';
import type { Vote } from '../vote/vote.ts';

/** Everything that the database stores about one person. */
export interface PersonData {
  readonly votes: readonly Vote[];
  /** Retracted votes: stored for a day, so that a late earlier event does not restore them. */
  readonly takenBack: ReadonlyArray<{ readonly paperId: PaperId; readonly at: Instant }>;
  readonly readingList: ReadonlyArray<{ readonly paperId: PaperId; readonly at: Instant }>;
  readonly follows: ReadonlyArray<Follow & { readonly at: Instant }>;
  readonly schedule?: FollowSchedule;
  /** Papers that a daily message about follows has named. */
  readonly notified: readonly PaperId[];
  /** The lists whose numbers may be typed. */
  readonly lists: ReadonlyArray<NumberedList & { readonly where: string }>;
  /** Whether summaries helped them. */
  readonly feedback: readonly SummaryFeedback[];
  /** E-mail addresses that this person typed, each under its random id. */
  readonly mailboxes: ReadonlyArray<{
    readonly channel: ChannelId;
    readonly state: string;
    readonly at: Instant;
  }>;
  /** Channels whose digest this person set up. */
  readonly subscriptions: ReadonlyArray<{ readonly channel: ChannelId; readonly at: Instant }>;
}

export interface PersonStore {
  readPersonData(person: PersonId): Promise<PersonData>;
  /**
   * Deletes everything about a person, and the subscription, deliveries and posts of `direct`, their private conversation
   * with the bot. Posts that show their votes are marked for editing. One transaction. What remains for a while is a checksum of
   * the id, so that reactions that are still on old posts are not counted again.
   */
  forget(person: PersonId, at: Instant, direct?: ChannelId): Promise<void>;
  /** Those of the people who had everything deleted, and when. */
  findForgotten(people: readonly PersonId[]): Promise<Map<PersonId, Instant>>;
}

/** Whether anything is stored about a person. */
export function isEmpty(data: PersonData): boolean {
  const { schedule, ...lists } = data;
  return schedule === undefined && Object.values(lists).every((list) => list.length === 0);
}
