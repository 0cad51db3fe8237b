import { type Loader, noop } from '../storage/lazy-buffer.ts';

/** How many numbers a paper's vector has. More were no better on any collection tried. */
export const LATENT_DIMENSIONS = 64;

/** The vectors of a segment's papers in the latent model. */
export class DocumentVectors {
  /** `LATENT_DIMENSIONS` for each paper, rounded to 8 bits. */
  readonly numbers: Int8Array;
  readonly #load: Loader;
  /** One over the length of each paper's numbers; 0 where it has no vector, and until it is first used. */
  readonly #scales: Float64Array;

  constructor(numbers: Int8Array, load: Loader = noop) {
    this.numbers = numbers;
    this.#load = load;
    this.#scales = new Float64Array(numbers.length / LATENT_DIMENSIONS);
  }

  /** The cosine between a paper's vector and one of length 1; 0 where it has none. */
  computeCosineSimilarity(paper: number, asked: Float32Array): number {
    const scale = this.#readScale(paper);
    const numbers = this.numbers;
    const at = paper * LATENT_DIMENSIONS;
    let sum = 0;
    for (let k = 0; k < LATENT_DIMENSIONS; k++) sum += (asked[k] as number) * (numbers[at + k] as number);
    return sum * scale;
  }

  /** Adds a paper's vector, made `weight` long, to another one. */
  addTo(vector: Float32Array, paper: number, weight: number): void {
    const scale = this.#readScale(paper);
    const at = paper * LATENT_DIMENSIONS;
    for (let k = 0; k < LATENT_DIMENSIONS; k++) {
      vector[k] = (vector[k] as number) + weight * scale * (this.numbers[at + k] as number);
    }
  }

  #readScale(paper: number): number {
    const known = this.#scales[paper] as number;
    if (known !== 0) return known;
    const at = paper * LATENT_DIMENSIONS;
    this.#load(at, at + LATENT_DIMENSIONS);
    let squares = 0;
    for (let k = 0; k < LATENT_DIMENSIONS; k++) squares += (this.numbers[at + k] as number) ** 2;
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    this.#scales[paper] = scale;
    return scale;
  }
}
