/** A symmetric positive definite matrix as the product of a lower triangle and its mirror image, row after row. */
export class Cholesky {
  readonly #size: number;
  readonly #factor: Float64Array;

  /** Factors `matrix`, of which the lower triangle is read, in place. */
  constructor(matrix: Float64Array, size: number) {
    this.#size = size;
    this.#factor = matrix;
    for (let j = 0; j < size; j++) {
      for (let i = j; i < size; i++) {
        let sum = matrix[i * size + j] as number;
        for (let k = 0; k < j; k++)
          sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
        matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / (matrix[j * size + j] as number);
      }
    }
  }

  /** Solves for the vector whose product with the lower triangle is `right`. */
  solveForward(right: ArrayLike<number>): Float64Array {
    const [size, factor] = [this.#size, this.#factor];
    const out = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = right[i] as number;
      for (let k = 0; k < i; k++) sum -= (factor[i * size + k] as number) * (out[k] as number);
      out[i] = sum / (factor[i * size + i] as number);
    }
    return out;
  }

  /** Solves for the vector whose product with the mirror image is `right`. */
  solveBackward(right: ArrayLike<number>): Float64Array {
    const [size, factor] = [this.#size, this.#factor];
    const out = Float64Array.from(right);
    for (let i = size - 1; i >= 0; i--) {
      let sum = out[i] as number;
      for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] as number) * (out[k] as number);
      out[i] = sum / (factor[i * size + i] as number);
    }
    return out;
  }

  /** Solves for the vector whose product with the whole matrix is `right`. */
  solve(right: ArrayLike<number>): Float64Array {
    return this.solveBackward(this.solveForward(right));
  }

  /** `vector` times the inverse of the matrix times `vector`. */
  computeQuadratic(vector: ArrayLike<number>): number {
    return this.solveForward(vector).reduce((sum, x) => sum + x * x, 0);
  }
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
