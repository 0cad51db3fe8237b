import type { Day, Instant } from '../base/time.ts';
import type { PaperId } from './paper.ts';

/** *Filling* while papers may still come, *closed* once the source adds no more, *empty* when it closed without a paper. */
type EditionState = 'filling' | 'closed' | 'empty';

/** The list of one day, as the source published it. */
export interface Edition {
  readonly day: Day;
  readonly state: EditionState;
  /** Best first, as the source sorted them. */
  readonly paperIds: readonly PaperId[];
  readonly fetchedAt: Instant;
}

/** The state of a list of `count` papers that was fetched at `fetchedAt`. When a list closes is known by its source. */
export function toEditionState(
  count: number,
  { fetchedAt, closesAt }: { readonly fetchedAt: Instant; readonly closesAt: Instant },
): EditionState {
  if (fetchedAt < closesAt) return 'filling';
  return count === 0 ? 'empty' : 'closed';
}
