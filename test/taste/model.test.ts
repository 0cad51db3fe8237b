import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generator } from '../../bench/search/corpus.ts';
import type { PersonId } from '../../src/core/base/ids.ts';
import type { Evidence, Opinion } from '../../src/taste/evidence.ts';
import { TasteModel } from '../../src/taste/model.ts';
import { TASTE } from '../../src/taste/parameters.ts';
import { personId } from '../support/ids.ts';

const SIZE = 16;
const person = (n: number): PersonId => personId(`discord:${n}`);

/** A vector of length 1: mostly one of two fields, or anything. */
function makeVector(random: () => number, field?: number): Float32Array {
  const vector = Float32Array.from({ length: SIZE }, () => random() - 0.5);
  if (field !== undefined) vector[field] = 2;
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

function makeEvidence(
  count: number,
  seed: number,
  vote: (field: number, voter: number) => 1 | -1 | 0,
): Evidence[] {
  const random = generator(seed);
  return Array.from({ length: count }, (_, i) => {
    const field = i % 3;
    const opinions = [0, 1, 2, 3].flatMap((voter): Opinion[] => {
      const value = vote(field, voter);
      return value === 0 ? [] : [{ person: person(voter), value }];
    });
    return { paperId: `${i}`, vector: makeVector(random, field), wasShown: true, opinions };
  });
}

describe('a taste', () => {
  it('is none where nobody has said anything', () => {
    expect(TasteModel.learn(makeEvidence(50, 1, () => 0))).toBeUndefined();
    expect(TasteModel.learn([])).toBeUndefined();
  });

  it('speaks for the field that people vote for, and against one that they leave alone', () => {
    const random = generator(5);
    const model = TasteModel.learn(makeEvidence(60, 1, (field) => (field === 0 && random() < 0.4 ? 1 : 0)));
    const other = generator(9);
    const points = [0, 1].map((field) => model?.judge(makeVector(other, field)).points ?? 0);
    expect(points[0]).toBeGreaterThan(8);
    expect(points[1]).toBeLessThan(0);
    expect(model?.strength).toBe(1);
  });

  it('knows less about what it was never shown', () => {
    const model = TasteModel.learn(makeEvidence(60, 1, (field) => (field === 0 ? 1 : 0)));
    const [shown, strange] = [0, 7].map(
      (field) => model?.judge(makeVector(generator(3), field)).uncertainty ?? 0,
    );
    expect(strange).toBeGreaterThan(1.5 * (shown ?? 0));
  });

  it('counts for little where votes are random, though chance looks like a pattern in some channels', () => {
    const strengths = Array.from({ length: 20 }, (_, seed) => strengthOfRandom(seed + 1));
    expect(strengths.toSorted()[10]).toBeLessThan(0.3);
    expect(strengths.reduce((sum, strength) => sum + strength, 0) / 20).toBeLessThan(0.4);
  });

  function strengthOfRandom(seed: number): number {
    const random = generator(seed);
    const votes = () => (random() < 0.1 ? 1 : 0);
    return TasteModel.learn(makeEvidence(400, seed, votes))?.strength ?? 0;
  }

  it('is the same for the same votes, in whatever order they come', () => {
    const evidence = makeEvidence(40, 3, (field, voter) => (field === voter % 3 ? 1 : 0));
    const shuffled = evidence.map((one) => ({ ...one, opinions: one.opinions.toReversed() }));
    const vector = makeVector(generator(4), 1);
    expect(TasteModel.learn(shuffled)?.judge(vector)).toEqual(TasteModel.learn(evidence)?.judge(vector));
  });

  it('moves no paper by more than the bound for the one who votes most, whatever they vote and on whatever', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom<1 | -1>(1, -1),
        fc.boolean(),
        (seed, extra, value, onShown) => {
          const random = generator(seed);
          const honest = makeEvidence(40, seed, (field) => (field === 0 && random() < 0.3 ? 1 : 0));
          const brigade = person(99);
          const shown = honest.map((one) =>
            onShown ? { ...one, opinions: [...one.opinions, { person: brigade, value }] } : one,
          );
          const added = Array.from({ length: extra + 40 }, (_, i): Evidence => {
            const opinions = [{ person: brigade, value }];
            return { paperId: `x${i}`, vector: makeVector(random, 5), wasShown: false, opinions };
          });
          const [before, after] = [TasteModel.learn(honest), TasteModel.learn([...added, ...shown])];
          for (const field of [0, 1, 2, 5]) {
            const vector = makeVector(random, field);
            const moved = (after?.judge(vector).points ?? 0) - (before?.judge(vector).points ?? 0);
            expect(Math.abs(moved)).toBeLessThanOrEqual(TASTE.mostOfPerson + 1e-9);
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is wholly their own where it is of one person', () => {
    const evidence = makeEvidence(60, 1, (field, voter) => (voter === 0 && field === 0 ? 1 : 0));
    const vector = makeVector(generator(2), 0);
    const [shared, own] = [false, true].map(
      (isOfOne) => TasteModel.learn(evidence, { isOfOne })?.judge(vector).points,
    );
    expect(shared).toBe(TASTE.mostOfPerson);
    expect(own).toBeGreaterThan(TASTE.mostOfPerson);
  });
});
