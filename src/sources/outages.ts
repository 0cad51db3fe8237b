import { LRUCache } from 'lru-cache';
import { addDays } from '../core/base/calendar.ts';
import type { Log } from '../core/base/log.ts';
import type { Day } from '../core/base/time.ts';
import type { SkippedItem } from '../core/paper/paper-source.ts';
import { wordUnusable } from '../core/reason/word-unusable.ts';

/** More than this are not remembered; forgetting one means that it is logged again. */
const MAX_REMEMBERED = 1000;

/** Logs a failure that comes back every ten minutes once, and once when it is over. */
export interface Outages {
  /** The day could not be had from where it should be; the level to log it at. */
  begins(day: Day): 'warn' | 'debug';
  /** The day could be had; the end is logged when no recent day fails any more. */
  ends(day: Day): void;
  /** An item that cannot be read, which each refresh meets again: logged once for each source and reason. */
  recordSkipped(item: SkippedItem, source: string): void;
}

export function createOutages(log: Log): Outages {
  const failing = new Set<Day>();
  const logged = new LRUCache<string, true>({ max: MAX_REMEMBERED });

  return {
    begins(day) {
      const level = failing.size === 0 ? 'warn' : 'debug';
      failing.add(day);
      return level;
    },
    ends(day) {
      if (failing.size === 0) return;
      // A day that is no longer asked for would keep the outage open forever.
      for (const one of failing) if (one === day || one < addDays(day, -1)) failing.delete(one);
      if (failing.size === 0) log.info({}, 'the source that failed works again');
    },
    recordSkipped({ index, reason: why }, source) {
      const reason = wordUnusable(why);
      // Its place in the list changes with every vote.
      const key = `${source} ${reason}`;
      const level = logged.has(key) ? 'debug' : 'warn';
      logged.set(key, true);
      log[level]({ index, source, reason }, 'an item is skipped');
    },
  };
}
