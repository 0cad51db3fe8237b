import type { Instant } from './core/paper.ts';
import type { Clock } from './core/ports.ts';

/** The system's clock, or one that starts at `start` and runs `speed` times as fast. */
export function createClock(start?: Instant, speed = 1): Clock {
  const began = Date.now();
  return { now: () => (start === undefined ? Date.now() : start + (Date.now() - began) * speed) };
}
