import type { Log } from '../core/base/log.ts';
import type { Day } from '../core/base/time.ts';
import { addDays } from '../core/paper/edition.ts';

/** More troubles than this are not remembered; forgetting one means that it is told again. */
const MOST_REMEMBERED = 1000;

/** Tells a trouble that comes back every ten minutes once, and once when it is over. */
export interface Outages {
  /** The day could not be had from where it should be; answers how loudly that is to be told. */
  begins(day: Day): 'warn' | 'debug';
  /** The day could be had; the end is told when no recent day fails any more. */
  ends(day: Day): void;
  /** A trouble without an end: the same `key` is told once. */
  once(key: string, facts: object, message: string): void;
}

export function createOutages(log: Log): Outages {
  const failing = new Set<Day>();
  const told = new Set<string>();

  return {
    begins(day) {
      const level = failing.size === 0 ? 'warn' : 'debug';
      failing.add(day);
      return level;
    },
    ends(day) {
      if (failing.size === 0) return;
      // A day that is no longer asked for would keep the outage open for ever.
      for (const one of failing) if (one === day || one < addDays(day, -1)) failing.delete(one);
      if (failing.size === 0) log.info({}, 'the source that failed works again');
    },
    once(key, facts, message) {
      const level = told.has(key) ? 'debug' : 'warn';
      if (told.size >= MOST_REMEMBERED) told.clear();
      told.add(key);
      log[level](facts, message);
    },
  };
}
