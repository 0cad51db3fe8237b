import { toUtcDay } from '../../core/base/calendar.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { MIN_PAPERS_FOR_VECTORS } from '../../core/search/search.ts';
import type { TasteProgress, TasteReport } from '../../core/vote/taste-report.ts';
import { type LearnedTaste, learnTaste, type TasteDeps } from './taste.ts';
import { type EvidenceDeps, type PastPaper, readPast } from './taste-evidence.ts';
import { nameSource, readExamples, readLatest } from './taste-prior.ts';

/** Topics are taken from the papers of this many lists, besides those that the channel was shown. */
const EDITIONS = 10;
const MAX_TOPICS = 6;
const MAX_PAPERS = 3;
/** A topic of one paper is that paper. */
const MIN_HOLDERS = 2;
/** In points: less is as good as nothing. */
const MIN_POINTS = 0.5;

/** What was learned of what a channel likes; nothing where nobody voted, or nothing can be learned. */
export async function reportTaste(
  deps: TasteDeps,
  subscription: Subscription,
  now: Instant,
): Promise<TasteReport | undefined> {
  const { store } = deps;
  const recent = await store.editions.listLatest(EDITIONS, toUtcDay(now));
  const ids = [...new Set(recent.flatMap(({ paperIds }) => paperIds))];
  const learned = await learnTaste(deps, subscription, now, ids);
  if (!learned || learned.past.length === 0) return undefined;
  const { model, past } = learned;
  const papers = await store.papers.findMany([...new Set([...past.map(({ paperId }) => paperId), ...ids])]);
  const topics = weighTopics(papers, learned);
  return {
    voters: new Set(past.flatMap(({ voters }) => voters)).size,
    votedOn: countVotedOn(past),
    // A paper that was only saved is in neither number: it would reveal that somebody saved it.
    leftAlone: past.filter(({ opinions }) => opinions.length === 0).length,
    strength: model.strength,
    topicsFor: topics
      .filter(({ points }) => points > MIN_POINTS)
      .slice(0, MAX_TOPICS)
      .map(({ topic }) => topic),
    topicsAgainst: topics
      .filter(({ points }) => points < -MIN_POINTS)
      .toReversed()
      .slice(0, MAX_TOPICS)
      .map(({ topic }) => topic),
    liked: listLiked(papers, learned),
    ...(model.hasPrior ? { named: nameSource(subscription) } : {}),
  };
}

/** What there is to learn from, also where nothing can be learned yet. */
export async function readTasteProgress(
  { papersNeeded = MIN_PAPERS_FOR_VECTORS, ...deps }: EvidenceDeps & { readonly papersNeeded?: number },
  subscription: Subscription,
  now: Instant,
): Promise<TasteProgress> {
  const { store } = deps;
  const past = await readPast(deps, subscription, now);
  const papers = await store.papers.count();
  const isComparing = papers >= papersNeeded && subscription.taste === 'on';
  const named = isComparing ? await readExamples(deps, subscription, () => readLatest(store, now)) : [];
  return {
    ...{ votedOn: countVotedOn(past), papers, papersNeeded },
    ...(named.length > 0 ? { named: nameSource(subscription) } : {}),
  };
}

function countVotedOn(past: readonly PastPaper[]): number {
  return past.filter(({ voters }) => voters.length > 0).length;
}

/** Each keyword with the mean points of its papers, the most first. */
function weighTopics(papers: readonly Paper[], { model, vectors }: LearnedTaste) {
  const byTopic = new Map<string, number[]>();
  for (const { id, keywords = [] } of papers) {
    const vector = vectors.get(id);
    if (!vector) continue;
    const { points } = model.judge(vector);
    for (const keyword of new Set(keywords.map((word) => word.toLowerCase())))
      byTopic.set(keyword, [...(byTopic.get(keyword) ?? []), points]);
  }
  return [...byTopic]
    .filter(([, points]) => points.length >= MIN_HOLDERS)
    .map(([topic, all]) => ({ topic, points: all.reduce((sum, x) => sum + x, 0) / all.length }))
    .toSorted((a, b) => b.points - a.points || (a.topic < b.topic ? -1 : 1));
}

function listLiked(papers: readonly Paper[], { past }: LearnedTaste): TasteReport['liked'] {
  const titles = new Map(papers.map(({ id, title }): [PaperId, string] => [id, title]));
  return past
    .filter(({ votesFor }) => votesFor > 0)
    .toSorted((a, b) => b.votesFor - a.votesFor)
    .slice(0, MAX_PAPERS)
    .flatMap(({ paperId, votesFor }) => {
      const title = titles.get(paperId);
      return title === undefined ? [] : [{ title, count: votesFor }];
    });
}
