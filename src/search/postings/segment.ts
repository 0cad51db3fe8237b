import type { PaperId } from '../../core/paper/paper.ts';
import { type Loader, type Loaders, noop } from '../storage/lazy-buffer.ts';
import { TextList } from '../storage/text-list.ts';
import { computeLengthNorm } from './bm25.ts';
import type { DocumentVectors } from './document-vectors.ts';
import { type PositionBytes, PositionReader, type Positions } from './position-reader.ts';
import { computeWeightedLength } from './posting-writer.ts';
import { FREQUENCY_STEPS } from './quantization.ts';
import type { SegmentArrays } from './segment-arrays.ts';

/** Reads one segment: what its terms' lists hold, its papers, and which of them no longer count. */
export class Segment {
  readonly arrays: SegmentArrays;
  readonly size: number;
  readonly terms: TextList;
  /** Sum of the weighted lengths of all its papers. */
  readonly totalLength: number;
  /** 1 for a paper that was withdrawn or has a newer version elsewhere; absent while all count. */
  deleted: Uint8Array | undefined;
  deletedCount = 0;
  /** Its papers' vectors in the latent model, where there is one. */
  latent: DocumentVectors | undefined;
  readonly #positions: PositionReader;
  readonly #ids: TextList;
  readonly #loadEnds: Loader;
  readonly #loadPostings: Loader;
  readonly #loadFrequencies: Loader;
  readonly #loadMaxImpacts: Loader;
  #norms = new Float32Array(0);
  #normAverage = -1;

  constructor(arrays: SegmentArrays, positions: PositionBytes, loaders: Loaders = {}) {
    this.arrays = arrays;
    this.#loadEnds = loaders.postingEnds ?? noop;
    this.#loadPostings = loaders.postings ?? noop;
    this.#loadFrequencies = loaders.quantizedFrequencies ?? noop;
    this.#loadMaxImpacts = loaders.maxImpacts ?? noop;
    this.#positions = new PositionReader(positions, arrays.positionSkips, loaders.positionSkips);
    this.size = arrays.idEnds.length;
    this.terms = new TextList(arrays.termBytes, arrays.termEnds, {
      bytes: loaders.termBytes,
      ends: loaders.termEnds,
    });
    this.#ids = new TextList(arrays.idBytes, arrays.idEnds, { bytes: loaders.idBytes, ends: loaders.idEnds });
    // Lengths are whole numbers, so their sum is too.
    this.totalLength = Math.round((arrays.builtAverage[0] ?? 0) * this.size);
  }

  /** How many papers hold the term. */
  countPapersWith(term: number): number {
    const from = this.findFirstPosting(term);
    return (this.arrays.postingEnds[term] ?? from) - from;
  }

  /** Number of the term's first posting, counted over all terms. */
  findFirstPosting(term: number): number {
    this.#loadEnds(Math.max(term - 1, 0), term + 1);
    return term === 0 ? 0 : (this.arrays.postingEnds[term - 1] ?? 0);
  }

  /** The term's entries of `postings` and `quantizedFrequencies`, which are in memory from now on: `[from, to)`. */
  loadPostingRange(term: number): { from: number; to: number } {
    const from = this.findFirstPosting(term);
    const to = this.arrays.postingEnds[term] ?? from;
    this.#loadPostings(from, to);
    this.#loadFrequencies(from >> 1, (to + 1) >> 1);
    return { from, to };
  }

  /** The papers that hold the term, ascending. */
  readPostings(term: number): Uint16Array {
    const { from, to } = this.loadPostingRange(term);
    return this.arrays.postings.subarray(from, to);
  }

  /** How often, weighted, a paper holds a term; `posting` is one of `loadPostingRange` the term. */
  readQuantizedFrequency(posting: number): number {
    return readFrequency(this.arrays.quantizedFrequencies, posting);
  }

  /** Calls `each` with the positions of the term in every paper that holds it. */
  visitPositions(term: number, each: (paper: number, positions: readonly number[]) => void): void {
    const papers = this.readPostings(term);
    const found: Positions = { count: 0, numbers: [] };
    this.#positions.seek(this.findFirstPosting(term), papers.length);
    for (const paper of papers) {
      this.#positions.readNext(found);
      each(paper, found.numbers.slice(0, found.count));
    }
  }

  /** Fills `found` with the positions of one posting. */
  readPositionsAt(posting: number, found: Positions): void {
    this.#positions.seek(posting, 1);
    this.#positions.readNext(found);
  }

  readPaperId(paper: number): PaperId {
    return this.#ids.text(paper);
  }

  /** Number of the paper, or -1. */
  findPaper(id: PaperId): number {
    let low = 0;
    let high = this.size - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const paper = this.arrays.idOrder[middle] ?? 0;
      const found = this.readPaperId(paper);
      if (found === id) return paper;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** BM25's length norm by paper, for an index whose papers are `average` long. */
  computeNorms(average: number): Float32Array {
    if (average === this.#normAverage) return this.#norms;
    const { arrays } = this;
    if (this.#norms.length !== this.size) this.#norms = new Float32Array(this.size);
    for (let paper = 0; paper < this.size; paper++) {
      this.#norms[paper] = computeLengthNorm(computeWeightedLength(arrays, paper), average);
    }
    this.#normAverage = average;
    return this.#norms;
  }

  /**
   * An upper bound of what the term adds to any paper's score, before its weight. It was computed for another average
   * length: a text's norm shrinks by no more than the average grew, and the bound grows by no more than that.
   */
  findMaxImpact(term: number, average: number): number {
    this.#loadMaxImpacts(term, term + 1);
    const built = this.arrays.builtAverage[0] ?? average;
    return ((this.arrays.maxImpacts[term] ?? 0) / 255) * Math.max(1, average / Math.max(built, 1));
  }

  delete(paper: number): void {
    this.deleted ??= new Uint8Array(this.size);
    if (this.deleted[paper] === 1) return;
    this.deleted[paper] = 1;
    this.deletedCount += 1;
  }
}

/** The same from the array itself, for loops over many: it is twice as fast. */
export function readFrequency(quantizedFrequencies: Uint8Array, posting: number): number {
  const pair = quantizedFrequencies[posting >> 1] as number;
  return FREQUENCY_STEPS[(pair >> ((posting & 1) << 2)) & 15] as number;
}
