import { describe, expect, it } from 'vitest';
import { TasteModel } from '../../src/taste/model.ts';
import { TASTE } from '../../src/taste/parameters.ts';
import { type Example, TastePrior } from '../../src/taste/prior.ts';
import { personId } from '../support/ids.ts';

const SIZE = 8;

/** Of length 1, mostly in one direction. */
function toVector(field: number, own: number): Float32Array {
  const vector = new Float32Array(SIZE);
  vector[field] = 0.9;
  vector[2 + (own % (SIZE - 2))] = Math.sqrt(0.19);
  return vector;
}

/** As many papers of one field as of the other, of which those of the first are named. */
const examples = (count: number): Example[] =>
  Array.from({ length: 2 * count }, (_, i) => ({
    vector: toVector(i % 2, i >> 1),
    weight: i % 2 === 0 ? 1 : 0,
  }));

describe('what people named', () => {
  it('is worth its points to papers like those about it, and as many less to the others', () => {
    const prior = TastePrior.learn(examples(60));
    const points = [0, 1].map((field) => prior?.judge(toVector(field, 3)) ?? 0);
    expect((points[0] ?? 0) - (points[1] ?? 0)).toBeGreaterThan(1.9 * TASTE.priorPoints);
    expect((points[0] ?? 0) + (points[1] ?? 0)).toBeCloseTo(0, 1);
  });

  it('is worth less where few papers are about it', () => {
    const [few, many] = [1, 60].map((count) => TastePrior.learn(examples(count))?.judge(toVector(0, 0)) ?? 0);
    expect(few).toBeLessThan(0.7 * (many ?? 0));
  });

  it('is nothing where no paper is about it, or all are', () => {
    for (const weight of [0, 1])
      expect(TastePrior.learn(examples(10).map((one) => ({ ...one, weight })))).toBeUndefined();
    expect(TastePrior.learn([])).toBeUndefined();
  });

  it('is no reason to try anything, and no vote moves a paper further from it than without it', () => {
    const prior = TastePrior.learn(examples(20));
    expect(TasteModel.learn([], { prior })?.judge(toVector(1, 0)).uncertainty).toBe(0);
    const evidence = Array.from({ length: 200 }, (_, i) => ({
      paperId: `${i}`,
      vector: toVector(i % 2, i),
      wasShown: true,
      opinions: [{ person: personId('discord:9'), value: i % 2 === 0 ? (-1 as const) : (1 as const) }],
    }));
    const { points = 0, priorPoints = 0 } =
      TasteModel.learn(evidence, { prior })?.judge(toVector(0, 0)) ?? {};
    expect(priorPoints).toBeGreaterThan(20);
    expect(points).toBe(-TASTE.mostOfPerson);
  });
});
