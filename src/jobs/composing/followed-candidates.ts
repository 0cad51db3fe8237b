import type { Log } from '../../core/base/log.ts';
import { readFollows } from '../../core/matching/follow.ts';
import type { PaperWords } from '../../core/matching/paper-words.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Candidates } from './prepare.ts';

/** The candidates that match the follows of a subscription's person; all of them for any other subscription. */
export async function listFollowedCandidates<Among extends Pick<Candidates, 'editions' | 'words'>>(
  { store, log }: { readonly store: Store; readonly log: Log },
  candidates: Among,
  { followsOf }: Pick<Subscription, 'followsOf'>,
): Promise<Among> {
  if (followsOf === undefined) return candidates;
  const { read, broken } = readFollows(await store.follows.list(followsOf));
  for (const { follow, err } of broken)
    log.warn({ err, kind: follow.kind }, 'a saved follow cannot be parsed');
  const isFollowed = (words: PaperWords | undefined) =>
    words !== undefined && read.some(({ fits }) => fits(words));
  const editions = candidates.editions.map((edition) => ({
    ...edition,
    paperIds: edition.paperIds.filter((id) => isFollowed(candidates.words.get(id))),
  }));
  return { ...candidates, editions };
}
