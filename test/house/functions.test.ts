import { describe, expect, it } from 'vitest';
import { findQuantile, measureFunctions } from '../support/functions.ts';

const MAX_LENGTH = 80;
const P95_LENGTH = 40;

// `npm run functions` lists the longest.
describe('functions stay short', () => {
  const functions = measureFunctions();

  it(`none has more than ${MAX_LENGTH} lines`, () => {
    expect(functions.filter(({ lines }) => lines > MAX_LENGTH)).toEqual([]);
  });

  it(`of a hundred 95 have at most ${P95_LENGTH} lines`, () => {
    expect(functions.length).toBeGreaterThan(8000);
    expect(findQuantile(functions, 0.95)).toBeLessThanOrEqual(P95_LENGTH);
  });

  it('are found in every part, with the name of what they belong to', () => {
    for (const folder of ['src', 'commands', 'adapters', 'languages', 'loopback', 'playground', 'bench'])
      expect(
        functions.some(({ file }) => file.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
    expect(functions).toContainEqual(
      expect.objectContaining({ file: 'playground/page/app.tsx', name: 'App' }),
    );
  });
});
