import type { Clock } from '../core/base/clock.ts';
import type { Instant } from '../core/base/time.ts';

/** A clock that can be set, and that can be made to run faster or to stand still. */
export interface SteeredClock extends Clock {
  readonly speed: number;
  setSpeed(speed: number): void;
  moveTo(instant: Instant): void;
}

/** Starts at `start` and runs as fast as `real` until another speed is set. */
export function createSteeredClock(start: Instant, real: () => number = Date.now): SteeredClock {
  // Where this stretch began, on both clocks: each turn begins a new one, so that the time never jumps.
  let from = { at: start, real: real() };
  let factor = 1;
  const readNow = (): Instant => Math.round(from.at + (real() - from.real) * factor);
  return {
    now: readNow,
    get speed() {
      return factor;
    },
    setSpeed(next) {
      from = { at: readNow(), real: real() };
      factor = next;
    },
    moveTo(instant) {
      from = { at: instant, real: real() };
    },
  };
}
