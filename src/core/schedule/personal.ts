import type { PersonId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { QuietHours } from './quiet-hours.ts';

/** A person's reading list: nobody else sees it. */
export interface ReadingListStore {
  /** `false` when it was there already. */
  put(person: PersonId, paperId: PaperId, at: Instant): Promise<boolean>;
  /** `false` when it was not there. */
  remove(person: PersonId, paperId: PaperId): Promise<boolean>;
  /** Latest first. */
  list(person: PersonId): Promise<PaperId[]>;
}

/** What a person wants to be notified of: an author, an organization or a query. */
export interface Follow {
  readonly kind: 'author' | 'org' | 'query';
  /** A name, or words as for search; with `match:any` in it one of the words is enough. */
  readonly text: string;
}

/** When a person's digest DM is sent. */
export interface FollowSchedule {
  readonly person: PersonId;
  /** Five-field cron expression, read in `zone`. */
  readonly cron: string;
  readonly zone: string;
  /** A digest DM that is late waits for their end. */
  readonly quiet: QuietHours;
  /** BCP 47 tag for dates and numbers. */
  readonly language: string;
  readonly nextDueAt: Instant;
}

export interface FollowStore {
  /** `false` when the person follows it already. */
  add(person: PersonId, follow: Follow, at: Instant): Promise<boolean>;
  remove(person: PersonId, follow: Follow): Promise<boolean>;
  /** Oldest first. */
  list(person: PersonId): Promise<Follow[]>;
  findSchedule(person: PersonId): Promise<FollowSchedule | undefined>;
  setSchedule(schedule: FollowSchedule): Promise<void>;
  /** Schedules of people who follow something and whose time has come. */
  listDue(now: Instant): Promise<FollowSchedule[]>;
  /** Those of the papers that this person has not been notified of. */
  findPending(person: PersonId, paperIds: readonly PaperId[]): Promise<PaperId[]>;
  /** Records which papers the person was notified of and when the next digest DM is due, in one transaction. `false` if not scheduled. */
  markNotified(person: PersonId, paperIds: readonly PaperId[], nextDueAt: Instant): Promise<boolean>;
}
