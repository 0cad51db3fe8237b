import type { PersonId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';

/** `question`: what a person has before them. `answer`: one that they may share. `action`: what was just done. */
export type ShortLivedKind = 'question' | 'answer' | 'action';

/** Something that holds for a day at most. */
export interface ShortLived {
  readonly kind: ShortLivedKind;
  readonly key: string;
  /** Whose it is; it is deleted with everything else of theirs. */
  readonly person?: PersonId;
  readonly text: string;
  readonly until: Instant;
}

/**
 * What holds for a while, for whichever process has to know of it next: a button may reach another one than the command did.
 * Where one process serves alone it is held in its memory, and a restart ends it.
 */
export interface ShortLivedStore {
  /** The text of one that still holds. */
  find(kind: ShortLivedKind, key: string, now: Instant): Promise<string | undefined>;
  /** Replaces the existing one. */
  put(entry: ShortLived): Promise<void>;
  /** The same, and deletes the oldest of those whose keys begin with `group` and a space, where there are more than `most`. */
  putNewest(entry: ShortLived, group: string, most: number): Promise<void>;
  /** Puts it there unless one still holds: then it returns that one's text. Of several at once one is first. */
  take(entry: ShortLived, now: Instant): Promise<string | undefined>;
  delete(kind: ShortLivedKind, key: string): Promise<void>;
  /** All of a person's. */
  forget(person: PersonId): Promise<void>;
  /** Deletes what no longer holds. */
  purge(now: Instant): Promise<void>;
}
