import type { SpaceId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Vote } from './vote.ts';

export interface VoteStore {
  /**
   * Adds the vote, or renews it if the same person has one from the same source in the same space. An event that is older
   * than the last one of that source, by the platform's own time, changes nothing.
   */
  cast(vote: Vote): Promise<void>;
  /** Takes back what this source said for this person in this space; `false` when it said nothing. */
  retract(vote: Omit<Vote, 'value'>): Promise<boolean>;
  /** Makes the votes whose source starts with `sourcePrefix` equal to `votes`; those already known keep their time. */
  replace(sourcePrefix: string, votes: readonly Vote[]): Promise<{ changed: PaperId[] }>;
  /** All standing votes on these papers from these spaces. */
  of(paperIds: readonly PaperId[], spaces: readonly SpaceId[]): Promise<Vote[]>;
  /** All standing votes from these spaces cast after `since`. */
  since(spaces: readonly SpaceId[], since: Instant): Promise<Vote[]>;
  /** Every space of the community that `space` belongs to, itself included. */
  community(space: SpaceId): Promise<SpaceId[]>;
  /** Makes the communities of the two spaces one. */
  link(a: SpaceId, b: SpaceId): Promise<void>;
  unlink(space: SpaceId): Promise<boolean>;
}
