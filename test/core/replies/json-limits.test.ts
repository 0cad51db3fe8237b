import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonExcess } from '../../../src/core/replies/json-limits.ts';
import { cpuMs } from '../../support/cpu-time.ts';

function measureDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce((most: number, one) => Math.max(most, measureDepth(one)), 0);
}

describe('the limits of a JSON text', () => {
  it('give its depth without parsing it, whatever its strings hold', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 7 }), (json, maxDepth) => {
        const isTooDeep = findJsonExcess(json, { maxDepth, maxValues: 1e6 }) !== undefined;
        expect(isTooDeep).toBe(measureDepth(JSON.parse(json)) > maxDepth);
      }),
    );
  });

  it('count values, and do not count commas and brackets in strings', () => {
    const limits = { maxDepth: 3, maxValues: 6 };
    expect(findJsonExcess('[1,2,3,4,5]', limits)).toBeUndefined();
    expect(findJsonExcess('[1,2,3,4,5,6]', limits)).toEqual({
      ...{ code: 'too-many-values', values: { most: 6 } },
    });
    expect(findJsonExcess('["a,b,c,d,e,f,g","\\"[[[[[[,,,,,,","\\\\"]', limits)).toBeUndefined();
    expect(findJsonExcess('[[[[', limits)).toEqual({ code: 'too-deep', values: { most: 3 } });
  });

  it('take 20 MB of anything in a fraction of a second', () => {
    for (const text of ['"', '\\', '["', '{}', '\\"', ',']) {
      const long = text.repeat(20_000_000 / text.length);
      expect(cpuMs(() => void findJsonExcess(long, { maxDepth: 1e9, maxValues: 1e9 }), 2)).toBeLessThan(
        1_000,
      );
    }
  });
});
