import type { Traffic } from '../loopback/traffic.ts';
import { withoutTokens } from './blank.ts';
import type { Side, WireEntry } from './protocol.ts';

/** So many entries are stored for pages that open later. */
const MOST_ENTRIES = 300;

export interface WireLog {
  add(side: Side, traffic: Traffic): void;
  /** The last 300, oldest first. */
  recent(): readonly WireEntry[];
  /** Hears of each entry as it comes; returns how to stop listening. */
  listen(heard: (entry: WireEntry) => void): () => void;
  /** From here on these are blanked wherever they stand. */
  hide(secrets: readonly string[]): void;
}

/** What went over both wires, without a token in it. */
export function createWireLog(now: () => number = Date.now): WireLog {
  const entries: WireEntry[] = [];
  const listeners = new Set<(entry: WireEntry) => void>();
  const hidden: string[] = [];
  let count = 0;
  return {
    add(side, { what, payload, ...rest }) {
      count += 1;
      const blanked = { what: String(withoutTokens(what, hidden)), payload: withoutTokens(payload, hidden) };
      const entry: WireEntry = { id: count, at: now(), side, ...rest, ...blanked };
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) entries.shift();
      for (const heard of listeners) heard(entry);
    },
    recent: () => [...entries],
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    hide: (secrets) => {
      hidden.push(...secrets);
    },
  };
}
