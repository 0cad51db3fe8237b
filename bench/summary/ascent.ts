import type { Features } from '../../src/summary/extractive/features.ts';

/** The features of one example, by their position in the space. */
export interface Row {
  readonly at: Int32Array;
  readonly value: Float64Array;
}

/** Numbers the names of features, and learns a weight for each. */
export class FeatureSpace {
  readonly #positions = new Map<string, number>();

  row(features: Features): Row {
    const at = [...features.keys()].map((name) => {
      const position = this.#positions.get(name) ?? this.#positions.size;
      this.#positions.set(name, position);
      return position;
    });
    return { at: Int32Array.from(at), value: Float64Array.from(features.values()) };
  }

  /** Adam on the whole set, with a pull of `l2` to zero. */
  ascend(
    rounds: number,
    rate: number,
    l2: number,
    count: number,
    slope: (weights: Float64Array, gradient: Float64Array) => void,
  ): ReadonlyMap<string, number> {
    const size = this.#positions.size;
    const [weights, mean, square] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    for (let round = 1; round <= rounds; round++) {
      const gradient = new Float64Array(size);
      slope(weights, gradient);
      for (let i = 0; i < size; i++) {
        const g = ((gradient[i] ?? 0) - l2 * (weights[i] ?? 0)) / count;
        mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * g;
        square[i] = 0.99 * (square[i] ?? 0) + 0.01 * g * g;
        const step =
          (mean[i] ?? 0) / (1 - 0.9 ** round) / (Math.sqrt((square[i] ?? 0) / (1 - 0.99 ** round)) + 1e-8);
        weights[i] = (weights[i] ?? 0) + rate * step;
      }
    }
    return new Map([...this.#positions].map(([name, position]) => [name, weights[position] ?? 0]));
  }
}

export function dot(weights: Float64Array, { at, value }: Row): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += (weights[at[i] ?? 0] ?? 0) * (value[i] ?? 0);
  return sum;
}

export function add(gradient: Float64Array, { at, value }: Row, factor: number): void {
  for (let i = 0; i < at.length; i++)
    gradient[at[i] ?? 0] = (gradient[at[i] ?? 0] ?? 0) + factor * (value[i] ?? 0);
}
