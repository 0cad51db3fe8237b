import type { Instant } from './time.ts';

/** Time is a dependency. */
export interface Clock {
  now(): Instant;
}
