import { Cholesky, dot } from './cholesky.ts';
import { countActive, type Evidence } from './evidence.ts';
import type { TasteParameters } from './parameters.ts';
import type { TastePrior } from './prior.ts';

/** The evidence's vectors, factored once for all voters who are modeled separately. */
export class Design {
  readonly rows: readonly Evidence[];
  readonly cholesky: Cholesky;
  readonly #leverages: Float64Array;

  /** `same`: a design of the same papers, by other people's votes. */
  constructor(rows: readonly Evidence[], ridge: number, same?: Design) {
    this.rows = rows;
    if (same) {
      this.cholesky = same.cholesky;
      this.#leverages = same.#leverages;
      return;
    }
    const size = rows[0]?.vector.length ?? 0;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) matrix[i * size + i] = ridge;
    for (const { vector } of rows) addOuter(matrix, vector);
    this.cholesky = new Cholesky(matrix, size);
    this.#leverages = Float64Array.from(rows, ({ vector }) => this.cholesky.computeQuadratic(vector));
  }

  /** The direction that fits the labels best (ridge regression). */
  solve(labels: Float64Array): Float64Array {
    const right = new Float64Array(this.rows[0]?.vector.length ?? 0);
    for (const [i, { vector }] of this.rows.entries()) {
      const label = labels[i] as number;
      for (let k = 0; k < right.length; k++) right[k] = (right[k] as number) + label * (vector[k] as number);
    }
    return this.cholesky.solve(right);
  }

  /** For each row what is expected of it by all others. */
  leaveOneOut(direction: Float64Array, labels: Float64Array): Float64Array {
    return Float64Array.from(this.rows, ({ vector }, i) => {
      const leverage = this.#leverages[i] as number;
      return (dot(vector, direction) - leverage * (labels[i] as number)) / (1 - leverage);
    });
  }
}

/** Adds the lower triangle of the vector's product with itself. */
function addOuter(matrix: Float64Array, vector: Float32Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    const factor = vector[i] as number;
    const at = i * size;
    for (let j = 0; j <= i; j++) matrix[at + j] = (matrix[at + j] as number) + factor * (vector[j] as number);
  }
}

/** What a paper says: how many of the active voters liked it, less what silence says. */
export function toLabels(rows: readonly Evidence[], parameters: TasteParameters): Float64Array {
  const { votingShare, mostOfPaper, silence } = parameters;
  const expected = Math.max(1, votingShare * countActive(rows));
  return Float64Array.from(rows, ({ opinions, wasShown }) => {
    const net = opinions.reduce((sum, { value }) => sum + value, 0) / expected;
    const said = Math.max(-mostOfPaper, Math.min(mostOfPaper, net));
    return said - (wasShown || said > 0 ? silence : 0);
  });
}

export interface Fit {
  /** In points. */
  readonly direction: Float64Array;
  /** How far the votes so far justify it, from 0 to 1. */
  readonly share: number;
}

/**
 * The points that a direction gives, where votes so far came as it would have foretold them: of random votes nothing can
 * be learned, and the public order stays.
 */
export function fitDirection(design: Design, parameters: TasteParameters, prior?: TastePrior): Fit {
  const { points, uncertainty, fullSkill, usualSkill, usualRows } = parameters;
  const said = toLabels(design.rows, parameters);
  // What was expected anyway is nothing to learn.
  const labels = prior ? subtractExpected(said, design.rows, (vector) => prior.judge(vector) / points) : said;
  const direction = design.solve(labels);
  const shown = computeCorrelation(design.leaveOneOut(direction, labels), labels);
  const rows = design.rows.length;
  const skill = (rows * shown + usualRows * usualSkill) / (rows + usualRows);
  const least = skill - uncertainty / Math.sqrt(rows + usualRows);
  const share = Math.max(0, Math.min(1, least / fullSkill));
  return { direction: direction.map((x) => x * points * share), share };
}

function subtractExpected(
  labels: Float64Array,
  rows: readonly Evidence[],
  expect: (vector: Float32Array) => number,
): Float64Array {
  return Float64Array.from(rows, ({ vector }, i) => (labels[i] as number) - expect(vector));
}

/** 0 where one of them does not vary. */
function computeCorrelation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [computeMean(a), computeMean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] as number) - meanA, (b[i] as number) - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA * ofB < 1e-18 ? 0 : both / Math.sqrt(ofA * ofB);
}

function computeMean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
