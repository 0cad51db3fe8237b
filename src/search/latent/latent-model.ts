import { DocumentVectors, LATENT_DIMENSIONS } from '../postings/document-vectors.ts';
import type { Segment } from '../postings/segment.ts';
import { type Loader, type Loaders, noop } from '../storage/lazy-buffer.ts';
import type { NamedArrays } from '../storage/snapshot-format.ts';
import { packTexts, TextList } from '../storage/text-list.ts';

/** The terms in byte order, each with the number of its row of `termVectors`. */
interface ModelArrays {
  readonly termBytes: Uint8Array;
  readonly termEnds: Uint32Array;
  readonly rows: Uint32Array;
  readonly termVectors: Float32Array;
}

/**
 * A latent semantic index of the corpus: every term has a vector, and a text's vector is the weighted sum of its terms'.
 * Texts with no word in common are similar where their words occur beside the same other words.
 */
export class LatentModel {
  readonly #arrays: ModelArrays;
  readonly #terms: TextList;
  readonly #loadTermVectors: Loader;

  private constructor(arrays: ModelArrays, loaders: Loaders = {}) {
    this.#arrays = arrays;
    this.#loadTermVectors = loaders.termVectors ?? noop;
    this.#terms = new TextList(arrays.termBytes, arrays.termEnds, {
      bytes: loaders.termBytes,
      ends: loaders.termEnds,
    });
  }

  /** `termVectors` holds a row of `LATENT_DIMENSIONS` for each term, already times the term's rarity. */
  static fromVectors(terms: readonly string[], termVectors: Float32Array): LatentModel {
    const texts = terms.map((term) => Buffer.from(term));
    const order = texts.map((text, row) => ({ text, row })).sort((a, b) => Buffer.compare(a.text, b.text));
    const { bytes, ends } = packTexts(order.map(({ text }) => text));
    const rows = Uint32Array.from(order, ({ row }) => row);
    return new LatentModel({ termBytes: bytes, termEnds: ends, rows, termVectors });
  }

  static fromArrays(
    { termBytes, termEnds, rows, termVectors }: NamedArrays,
    loaders: Loaders = {},
  ): LatentModel | undefined {
    if (!(termBytes instanceof Uint8Array && termEnds instanceof Uint32Array)) return undefined;
    if (!(rows instanceof Uint32Array && termVectors instanceof Float32Array)) return undefined;
    return new LatentModel({ termBytes, termEnds, rows, termVectors }, loaders);
  }

  /** As it is stored in the snapshot. */
  toArrays(): NamedArrays {
    return { ...this.#arrays };
  }

  /** The vector of a text given as terms and how often each occurs, of length 1; zero when it has no known term. */
  project(frequencies: Iterable<readonly [term: string, frequency: number]>): Float32Array {
    const vector = new Float32Array(LATENT_DIMENSIONS);
    for (const [term, frequency] of frequencies) {
      const known = this.#terms.find(term);
      if (known < 0) continue;
      const row = this.#arrays.rows[known] as number;
      this.#ensureLoaded(row);
      this.#add(row, Math.log1p(frequency), vector, 0);
    }
    return normalizeVector(vector);
  }

  /** The vectors of all papers of a segment. */
  projectSegment(segment: Segment): DocumentVectors {
    const vectors = new Float32Array(segment.size * LATENT_DIMENSIONS);
    for (const [row, known] of this.#byRow().entries()) {
      const term = segment.terms.find(this.#terms.readUtf8(known));
      if (term < 0) continue;
      this.#ensureLoaded(row);
      const papers = segment.readPostings(term);
      const first = segment.findFirstPosting(term);
      for (let i = 0; i < papers.length; i++) {
        const weight = Math.log1p(segment.readQuantizedFrequency(first + i));
        this.#add(row, weight, vectors, (papers[i] as number) * LATENT_DIMENSIONS);
      }
    }
    return new DocumentVectors(toBytes(vectors));
  }

  /** For each row its term. Sums depend on their order in the last digit: rows are always visited in this order. */
  #byRow(): Uint32Array {
    const { rows } = this.#arrays;
    const terms = new Uint32Array(rows.length);
    for (const [term, row] of rows.entries()) terms[row] = term;
    return terms;
  }

  #ensureLoaded(row: number): void {
    this.#loadTermVectors(row * LATENT_DIMENSIONS, (row + 1) * LATENT_DIMENSIONS);
  }

  #add(row: number, weight: number, to: Float32Array, at: number): void {
    const { termVectors } = this.#arrays;
    const from = row * LATENT_DIMENSIONS;
    for (let i = 0; i < LATENT_DIMENSIONS; i++) {
      to[at + i] = (to[at + i] as number) + weight * (termVectors[from + i] as number);
    }
  }
}

/** Makes the vector's length 1, in place. */
export function normalizeVector(vector: Float32Array): Float32Array {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) ** 2;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * scale;
  return vector;
}

/** Each paper's vector scaled so that its largest number is ±127: only the direction matters. */
function toBytes(vectors: Float32Array): Int8Array {
  const bytes = new Int8Array(vectors.length);
  for (let at = 0; at < vectors.length; at += LATENT_DIMENSIONS) {
    let largest = 0;
    for (let i = at; i < at + LATENT_DIMENSIONS; i++)
      largest = Math.max(largest, Math.abs(vectors[i] as number));
    if (largest === 0) continue;
    for (let i = at; i < at + LATENT_DIMENSIONS; i++)
      bytes[i] = Math.round(((vectors[i] as number) * 127) / largest);
  }
  return bytes;
}
