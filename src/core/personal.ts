import type { Instant, PaperId } from './paper.ts';
import type { PersonId } from './vote.ts';

/** A person's reading list: nobody else sees it. */
export interface ShelfStore {
  /** `false` when it was there already. */
  put(person: PersonId, paperId: PaperId, at: Instant): Promise<boolean>;
  /** `false` when it was not there. */
  remove(person: PersonId, paperId: PaperId): Promise<boolean>;
  /** Latest first. */
  list(person: PersonId): Promise<PaperId[]>;
}
