import { DocumentVectors } from '../postings/document-vectors.ts';
import type { Segment } from '../postings/segment.ts';
import { LATENT_DIMENSIONS } from '../postings/weights.ts';
import { ALL_THERE, type Load, type Loads } from '../storage/lazy-buffer.ts';
import type { NamedArrays } from '../storage/snapshot-format.ts';
import { packTexts, TextList } from '../storage/text-list.ts';

/** The terms in byte order, each with the number of its row of directions. */
interface ModelArrays {
  readonly termBytes: Uint8Array;
  readonly termEnds: Uint32Array;
  readonly rows: Uint32Array;
  readonly directions: Float32Array;
}

/**
 * A latent semantic index of the corpus: every term has a direction, and a text lies where its terms point together.
 * Texts that share no word but words' company come to lie near each other.
 */
export class LatentModel {
  readonly #arrays: ModelArrays;
  readonly #terms: TextList;
  readonly #loadDirections: Load;

  private constructor(arrays: ModelArrays, loads: Loads = {}) {
    this.#arrays = arrays;
    this.#loadDirections = loads.directions ?? ALL_THERE;
    this.#terms = new TextList(arrays.termBytes, arrays.termEnds, {
      bytes: loads.termBytes,
      ends: loads.termEnds,
    });
  }

  /** `directions` holds a row of `LATENT_DIMENSIONS` for each term, already times the term's rarity. */
  static of(terms: readonly string[], directions: Float32Array): LatentModel {
    const texts = terms.map((term) => Buffer.from(term));
    const order = texts.map((text, row) => ({ text, row })).sort((a, b) => Buffer.compare(a.text, b.text));
    const { bytes, ends } = packTexts(order.map(({ text }) => text));
    const rows = Uint32Array.from(order, ({ row }) => row);
    return new LatentModel({ termBytes: bytes, termEnds: ends, rows, directions });
  }

  static fromArrays(
    { termBytes, termEnds, rows, directions }: NamedArrays,
    loads: Loads = {},
  ): LatentModel | undefined {
    if (!(termBytes instanceof Uint8Array && termEnds instanceof Uint32Array)) return undefined;
    if (!(rows instanceof Uint32Array && directions instanceof Float32Array)) return undefined;
    return new LatentModel({ termBytes, termEnds, rows, directions }, loads);
  }

  /** As it is kept in the snapshot. */
  toArrays(): NamedArrays {
    return { ...this.#arrays };
  }

  /** The direction of a text given as terms and how often each occurs; zero when it holds no known term. */
  project(frequencies: Iterable<readonly [term: string, frequency: number]>): Float32Array {
    const place = new Float32Array(LATENT_DIMENSIONS);
    for (const [term, frequency] of frequencies) {
      const known = this.#terms.find(term);
      if (known < 0) continue;
      const row = this.#arrays.rows[known] as number;
      this.#reach(row);
      this.#add(row, Math.log1p(frequency), place, 0);
    }
    return normalized(place);
  }

  /** The directions of all papers of a segment. */
  projectSegment(segment: Segment): DocumentVectors {
    const places = new Float32Array(segment.size * LATENT_DIMENSIONS);
    for (const [row, known] of this.#byRow().entries()) {
      const term = segment.terms.find(this.#terms.utf8(known));
      if (term < 0) continue;
      this.#reach(row);
      const papers = segment.postings(term);
      const first = segment.firstPosting(term);
      for (let i = 0; i < papers.length; i++) {
        const weight = Math.log1p(segment.frequency(first + i));
        this.#add(row, weight, places, (papers[i] as number) * LATENT_DIMENSIONS);
      }
    }
    return new DocumentVectors(toBytes(places));
  }

  /** For each row its term. Sums depend on their order in the last digit: rows are always gone through in theirs. */
  #byRow(): Uint32Array {
    const { rows } = this.#arrays;
    const terms = new Uint32Array(rows.length);
    for (const [term, row] of rows.entries()) terms[row] = term;
    return terms;
  }

  #reach(row: number): void {
    this.#loadDirections(row * LATENT_DIMENSIONS, (row + 1) * LATENT_DIMENSIONS);
  }

  #add(row: number, weight: number, to: Float32Array, at: number): void {
    const { directions } = this.#arrays;
    const from = row * LATENT_DIMENSIONS;
    for (let i = 0; i < LATENT_DIMENSIONS; i++) {
      to[at + i] = (to[at + i] as number) + weight * (directions[from + i] as number);
    }
  }
}

/** Makes the vector's length 1, in place. */
export function normalized(vector: Float32Array): Float32Array {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) ** 2;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * scale;
  return vector;
}

/** Each paper's vector scaled so that its largest number is ±127: only directions matter. */
function toBytes(places: Float32Array): Int8Array {
  const bytes = new Int8Array(places.length);
  for (let at = 0; at < places.length; at += LATENT_DIMENSIONS) {
    let largest = 0;
    for (let i = at; i < at + LATENT_DIMENSIONS; i++)
      largest = Math.max(largest, Math.abs(places[i] as number));
    if (largest === 0) continue;
    for (let i = at; i < at + LATENT_DIMENSIONS; i++)
      bytes[i] = Math.round(((places[i] as number) * 127) / largest);
  }
  return bytes;
}
