import { afterAll, expect } from 'vitest';
import { collect, leaks } from './produced.ts';

// Runs in every test file: whatever its tests were about, no token may have come out of a bot.
collect();
afterAll(() => {
  expect(leaks()).toEqual([]);
});
