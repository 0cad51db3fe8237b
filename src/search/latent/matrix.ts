/** A dense matrix of 32-bit numbers, row after row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export function createMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float32Array(rows * columns) };
}

/**
 * Makes the columns orthonormal in place, by a Cholesky factor of their inner products. Columns that depend on the
 * ones before them become zero.
 */
export function orthonormalize(matrix: Matrix): void {
  const { rows, columns: n, values } = matrix;
  const factor = factorCholesky(computeInnerProducts(matrix), n);
  const row = new Float64Array(n);
  for (let r = 0; r < rows; r++) {
    const at = r * n;
    for (let j = 0; j < n; j++) {
      let sum = values[at + j] as number;
      for (let q = 0; q < j; q++) sum -= (row[q] as number) * (factor[j * n + q] as number);
      row[j] = sum / (factor[j * n + j] as number);
    }
    values.set(row, at);
  }
}

function computeInnerProducts({ rows, columns: n, values }: Matrix): Float64Array {
  const products = new Float64Array(n * n);
  for (let r = 0; r < rows; r++) {
    const at = r * n;
    for (let a = 0; a < n; a++) {
      const left = values[at + a] as number;
      if (left === 0) continue;
      for (let b = 0; b <= a; b++)
        products[a * n + b] = (products[a * n + b] as number) + left * (values[at + b] as number);
    }
  }
  return products;
}

/** Lower triangle L with L·Lᵀ = the given lower triangle. */
function factorCholesky(lower: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j] as number;
      for (let q = 0; q < j; q++) sum -= (factor[i * n + q] as number) * (factor[j * n + q] as number);
      if (i === j) factor[i * n + j] = computePivot(sum, lower[i * n + i] as number);
      else factor[i * n + j] = sum / (factor[j * n + j] as number);
    }
  }
  return factor;
}

/** A column that depends on others has nothing left but rounding; divided by infinity it becomes zero. */
function computePivot(left: number, square: number): number {
  return left > 1e-10 * square && left > 0 ? Math.sqrt(left) : Number.POSITIVE_INFINITY;
}

/** Eigenvectors (as columns) and eigenvalues of a symmetric matrix, by Jacobi's rotations. */
export function decomposeSymmetric(
  symmetric: Float64Array,
  n: number,
): { vectors: Float64Array; values: Float64Array } {
  const work = symmetric.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 30 && sumOffDiagonal(work, n) > 1e-18; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(work, vectors, n, p, q);
  }
  return { vectors, values: Float64Array.from({ length: n }, (_, i) => work[i * n + i] as number) };
}

function sumOffDiagonal(matrix: Float64Array, n: number): number {
  let off = 0;
  let all = 1e-300;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const square = (matrix[i * n + j] as number) ** 2;
      all += square;
      if (i !== j) off += square;
    }
  }
  return off / all;
}

function rotate(work: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const between = work[p * n + q] as number;
  if (Math.abs(between) < 1e-300) return;
  const theta = ((work[q * n + q] as number) - (work[p * n + p] as number)) / (2 * between);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (matrix: Float64Array, a: number, b: number): void => {
    const [left, right] = [matrix[a] as number, matrix[b] as number];
    matrix[a] = cosine * left - sine * right;
    matrix[b] = sine * left + cosine * right;
  };
  for (let i = 0; i < n; i++) turn(work, i * n + p, i * n + q);
  for (let i = 0; i < n; i++) turn(work, p * n + i, q * n + i);
  for (let i = 0; i < n; i++) turn(vectors, i * n + p, i * n + q);
}
