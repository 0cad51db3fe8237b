import type { Clock } from './core/base/clock.ts';
import type { Instant } from './core/base/time.ts';

/**
 * The system's clock, or one that starts at `start` and runs `speed` times as fast. It counts from the moment it is made:
 * who starts a process again and wants its days to go on gives the instant at which the former one ended.
 */
export function createClock(start?: Instant, speed = 1, real: () => number = Date.now): Clock {
  const began = real();
  const from = start ?? began;
  if (start === undefined && speed === 1) return { now: real };
  return { now: () => Math.round(from + (real() - began) * speed) };
}
