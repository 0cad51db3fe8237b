import { toUtcDay } from '../../core/base/calendar.ts';
import type { Instant } from '../../core/base/time.ts';
import { readFilter } from '../../core/digest/topic-filter.ts';
import { PaperWords } from '../../core/matching/paper-words.ts';
import { byUpvotes, type PaperId } from '../../core/paper/paper.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { dot } from '../../taste/cholesky.ts';
import type { TasteDeps } from './taste.ts';

const QUESTIONS = 10;
/** Questions are about papers of this many lists. */
const EDITIONS = 10;
/** Of each list the best known, so that people can say something of them. */
const MAX_OF_LIST = 12;

/**
 * Papers to ask people of a channel about: well known ones of the last two weeks that pass its filter, as different from each
 * other as can be, so that few answers say much. The same all day, whatever is answered.
 */
export async function chooseQuiz(
  { store, vectors: source }: Pick<TasteDeps, 'store' | 'vectors'>,
  subscription: Pick<Subscription, 'topics' | 'without' | 'minVotes'>,
  now: Instant,
): Promise<PaperId[]> {
  // Today's list still grows, and would change the questions while they are answered.
  const editions = (await store.editions.listLatest(EDITIONS + 1, toUtcDay(now))).filter(
    ({ day }, _, all) => all.length === 1 || day < toUtcDay(now),
  );
  const listed = new Set(editions.flatMap(({ paperIds }) => paperIds.slice(0, MAX_OF_LIST)));
  const judge = readFilter(subscription);
  const papers = (await store.papers.findMany([...listed])).filter(
    (paper) => paper.withdrawnAt === undefined && judge(new PaperWords(paper)).passes,
  );
  const ids = papers.toSorted((a, b) => byUpvotes(a, b) || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
  const vectors = (await source?.readVectors(ids)) ?? new Map<PaperId, Float32Array>();
  // Of a paper without one nothing can be learned.
  const withVectors = ids.filter((id) => vectors.has(id));
  return chooseSpread(withVectors.length > 0 ? withVectors : ids, vectors).slice(0, QUESTIONS);
}

/** The first, then each time the one that is least like any before it. */
function chooseSpread(ids: readonly PaperId[], vectors: ReadonlyMap<PaperId, Float32Array>): PaperId[] {
  const left = new Map(ids.map((id) => [id, -1]));
  const chosen: PaperId[] = [];
  while (chosen.length < QUESTIONS && left.size > 0) {
    const [next = ''] = [...left].reduce((best, one) => (one[1] < best[1] ? one : best));
    left.delete(next);
    chosen.push(next);
    const own = vectors.get(next);
    for (const [id, most] of left) {
      const other = vectors.get(id);
      if (own && other) left.set(id, Math.max(most, dot(own, other)));
    }
  }
  return chosen;
}
