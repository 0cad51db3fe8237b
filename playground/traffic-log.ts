import type { Traffic } from '../loopback/traffic.ts';
import type { Side, TrafficEntry } from './protocol.ts';
import { withoutTokens } from './without-tokens.ts';

/** So many entries are stored for pages that open later. */
const MAX_ENTRIES = 300;

export interface TrafficLog {
  add(side: Side, traffic: Traffic): void;
  /** The last 300, oldest first. */
  recent(): readonly TrafficEntry[];
  /** Hears of each entry as it comes; returns how to stop listening. */
  listen(listener: (entry: TrafficEntry) => void): () => void;
  /** From here on these are blanked wherever they appear. */
  hide(secrets: readonly string[]): void;
}

/** What both platforms sent and got, without a token in it. */
export function createTrafficLog(now: () => number = Date.now): TrafficLog {
  const entries: TrafficEntry[] = [];
  const listeners = new Set<(entry: TrafficEntry) => void>();
  const hidden: string[] = [];
  let count = 0;
  return {
    add(side, { what, payload, ...rest }) {
      count += 1;
      const blanked = { what: String(withoutTokens(what, hidden)), payload: withoutTokens(payload, hidden) };
      const entry: TrafficEntry = { id: count, at: now(), side, ...rest, ...blanked };
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) entries.shift();
      for (const listener of listeners) listener(entry);
    },
    recent: () => [...entries],
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hide: (secrets) => {
      hidden.push(...secrets);
    },
  };
}
