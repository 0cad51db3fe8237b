import { expect } from 'vitest';
import { SourceError } from '../../src/core/base/errors.ts';
import { cpuMs } from './cpu-time.ts';

/** Two million characters take a fraction of it, a quadratic parser takes minutes. */
const MAX_MS = 2_000;

/** Ends with an answer or with an error that names the source, in time. */
export function expectBounded(parse: () => unknown): void {
  const run = () => {
    try {
      parse();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
    }
  };
  expect(cpuMs(run)).toBeLessThan(MAX_MS);
}
