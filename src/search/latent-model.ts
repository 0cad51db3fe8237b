import { packTexts } from './posting-writer.ts';
import type { Segment } from './segment.ts';
import type { NamedArrays } from './snapshot-format.ts';

/** Numbers a paper's place among the others is described by. More were no better on any collection tried. */
export const LATENT_DIMENSIONS = 64;

/**
 * A latent semantic index of the corpus: every term has a direction, and a text lies where its terms point together.
 * Texts that share no word but words' company come to lie near each other.
 */
export class LatentModel {
  /** Row of each term known. */
  readonly #rows: ReadonlyMap<string, number>;
  readonly #directions: Float32Array;

  /** `directions` holds a row of `LATENT_DIMENSIONS` for each term, already times the term's rarity. */
  constructor(terms: readonly string[], directions: Float32Array) {
    this.#rows = new Map(terms.map((term, row) => [term, row]));
    this.#directions = directions;
  }

  static fromArrays(arrays: NamedArrays): LatentModel | undefined {
    const { termBytes, termEnds, directions } = arrays;
    if (!(termBytes instanceof Uint8Array && directions instanceof Float32Array) || !termEnds)
      return undefined;
    const text = Buffer.from(termBytes.buffer, termBytes.byteOffset, termBytes.byteLength);
    const terms = Array.from(termEnds, (end, i) => text.toString('utf8', i === 0 ? 0 : termEnds[i - 1], end));
    return new LatentModel(terms, directions);
  }

  /** As it is kept in the snapshot. */
  toArrays(): NamedArrays {
    const terms = packTexts([...this.#rows.keys()].map((term) => Buffer.from(term)));
    return { termBytes: terms.bytes, termEnds: terms.ends, directions: this.#directions };
  }

  /** The direction of a text given as terms and how often each occurs; zero when it holds no known term. */
  project(frequencies: Iterable<readonly [term: string, frequency: number]>): Float32Array {
    const place = new Float32Array(LATENT_DIMENSIONS);
    for (const [term, frequency] of frequencies) {
      const row = this.#rows.get(term);
      if (row !== undefined) this.#add(row, Math.log1p(frequency), place, 0);
    }
    return normalized(place);
  }

  /** The directions of all papers of a segment, `LATENT_DIMENSIONS` numbers each, rounded to 8 bits. */
  projectSegment(segment: Segment): Int8Array {
    const places = new Float32Array(segment.size * LATENT_DIMENSIONS);
    for (const [text, row] of this.#rows) {
      const term = segment.find(text);
      if (term < 0) continue;
      const papers = segment.postings(term);
      const first = segment.firstPosting(term);
      for (let i = 0; i < papers.length; i++) {
        const weight = Math.log1p(segment.frequency(first + i));
        this.#add(row, weight, places, (papers[i] as number) * LATENT_DIMENSIONS);
      }
    }
    return toBytes(places);
  }

  #add(row: number, weight: number, to: Float32Array, at: number): void {
    const from = row * LATENT_DIMENSIONS;
    for (let i = 0; i < LATENT_DIMENSIONS; i++) {
      to[at + i] = (to[at + i] as number) + weight * (this.#directions[from + i] as number);
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
