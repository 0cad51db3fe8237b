import { LATENT_DIMENSIONS } from '../postings/document-vectors.ts';
import { createMatrix, decomposeSymmetric, type Matrix, orthonormalize } from './matrix.ts';

/** Texts as sparse rows: text i holds the terms from `ends[i - 1]` to `ends[i]`. */
export interface SparseTexts {
  readonly ends: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  readonly termCount: number;
}

/** Directions beyond those wanted, so that the last ones wanted come out clean. */
const SPARE = 16;
const ROUNDS = 4;
const COLUMNS = LATENT_DIMENSIONS + SPARE;

/**
 * The directions in which the texts differ most (the leading right singular vectors), a row for each term. Found by
 * subspace iteration from a seeded start (Halko, Martinsson and Tropp), so the same corpus gives the same model.
 */
export function trainLatent(texts: SparseTexts): Float32Array {
  let basis = createRandomStart(texts.termCount);
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalize(basis);
    basis = multiply(texts, basis);
  }
  orthonormalize(basis);
  const { vectors, values } = decomposeSymmetric(computeSpread(texts, basis), COLUMNS);
  const leading = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  return rotateBasis(basis, vectors, leading.slice(0, LATENT_DIMENSIONS));
}

/** A small generator with a fixed seed (mulberry32): the outcome must not change from build to build. */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function createRandomStart(terms: number): Matrix {
  const random = createSeededRandom(7);
  const start = createMatrix(terms, COLUMNS);
  for (let i = 0; i < start.values.length; i++) start.values[i] = random() - 0.5;
  return start;
}

/** What a text is in terms of the basis. */
function computeCoordinates(texts: SparseTexts, text: number, basis: Matrix, into: Float64Array): void {
  into.fill(0);
  for (let i = text === 0 ? 0 : (texts.ends[text - 1] ?? 0); i < (texts.ends[text] ?? 0); i++) {
    const weight = texts.weights[i] as number;
    const at = (texts.terms[i] as number) * COLUMNS;
    for (let c = 0; c < COLUMNS; c++)
      into[c] = (into[c] as number) + weight * (basis.values[at + c] as number);
  }
}

/** Aᵀ·A·basis, where the texts are the rows of A. */
function multiply(texts: SparseTexts, basis: Matrix): Matrix {
  const product = createMatrix(basis.rows, COLUMNS);
  const coordinates = new Float64Array(COLUMNS);
  for (let text = 0; text < texts.ends.length; text++) {
    computeCoordinates(texts, text, basis, coordinates);
    for (let i = text === 0 ? 0 : (texts.ends[text - 1] ?? 0); i < (texts.ends[text] ?? 0); i++) {
      const weight = texts.weights[i] as number;
      const at = (texts.terms[i] as number) * COLUMNS;
      for (let c = 0; c < COLUMNS; c++) {
        product.values[at + c] = (product.values[at + c] as number) + weight * (coordinates[c] as number);
      }
    }
  }
  return product;
}

/** How the texts spread over the basis: (A·basis)ᵀ·(A·basis). */
function computeSpread(texts: SparseTexts, basis: Matrix): Float64Array {
  const sums = new Float64Array(COLUMNS * COLUMNS);
  const coordinates = new Float64Array(COLUMNS);
  for (let text = 0; text < texts.ends.length; text++) {
    computeCoordinates(texts, text, basis, coordinates);
    for (let a = 0; a < COLUMNS; a++) {
      const at = a * COLUMNS;
      for (let b = 0; b < COLUMNS; b++)
        sums[at + b] = (sums[at + b] as number) + (coordinates[a] as number) * (coordinates[b] as number);
    }
  }
  return sums;
}

function rotateBasis(basis: Matrix, vectors: Float64Array, columns: readonly number[]): Float32Array {
  const out = new Float32Array(basis.rows * columns.length);
  for (let term = 0; term < basis.rows; term++) {
    for (const [k, column] of columns.entries()) {
      let sum = 0;
      for (let c = 0; c < COLUMNS; c++) {
        sum += (basis.values[term * COLUMNS + c] as number) * (vectors[c * COLUMNS + column] as number);
      }
      out[term * columns.length + k] = sum;
    }
  }
  return out;
}
