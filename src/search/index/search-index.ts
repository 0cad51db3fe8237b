import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { VectorIndex } from '../embeddings/vector-index.ts';
import type { SearchedName } from '../highlight/named.ts';
import type { LatentModel } from '../latent/latent-model.ts';
import { computeIdf } from '../postings/bm25.ts';
import { LATENT_DIMENSIONS } from '../postings/document-vectors.ts';
import type { Segment } from '../postings/segment.ts';
import { weighParts } from '../query/compound-parts.ts';
import { constrains } from '../query/constraints.ts';
import type { Correction } from '../query/correction.ts';
import { findForeignWords } from '../query/foreign-words.ts';
import type { Masks } from '../query/masks.ts';
import { asTyped, type CorrectedWords, correctWords } from '../query/misspellings.ts';
import type { NothingReason, SearchNote } from '../query/notes.ts';
import { expandPrefixes } from '../query/prefix.ts';
import type { ParsedQuery } from '../query/query.ts';
import { listPairs, type Phrase, type QueryWord, toPhrase } from '../query/query-words.ts';
import { suggestPapers } from '../query/suggest.ts';
import { TermLookup } from '../query/term-lookup.ts';
import type { WeighedPair } from '../ranking/adjacency.ts';
import { withFullName } from '../ranking/full-name.ts';
import { findByIds } from '../ranking/named-papers.ts';
import { putFirst } from '../ranking/put-first.ts';
import { Ranker } from '../ranking/ranking.ts';
import { RANKING, type RankingParameters } from '../ranking/ranking-parameters.ts';
import { findRequested, type Requested } from '../ranking/requested-order.ts';
import { type Candidate, withAdjacency } from '../ranking/rescoring.ts';
import { rerankSemantically } from '../ranking/semantic-rerank.ts';
import { chooseSignificantTerms, listTermsOfPaper } from '../ranking/significant-terms.ts';
import { withTitleHead } from '../ranking/title-head.ts';
import { EnglishWords } from '../text/english-words.ts';
import { DeltaIndex } from './delta-index.ts';

/** An answer as the worker gives it: papers by id, and what a snippet needs to be cut. */
export interface IndexAnswer {
  readonly hits: ReadonlyArray<{ readonly paperId: PaperId; readonly score: number }>;
  readonly total: number;
  readonly totalIsFloor: boolean;
  readonly notes: readonly SearchNote[];
  readonly corrections: readonly Correction[];
  /** Why nothing was searched for. */
  readonly nothing?: NothingReason;
  /** Terms searched for, each with its weight. */
  readonly terms: ReadonlyArray<readonly [term: string, weight: number]>;
  readonly names: readonly SearchedName[];
  /** Any of several words is enough. */
  readonly isAnyWord?: boolean;
  /** For similar papers: the score of the paper itself, which is the maximum; `undefined` for one that is not indexed. */
  readonly ownScore?: number | undefined;
  /** For similar papers: none is close. */
  readonly noneIsClose?: true;
}

const NOTHING: IndexAnswer = {
  ...{ hits: [], total: 0, totalIsFloor: false, notes: [], corrections: [], terms: [], names: [] },
};

/** At most this many words show a person what two papers have in common. */
const SHOWN_WORDS = 12;

/** As much of a paper is read for words side by side as of a typed query. */
const MAX_TYPED = 4000;

interface SearchIndexOptions {
  /** Absent in an index of few papers. */
  readonly model?: LatentModel | undefined;
  readonly parameters?: RankingParameters;
  /** Outlives the index where that is replaced. */
  readonly english?: EnglishWords;
}

/** The whole index in memory: what the search worker holds. */
export class SearchIndex {
  readonly #delta: DeltaIndex;
  readonly #parameters: RankingParameters;
  readonly #ranker: Ranker;
  readonly #english: EnglishWords;
  readonly #model: LatentModel | undefined;
  /** Vectors of an embeddings model, once they are complete. */
  vectors: VectorIndex | undefined;

  constructor(base: readonly Segment[], options: SearchIndexOptions = {}) {
    const { model, parameters = RANKING, english = new EnglishWords() } = options;
    this.#english = english;
    this.#delta = new DeltaIndex(base, model);
    this.#model = model;
    this.#parameters = parameters;
    this.#ranker = new Ranker(parameters);
  }

  get papers(): number {
    return this.#delta.liveDocuments;
  }

  /** Papers added, changed or withdrawn since the snapshot. */
  get changes(): number {
    return this.#delta.changes;
  }

  listPaperIds(): Iterable<PaperId> {
    return this.#delta.listIds();
  }

  update(papers: readonly Paper[]): void {
    this.#delta.apply(papers);
  }

