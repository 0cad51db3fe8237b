import { dot } from './cholesky.ts';
import { TASTE, type TasteParameters } from './parameters.ts';

/** A paper of the latest lists, and how far it is about what people named: topics of a channel, or what somebody follows. */
export interface Example {
  readonly vector: Float32Array;
  /** From 0, which is not at all, to 1. */
  readonly weight: number;
}

/** What people named says of a paper before anybody votes: a direction in the space of the papers’ vectors. */
export class TastePrior {
  /** In points. */
  readonly #direction: Float64Array;
  /** Of a paper that is like all the others. */
  readonly #usual: number;

  private constructor(direction: Float64Array, usual: number) {
    this.#direction = direction;
    this.#usual = usual;
  }

  /**
   * The direction from the mean of all papers to the mean of those that are about what was named, so long that the second is
   * worth `priorPoints` more. `undefined` where nothing was named that the latest papers are about.
   */
  static learn(
    examples: readonly Example[],
    { priorPoints, priorRows }: TasteParameters = TASTE,
  ): TastePrior | undefined {
    const named = examples.reduce((sum, { weight }) => sum + weight, 0);
    const size = examples[0]?.vector.length ?? 0;
    if (named === 0 || size === 0) return undefined;
    const direction = new Float64Array(size);
    const all = new Float64Array(size);
    for (const { vector, weight } of examples)
      for (let i = 0; i < size; i++) {
        const x = vector[i] as number;
        all[i] = (all[i] as number) + x / examples.length;
        direction[i] = (direction[i] as number) + (weight / named - 1 / examples.length) * x;
      }
    const length = dot(direction, direction);
    if (length < 1e-9) return undefined;
    // A mean of few papers is mostly those papers.
    const scale = ((named / (named + priorRows)) * priorPoints) / length;
    const scaled = direction.map((x) => x * scale);
    return new TastePrior(scaled, dot(all, scaled));
  }

  judge(vector: Float32Array): number {
    return dot(vector, this.#direction) - this.#usual;
  }
}
