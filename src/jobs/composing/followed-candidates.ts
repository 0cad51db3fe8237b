import type { Log } from '../../core/base/log.ts';
import { readFollow } from '../../core/matching/follow.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { Follow } from '../../core/schedule/personal.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Candidates } from './prepare.ts';

/** The candidates that the person follows whose follows a subscription is about; all of them for any other one. */
export async function followedCandidates(
  { store, log }: { readonly store: Store; readonly log: Log },
  candidates: Candidates,
  { followsOf }: Pick<Subscription, 'followsOf'>,
): Promise<Candidates> {
  if (followsOf === undefined) return candidates;
  const tests = readFollows(await store.follows.of(followsOf), log);
  const isFollowed = (paper: Paper | undefined) => paper !== undefined && tests.some((fits) => fits(paper));
  const editions = candidates.editions.map((edition) => ({
    ...edition,
    paperIds: edition.paperIds.filter((id) => isFollowed(candidates.papers.get(id))),
  }));
  return { ...candidates, editions };
}

/** A query that an older version took and this one cannot read keeps nobody from the others. */
function readFollows(follows: readonly Follow[], log: Log): Array<(paper: Paper) => boolean> {
  return follows.flatMap((follow) => {
    try {
      return [readFollow(follow)];
    } catch (err) {
      log.warn({ err, kind: follow.kind }, 'something that a person follows cannot be read');
      return [];
    }
  });
}
