import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import { LatentModel, normalizeVector } from '../../../src/search/latent/latent-model.ts';
import { MIN_PAPERS, trainModel } from '../../../src/search/latent/latent-sample.ts';
import { createMatrix, decomposeSymmetric, orthonormalize } from '../../../src/search/latent/matrix.ts';
import { LATENT_DIMENSIONS } from '../../../src/search/postings/document-vectors.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { toTerm } from '../../../src/search/text/tokenize.ts';
import { buildSegment, paper } from '../support.ts';

/** A word that no stemmer changes. */
const madeUp = (subject: number, n: number): string =>
  `w${[...`${subject}x${n}`].map((sign) => 'bcdfghjklmx'['0123456789x'.indexOf(sign)]).join('')}`;

/**
 * Forty subjects, each with words of its own. In the first, half of the papers say `car` and half `automobile`: the
 * two share company but no paper.
 */
function subjects() {
  return Array.from({ length: 1600 }, (_, i) => {
    const subject = i % 40;
    const round = Math.floor(i / 40);
    const special = subject === 0 ? (round % 2 === 0 ? 'car' : 'automobile') : madeUp(subject, 9);
    const words = Array.from({ length: 5 }, (_, n) => madeUp(subject, (round * 3 + n * n) % 8));
    return paper(`p${i}`, special, { abstract: words.join(' ') });
  });
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

describe('the latent model', () => {
  const segment = buildSegment(subjects());
  const model = trainModel(() => [segment]);
  const project = (word: string): Float32Array => model?.project([[toTerm(word), 1]]) ?? new Float32Array();

  test('lays a word near the company it keeps, and far from other subjects', () => {
    const company = (subject: number) =>
      model?.project([0, 1, 2, 3, 4, 5, 6, 7].map((n) => [madeUp(subject, n), 1])) ?? new Float32Array();
    for (const word of ['car', 'automobile']) {
      expect(cosine(project(word), company(0))).toBeGreaterThan(0.3);
      expect(Math.abs(cosine(project(word), company(7)))).toBeLessThan(0.1);
    }
  });

  test('lays a paper of a segment where it lays the same words as a text', () => {
    const vectors = model?.projectSegment(segment).numbers ?? new Int8Array();
    const [first] = subjects();
    const counts = new Map<string, number>([[toTerm('car'), 3]]);
    for (const word of first?.abstract.split(' ') ?? [])
      counts.set(toTerm(word), (counts.get(toTerm(word)) ?? 0) + 1);
    expect(
      cosine(
        normalizeVector(new Float32Array(vectors.subarray(0, LATENT_DIMENSIONS))),
        model?.project(counts) ?? new Float32Array(),
      ),
    ).toBeGreaterThan(0.999);
  });

  test('is the same every time, and comes back from its arrays', () => {
    const again = trainModel(() => [segment]);
    expect(again?.toArrays()).toEqual(model?.toArrays());
    const copy = LatentModel.fromArrays(model?.toArrays() ?? {});
    expect(copy?.project([['car', 1]])).toEqual(model?.project([['car', 1]]));
  });

  test('is not made of too few papers', () => {
    expect(trainModel(() => [buildSegment(subjects().slice(0, MIN_PAPERS - 1))])).toBeUndefined();
  });

  test('says nothing about words it does not know', () => {
    expect(cosine(project('unheard'), project('car'))).toBe(0);
  });

  test('serves papers that came after it was trained', () => {
    segment.latent = model?.projectSegment(segment);
    const index = new SearchIndex([segment], { model });
    const company = [0, 1, 2, 3].map((n) => madeUp(0, n)).join(' ');
    index.update([
      paper('near', `zebra ${company}`),
      paper('far', `zebra ${madeUp(9, 1)} ${madeUp(9, 2)} ${madeUp(9, 3)}`),
    ]);
    const answer = index.search(parseQuery('zebra automobile'), { offset: 0, limit: 2000 });
    const order = answer.hits.map(({ paperId }) => paperId);
    expect(order.indexOf('near')).toBeLessThan(order.indexOf('far'));
  });
});

describe('matrices', () => {
  test('become orthonormal', () => {
    const matrix = createMatrix(20, 3);
    for (let i = 0; i < 60; i++) matrix.values[i] = Math.sin(i * i);
    orthonormalize(matrix);
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        let sum = 0;
        for (let r = 0; r < 20; r++) sum += (matrix.values[r * 3 + a] ?? 0) * (matrix.values[r * 3 + b] ?? 0);
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 5);
      }
    }
  });

  test('that are symmetric are made of their eigenvectors and eigenvalues', () => {
    const entry = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 16, maxLength: 16 }), (entries) => {
        const symmetric = Float64Array.from({ length: 16 }, (_, i) => {
          const [r, c] = [Math.floor(i / 4), i % 4];
          return (entries[r * 4 + c] ?? 0) + (entries[c * 4 + r] ?? 0);
        });
        const { vectors, values } = decomposeSymmetric(symmetric, 4);
        for (let r = 0; r < 4; r++) {
          for (let c = 0; c < 4; c++) {
            let sum = 0;
            for (let k = 0; k < 4; k++)
              sum += (vectors[r * 4 + k] ?? 0) * (values[k] ?? 0) * (vectors[c * 4 + k] ?? 0);
            expect(sum).toBeCloseTo(symmetric[r * 4 + c] ?? 0, 6);
          }
        }
      }),
    );
  });
});
