import type { Instant } from '../../core/base/time.ts';
import type { TasteScore, TasteScores } from '../../core/delivery/taste-score.ts';
import type { PaperWords } from '../../core/matching/paper-words.ts';
import { truncate } from '../../core/paper/format.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { PaperVectors } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';
import { dot } from '../../taste/cholesky.ts';
import { TasteModel } from '../../taste/model.ts';
import { TastePrior } from '../../taste/prior.ts';
import { findOriginal } from './choice-of-other.ts';
import { isOfOne, type OwnPostDeps } from './own-post.ts';
import { type PastPaper, readPast } from './taste-evidence.ts';
import { nameSource, readExamples, readLatest } from './taste-prior.ts';

export interface TasteDeps extends OwnPostDeps {
  readonly store: Store;
  readonly vectors?: PaperVectors | undefined;
  /** The papers of `readLatest`, where they are read for many channels at once. */
  readonly readLatest?: () => Promise<readonly PaperWords[]>;
}

/** A taste as it was learned from a channel's past. */
export interface LearnedTaste {
  readonly model: TasteModel;
  readonly past: readonly PastPaper[];
  /** Of the past and of what is asked about, in one space. */
  readonly vectors: ReadonlyMap<PaperId, Float32Array>;
}

/** Papers of one field are about as similar as this: a paper that is named is more. */
const MIN_SIMILAR = 0.4;
const MAX_TITLE_LENGTH = 80;

/**
 * Learns a channel's taste; nothing where it is switched off, nobody voted or named anything, or the search has no vectors
 * yet.
 */
export async function learnTaste(
  deps: TasteDeps,
  subscription: Subscription,
  now: Instant,
  asked: readonly PaperId[],
): Promise<LearnedTaste | undefined> {
  const found = await readEvidence(deps, subscription, now, asked);
  if (!found) return undefined;
  const { learnedFrom, evidence, past, examples, vectors } = found;
  const prior = TastePrior.learn(examples);
  const model = TasteModel.learn(evidence, { isOfOne: isOfOne(deps, learnedFrom), prior });
  return model && { model, past, vectors };
}

/** Whether there is something to learn from: then there is a taste. */
export async function hasTaste(deps: TasteDeps, subscription: Subscription, now: Instant): Promise<boolean> {
  const found = await readEvidence(deps, subscription, now, []);
  return found?.evidence.some(({ opinions }) => opinions.length > 0) ?? false;
}

/** What there is to learn from, in one space with what is asked about. What follows a channel has the taste of that channel. */
async function readEvidence(
  deps: TasteDeps,
  subscription: Subscription,
  now: Instant,
  asked: readonly PaperId[],
) {
  const { store, vectors: source, readLatest: read = () => readLatest(store, now) } = deps;
  const learnedFrom = (await findOriginal(store, subscription)) ?? subscription;
  if (!source || learnedFrom.taste === 'off') return undefined;
  const past = await readPast(deps, learnedFrom, now);
  const named = await readExamples(deps, learnedFrom, read);
  if (past.length === 0 && named.length === 0) return undefined;
  // All in one call: vectors of two models have nothing to do with each other.
  const vectors = await source.readVectors([
    ...new Set([...[...past, ...named].map(({ paperId }) => paperId), ...asked]),
  ]);
  const withVectors = <One extends { readonly paperId: PaperId }>(all: readonly One[]) =>
    all.flatMap((one) => {
      const vector = vectors.get(one.paperId);
      return vector ? [{ ...one, vector }] : [];
    });
  return { learnedFrom, evidence: withVectors(past), examples: withVectors(named), past, vectors };
}

/** What a channel's past says of the candidates. */
export async function scoreTaste(
  deps: TasteDeps,
  subscription: Subscription,
  now: Instant,
  candidates: readonly PaperId[],
): Promise<TasteScores | undefined> {
  const learned = await learnTaste(deps, subscription, now, candidates);
  if (!learned) return undefined;
  const { model, vectors } = learned;
  const by = nameSource(subscription);
  const liked = learned.past.filter(({ votesFor }) => votesFor > 0);
  const scored = candidates.flatMap((id) => {
    const vector = vectors.get(id);
    if (!vector) return [];
    const judgment = model.judge(vector);
    const nearest = judgment.points > 0 ? findNearest(id, liked, vectors) : undefined;
    return [{ id, ...judgment, nearest }];
  });
  const named = scored.flatMap(({ nearest }) => nearest?.paperId ?? []);
  const titles = new Map(
    (await deps.store.papers.findMany([...new Set(named)])).map(({ id, title }) => [id, title]),
  );
  return new Map(
    scored.map(({ id, points, priorPoints, uncertainty, nearest }): [PaperId, TasteScore] => {
      const title = nearest && titles.get(nearest.paperId);
      const like =
        title !== undefined
          ? { title: truncate(title, MAX_TITLE_LENGTH), count: nearest?.votesFor ?? 0 }
          : undefined;
      const prior = priorPoints === 0 ? {} : { prior: { points: priorPoints, by } };
      return [id, { points, uncertainty, ...prior, ...(like ? { like } : {}) }];
    }),
  );
}

/** The liked paper that is most like this one, if any is; never this one itself, which may have votes already. */
function findNearest(
  id: PaperId,
  liked: readonly PastPaper[],
  vectors: ReadonlyMap<PaperId, Float32Array>,
): PastPaper | undefined {
  const vector = vectors.get(id);
  let nearest: PastPaper | undefined;
  let most = MIN_SIMILAR;
  for (const one of liked) {
    const other = one.paperId === id ? undefined : vectors.get(one.paperId);
    const similarity = vector && other ? dot(vector, other) : 0;
    if (similarity > most) [nearest, most] = [one, similarity];
  }
  return nearest;
}
