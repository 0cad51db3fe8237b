import type { PersonId } from '../core/base/ids.ts';
import { dot } from './cholesky.ts';
import { type Evidence, listVoters, restrictTo } from './evidence.ts';
import { Design, type Fit, fitDirection } from './fit.ts';
import { TASTE, type TasteParameters } from './parameters.ts';
import type { TastePrior } from './prior.ts';

/** What a channel's past says of a paper. */
export interface Judgment {
  /** Points for it, or against, by what was said of other papers. */
  readonly points: number;
  /** Points by what people named, before anybody said anything. */
  readonly priorPoints: number;
  /** How little is known about papers like it, in points. */
  readonly uncertainty: number;
}

interface LearnOptions {
  /** It is a person's own, who may shape it alone. */
  readonly isOfOne?: boolean;
  readonly parameters?: TasteParameters;
  /** What people named, if anything. */
  readonly prior?: TastePrior | undefined;
}

/** Beyond this many voters one person's share is small anyway: the others are treated as one. */
const MAX_SEPARATE_VOTERS = 24;

/**
 * A taste learned from votes: a direction in the space of the papers' vectors. To bound what one person can do, the model is
 * fitted for the least active voter, then with each more active one, and each of them moves a paper by at most
 * `mostOfPerson` points: without the most active voter every paper is within that of where it is with them.
 */
export class TasteModel {
  readonly #design: Design;
  /** One for each voter who is taken in, the least active first. */
  readonly #fits: readonly Fit[];
  readonly #prior: TastePrior | undefined;
  readonly #parameters: TasteParameters;
  /** Points by which each step may move a paper. */
  readonly #mostOfStep: number;

  private constructor(
    design: Design,
    fits: readonly Fit[],
    { parameters, isOfOne, prior }: LearnOptions & Required<Pick<LearnOptions, 'parameters'>>,
  ) {
    this.#design = design;
    this.#fits = fits;
    this.#prior = prior;
    this.#parameters = parameters;
    this.#mostOfStep = isOfOne ? Number.POSITIVE_INFINITY : parameters.mostOfPerson;
  }

  /** `undefined` where nobody has said or named anything. */
  static learn(
    evidence: readonly Evidence[],
    { isOfOne = false, parameters = TASTE, prior }: LearnOptions = {},
  ): TasteModel | undefined {
    const voters = listVoters(evidence);
    if (voters.length === 0 && !prior) return undefined;
    const steps = isOfOne && voters.length > 0 ? [voters] : listSteps(voters);
    const designs = new Map<number, Design>();
    const fits = steps.map((people) => {
      const rows = restrictTo(evidence, new Set(people));
      // Rows go only where nobody is left who speaks of a paper that was not shown: the factor of most steps is one.
      const design = new Design(rows, parameters.ridge, designs.get(rows.length));
      designs.set(rows.length, design);
      return fitDirection(design, parameters, prior);
    });
    const last = designs.get(evidence.length) ?? new Design(evidence, parameters.ridge);
    return new TasteModel(last, fits, { parameters, isOfOne, prior });
  }

  /** How far the votes so far justify it, from 0, where they show no pattern, to 1. */
  get strength(): number {
    return this.#fits.at(-1)?.share ?? 0;
  }

  get hasPrior(): boolean {
    return this.#prior !== undefined;
  }

  judge(vector: Float32Array): Judgment {
    const most = this.#mostOfStep;
    let bounded = 0;
    for (const { direction } of this.#fits) {
      const asked = dot(vector, direction);
      bounded = Math.max(bounded - most, Math.min(bounded + most, asked));
    }
    const { points } = this.#parameters;
    // Where nobody votes a try would teach nothing.
    const isLearning = this.#fits.length > 0;
    return {
      points: bounded,
      priorPoints: this.#prior?.judge(vector) ?? 0,
      uncertainty: isLearning ? points * Math.sqrt(this.#design.cholesky.computeQuadratic(vector)) : 0,
    };
  }
}

/** The voters added at each step; those who are not modeled separately come first, as one group. */
function listSteps(voters: readonly PersonId[]): PersonId[][] {
  const together = Math.max(1, voters.length - MAX_SEPARATE_VOTERS + 1);
  return voters.slice(together - 1).map((_, i) => voters.slice(0, together + i));
}
