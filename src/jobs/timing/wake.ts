import type { Clock } from '../../core/base/clock.ts';
import type { Instant } from '../../core/base/time.ts';

/** Checks postponed work again when its time has come, and not at the next full minute. */
export interface Wake {
  scheduleAt(instant: Instant): void;
  /** Nothing is woken after this. */
  stop(): void;
}

/** Many are postponed to nearly the same moment: one check for all within a second. */
const GRAIN_MS = 1000;

/** Work that is postponed for longer is found by the check of the minute. */
const MAX_MS = 60 * 60_000;

export function createWake(look: () => void, clock: Clock): Wake {
  const timers = new Map<number, NodeJS.Timeout>();
  let stopped = false;
  return {
    scheduleAt(instant) {
      const grain = Math.ceil(instant / GRAIN_MS);
      const waitMs = grain * GRAIN_MS - clock.now();
      if (stopped || waitMs > MAX_MS || timers.has(grain)) return;
      const timer = setTimeout(
        () => {
          timers.delete(grain);
          look();
        },
        Math.max(0, waitMs),
      );
      // A process that has nothing else to do may exit.
      timer.unref();
      timers.set(grain, timer);
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
