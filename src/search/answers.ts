import { PaperboyError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Paper, PaperId } from '../core/paper/paper.ts';
import { parsePaperId } from '../core/paper/paper-id.ts';
import type { PaperVectors, SearchAnswer, SearchEngine, SearchPage } from '../core/search/search.ts';
import { WorkerFailure } from '../rpc/worker-link.ts';
import { TermMatcher } from './highlight/matches.ts';
import { cutSnippet } from './highlight/snippet.ts';
import type { Embedder } from './index/embedding-filler.ts';
import { embedQuery } from './index/query-embedder.ts';
import type { IndexAnswer } from './index/search-index.ts';
import type { SearchablePapers } from './index/searchable-papers.ts';
import type { IndexLifecycle } from './lifecycle/index-lifecycle.ts';
import { toNote, toOffer } from './query/correction.ts';
import { describeNote, describeNothing } from './query/describe-notes.ts';
import { parseQuery } from './query/query.ts';
import { RANKING } from './ranking/ranking-parameters.ts';
import { isDamage } from './storage/read-exactly.ts';
import { problems, texts } from './texts/texts.ts';

/** How long a query waits while the first index is being built, before it is answered from what exists. */
const MAX_WAIT_MS = 2000;

interface Options {
  readonly lifecycle: IndexLifecycle;
  readonly papers: SearchablePapers;
  readonly embedder: Embedder | undefined;
  readonly log: Log;
}

/** Answers questions from the index of a lifecycle, with the papers' snippets and the notes shown beside them. */
export class Answers implements PaperVectors, Pick<SearchEngine, 'search' | 'findSimilar' | 'suggest'> {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async search(query: string, { hasNoSnippets, ...page }: SearchPage): Promise<SearchAnswer> {
    const byId = await this.#findPaperById(query);
    if (byId) return { ...byId, hits: page.offset === 0 ? byId.hits : [] };
    const parsed = parseQuery(query);
    const vector = await this.#embed(query);
    const ask = () => this.#options.lifecycle.call.search(parsed, page, vector);
    return this.#answer(ask, query, hasNoSnippets);
  }

  findSimilar(paper: Paper, limit: number): Promise<SearchAnswer> {
    const { lifecycle, papers } = this.#options;
    return this.#answer(async () => {
      const { hits } = await lifecycle.call.findSimilar(paper, RANKING.similarFeedbackPapers);
      const feedbackPapers = await papers.findMany(hits.map(({ paperId }) => paperId));
      return filterClose(await lifecycle.call.findSimilar(paper, limit, feedbackPapers));
    });
  }

  async suggest(typed: string, limit: number): Promise<Array<{ paperId: PaperId; title: string }>> {
    const { lifecycle, papers } = this.#options;
    const ids = await lifecycle.call.suggest(typed, limit).catch((error: Error) => this.#fail(error));
    const known = await papers.findMany(ids);
    return known.map(({ id, title }) => ({ paperId: id, title }));
  }

  /** A digest does not wait for an index, and does without where it cannot be asked. */
  async readVectors(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float32Array>> {
    const { lifecycle, log } = this.#options;
    if (!lifecycle.isAnswering) return new Map();
    try {
      return new Map(await lifecycle.call.readLatentVectors(ids));
    } catch (err) {
      if (err instanceof Error) lifecycle.reportFailure(err);
      log.warn({ err }, 'no vectors of papers: the digest is not varied');
      return new Map();
    }
  }

  /** 0 while the index is not available. */
  async countPapers(): Promise<number> {
    const { lifecycle } = this.#options;
    return lifecycle.isAnswering ? lifecycle.call.countPapers() : 0;
  }

  /** Waits a moment for an index that is being opened or built, then asks, and cuts the snippets. */
  async #answer(ask: () => Promise<IndexAnswer>, query = '', hasNoSnippets?: true): Promise<SearchAnswer> {
    const { lifecycle, papers } = this.#options;
    const from = performance.now();
    await lifecycle.waitUntilAnswering(MAX_WAIT_MS);
    const answer = await ask().catch((error: Error) => this.#fail(error));
    const { hits, corrections } = answer;
    const withWord = corrections.flatMap(({ examplePaper }) => examplePaper ?? []);
    const known = await papers.findMany([...hits.map((hit) => hit.paperId), ...withWord]);
    const notes = this.#buildNotes();
    return {
      ...toSearchAnswer(answer, { query, known, notes, hasNoSnippets }),
      ...(lifecycle.isAnswering ? {} : { isIncomplete: true }),
      tookMs: performance.now() - from,
    };
  }

  #buildNotes(): string[] {
    const { isAnswering, percentBuilt } = this.#options.lifecycle;
    return isAnswering || percentBuilt === undefined ? [] : [texts.building({ percent: percentBuilt })];
  }

  /** A damaged index is repaired, but not in time for the current query. */
  #fail(error: Error): never {
    this.#options.lifecycle.reportFailure(error);
    if (!(error instanceof WorkerFailure) || !isDamage(error.code)) throw error;
    const problem = problems.indexDamaged();
    throw new PaperboyError(problem, { publicly: problem, cause: error });
  }

  /** A query that is the id or link of a saved paper means that paper, and no words. */
  async #findPaperById(query: string): Promise<SearchAnswer | undefined> {
    const { papers, lifecycle } = this.#options;
    const from = performance.now();
    const id = parsePaperId(query);
    const [paper] = id === undefined || lifecycle.ending.aborted ? [] : await papers.findMany([id]);
    if (!paper) return undefined;
    const hit = { paperId: paper.id, score: 1, snippet: cutSnippet(paper, new Map()) };
    return { hits: [hit], total: 1, tookMs: performance.now() - from, notes: [] };
  }

  async #embed(query: string): Promise<Float32Array | undefined> {
    const { lifecycle, embedder, log } = this.#options;
    const { filler, ending } = lifecycle;
    return embedder && filler && embedQuery(query, { embedder, filler, ending, log });
  }
}