  /** `vector` is the query as the embeddings model sees it, where there is one. */
  search(query: ParsedQuery, page: { offset: number; limit: number }, vector?: Float32Array): IndexAnswer {
    const { nothing } = query;
    if (nothing !== undefined) return { ...NOTHING, notes: query.notes, nothing };
    const lookup = new TermLookup(this.#delta.listSegments());
    const understood = this.#understand(lookup, query);
    const { corrections, isAnyWord } = understood;
    const notes = [...understood.notes];
    const wanted = page.offset + page.limit;
    // Who names only papers wants no others.
    const required = namesOnlyPapers(query) ? lookup.segments.map(excludeAll) : undefined;
    let { asked } = understood;
    let found = this.#rank(lookup, asked, wanted, { vector, required });
    if (found.total === 0 && asked.phrases.length > 0 && asked.words.length > 0) {
      asked = { ...asked, phrases: [] };
      found = this.#rank(lookup, asked, wanted, { vector });
      if (found.total > 0) notes.push({ code: 'noSuchPhrase' });
    }
    const { totalIsFloor, weights } = found;
    const named = findByIds(lookup, query);
    notes.push(...named.unknown.map((id) => ({ code: 'unknownPaper', id }) as const));
    const requested = this.#findRequested(lookup, asked);
    const inOrder = withFullName(lookup, asked, putFirst(requested.papers, found.candidates));
    const candidates = putFirst(named.found, inOrder);
    const total = Math.max(found.total, candidates.length);
    const hits = candidates.slice(page.offset, wanted).map((hit) => toHit(lookup, hit));
    if (found.total > 0 && asked.words.length === 0) notes.push({ code: 'newestFirst' });
    const reason = total === 0 && query.isCommon ? { nothing: { code: 'noSuchOrder' } as const } : {};
    const shown = { terms: [...weights], names: listNames(asked) };
    return {
      ...{ hits, total, totalIsFloor, corrections, ...shown, ...reason },
      notes: [...query.notes, ...noteRequest(query, requested), ...notes],
      isAnyWord: isAnyWord && asked.phrases.length === 0,
    };
  }

  /** The query with its words as papers have them. */
  #understand(lookup: TermLookup, query: ParsedQuery) {
    const foreign = findForeignWords(lookup, query.words, this.#english);
    const typed = query.words.filter((word) => !foreign.functionWords.has(word));
    const corrected = foreign.isForeign ? asTyped(typed) : this.#correct(lookup, typed);
    const { corrections } = corrected;
    const weighed = weighParts(lookup, corrected.words, this.#parameters.compoundPartWeight);
    const words = expandPrefixes(lookup, weighed);
    const isForeign = foreign.isForeign || (typed.length > 1 && isUnknown(typed, corrections));
    const notes: SearchNote[] = isForeign ? [{ code: 'otherLanguage' }] : [];
    const asked: ParsedQuery = { ...query, words, ...inOrder(query, corrected) };
    return { asked, corrections, notes, isAnyWord: corrected.words.length > 1 };
  }

  #findRequested(lookup: TermLookup, query: ParsedQuery): Requested {
    const rank = (required: Masks): readonly Candidate[] =>
      this.#rank(lookup, query, this.#parameters.rescoreWindow, { required }).candidates;
    return findRequested(lookup, query, rank);
  }

  /**
   * Asks for the paper's own title and abstract like any other query. `feedbackPapers` are what a first look found nearest; with
   * them it finds more that is near.
   */
  findSimilar(paper: Paper, limit: number, feedbackPapers: readonly Paper[] = []): IndexAnswer {
    const lookup = new TermLookup(this.#delta.listSegments());
    const { similarFeedbackTerms: terms, similarFeedbackShare: share } = this.#parameters;
    const query: ParsedQuery = {
      words: listTermsOfPaper(lookup, paper, { papers: feedbackPapers, terms, share }),
      pairs: listPairs(toPhrase(`${paper.title} ${paper.abstract}`.slice(0, MAX_TYPED))),
      phrases: [],
      head: [],
      without: [],
      authors: [],
      organizations: [],
      notes: [],
    };
    const vector = this.vectors?.readVector(paper.id);
    const { candidates } = this.#rank(lookup, query, limit + 1, { vector });
    const ranked = candidates.map((hit) => toHit(lookup, hit));
    const hits = ranked.filter((hit) => hit.paperId !== paper.id);
    return {
      ownScore: ranked.find((hit) => hit.paperId === paper.id)?.score,
      hits: hits.slice(0, limit),
      total: hits.length,
      totalIsFloor: true,
      notes: [],
      corrections: [],
      terms: [...this.#weigh(lookup, chooseSignificantTerms(lookup, paper, SHOWN_WORDS))],
      names: [],
    };
  }

  /** The vectors of papers in the latent model, of length 1. */
  readLatentVectors(ids: readonly PaperId[]): Array<[PaperId, Float32Array]> {
    const segments = this.#delta.listSegments();
    return ids.flatMap((id): Array<[PaperId, Float32Array]> => {
      const segment = segments.findLast((one) => {
        const paper = one.findPaper(id);
        return paper >= 0 && one.deleted?.[paper] !== 1;
      });
      if (!segment?.latent) return [];
      const vector = new Float32Array(LATENT_DIMENSIONS);
      segment.latent.addTo(vector, segment.findPaper(id), 1);
      return [[id, vector]];
    });
  }

  suggest(typed: string, limit: number): PaperId[] {
    return suggestPapers(this.#delta.listSegments(), typed, limit);
  }

  #rank(
    lookup: TermLookup,
    query: ParsedQuery,
    count: number,
    { vector, required }: { vector?: Float32Array | undefined; required?: Masks | undefined } = {},
  ) {
    const depth = query.words.length === 0 ? 0 : this.#parameters.rescoreWindow;
    const wanted = Math.max(count, depth);
    const { hits, total, totalIsFloor, allowed } = this.#ranker.rank(lookup, query, wanted, required);
    const weights = this.#weigh(lookup, query.words);
    const pairs = query.pairs.flatMap(([left, right]): WeighedPair[] => {
      const [one, other] = [weights.get(left), weights.get(right)];
      return one === undefined || other === undefined ? [] : [{ left, right, weight: (one + other) / 2 }];
    });
    const terms = query.words.map(({ term, count: times }) => [term, times] as const);
    const { titlePrefixBoost, adjacencyWeight, adjacencyPairs } = this.#parameters;
    const bonus = titlePrefixBoost * computeMean(query.head.map(({ term }) => weights.get(term) ?? 0));
    const rescored = rerankSemantically(
      lookup,
      withAdjacency(
        lookup,
        withTitleHead(lookup, hits.slice(0, depth), query.head, bonus),
        pairs,
        adjacencyWeight * Math.min(1, adjacencyPairs / Math.max(pairs.length, 1)),
      ),
      { terms, vector, count },
      { model: this.#model, vectors: depth === 0 ? undefined : this.vectors },
      ({ segment, paper }) => allowed[segment]?.[paper] !== 0,
      this.#parameters,
    );
    const candidates =
      depth === 0 ? hits : [...rescored, ...hits.slice(depth).map((hit) => ({ ...hit, score: 0 }))];
    return { candidates, total: Math.max(total, rescored.length), totalIsFloor, weights };
  }

  #correct(lookup: TermLookup, words: readonly QueryWord[]): CorrectedWords {
    return this.#parameters.correctsMisspellings
      ? correctWords(lookup, words, this.#english, this.#parameters)
      : asTyped(words);
  }

  #weigh(lookup: TermLookup, words: readonly QueryWord[]): Map<string, number> {
    return new Map(
      words.map((word) => [
        word.term,
        computeIdf(lookup.papers, word.holders ?? lookup.countDocuments(word)),
      ]),
    );
  }
}

function computeMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** Whether no paper has any of the words, nor one like it. */
function isUnknown(words: readonly QueryWord[], corrections: readonly Correction[]): boolean {
  return corrections.length === words.length && corrections.every(({ to }) => to === undefined);
}

function namesOnlyPapers(query: ParsedQuery): boolean {
  return query.ids !== undefined && query.words.length === 0 && !constrains(query);
}

/** The mask that no paper of the segment passes. */
function excludeAll({ size }: Segment): Uint8Array {
  return new Uint8Array(size);
}

/** What was searched for instead of the whole request, and in which order it is shown. */
function noteRequest({ request }: ParsedQuery, { newest, survey }: Requested): SearchNote[] {
  const topic = request?.about ?? '';
  return topic === '' ? [] : [{ code: 'readRequest', topic, newest, survey }];
}

/** The positions of a query with corrected words, and the words of its request. */
function inOrder(query: ParsedQuery, { replacements, words }: CorrectedWords): Partial<ParsedQuery> {
  const replace = (term: string): string => replacements.get(term) ?? term;
  const replaceIn = (phrase: Phrase): Phrase => phrase.map((word) => ({ ...word, term: replace(word.term) }));
  const { pairs, head, request } = query;
  return {
    pairs: pairs.map(([left, right]) => [replace(left), replace(right)]),
    head: replaceIn(head),
    ...(request ? { request: { ...request, words, topic: replaceIn(request.topic) } } : {}),
  };
}

function listNames({ words, authors, organizations }: ParsedQuery): SearchedName[] {
  return [
    ...[...authors, ...organizations].flat().map((word) => [word, ''] as const),
    ...words.flatMap(({ word, term }) => (word === undefined ? [] : [[word, term] as const])),
  ];
}

function toHit(
  lookup: TermLookup,
  { segment, paper, score }: Candidate,
): { paperId: PaperId; score: number } {
  return { paperId: lookup.segments[segment]?.readPaperId(paper) ?? '', score };
}