/** Similar papers up to where they stop being close; where none is, the nearest ones, marked as such. */
function filterClose(answer: IndexAnswer): IndexAnswer {
  const least = RANKING.similarLeastShare * (answer.ownScore ?? 0);
  const hits = answer.hits.filter(({ score }) => score >= least);
  if (hits.length > 0 || answer.hits.length === 0) return { ...answer, hits };
  return { ...answer, hits: answer.hits.slice(0, RANKING.similarNearestPapers), noneIsClose: true };
}

interface AnswerContext {
  readonly query: string;
  /** The papers of the hits, and those with a word that the query has misspelled. */
  readonly known: readonly Paper[];
  readonly notes: readonly string[];
  readonly hasNoSnippets: true | undefined;
}

/** The worker's answer, with snippets and in words. */
function toSearchAnswer(
  {
    hits,
    total,
    totalIsFloor,
    isAnyWord,
    corrections,
    notes,
    terms,
    names,
    nothing,
    noneIsClose,
  }: IndexAnswer,
  { query, known, notes: more, hasNoSnippets }: AnswerContext,
): Omit<SearchAnswer, 'tookMs'> {
  const weights = new Map(terms);
  const matcher = new TermMatcher(weights);
  const byId = new Map(known.map((paper) => [paper.id, paper]));
  const found = hits.flatMap(({ paperId, score }) => {
    const paper = byId.get(paperId);
    if (!paper) return [];
    const snippet = hasNoSnippets ? [] : cutSnippet(paper, weights, names, matcher);
    return [{ paperId, score, snippet }];
  });
  // Where nothing is found that is said, and not of each word again.
  const shown = corrections.filter(({ to }) => to !== undefined || total > 0);
  const offers = shown.flatMap((correction) => toOffer(correction, query, known));
  return {
    hits: found,
    total,
    ...(totalIsFloor ? { totalIsFloor } : {}),
    ...(isAnyWord ? { isAnyWord } : {}),
    ...(noneIsClose ? { noneIsClose } : {}),
    ...(nothing === undefined ? {} : { nothing: describeNothing(nothing) }),
    ...(offers.length > 0 ? { offers } : {}),
    notes: [...shown.map((correction) => toNote(correction, known)), ...notes.map(describeNote), ...more],
  };
}
