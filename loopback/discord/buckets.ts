import { createHash } from 'node:crypto';

/** So many requests of one kind in so many milliseconds. */
export interface Rate {
  readonly limit: number;
  readonly perMs: number;
}

/** By bucket name; `global` is the whole bot. */
export type Rates = Readonly<Record<'global' | 'messages' | 'reactions' | 'other', Rate>>;

/**
 * Discord publishes no figures except the 50 a second; the rest is what people have measured: 5 messages in 5 s a channel,
 * one reaction in a quarter of a second a channel.
 */
export const TRUE_RATES: Rates = {
  global: { limit: 50, perMs: 1000 },
  messages: { limit: 5, perMs: 5000 },
  reactions: { limit: 1, perMs: 250 },
  other: { limit: 20, perMs: 1000 },
};

/** For tests whose subject is something else. */
export const NO_RATES: Rates = {
  global: { limit: 1e6, perMs: 1000 },
  messages: { limit: 1e6, perMs: 1000 },
  reactions: { limit: 1e6, perMs: 1000 },
  other: { limit: 1e6, perMs: 1000 },
};

export interface Verdict {
  readonly headers: Record<string, string>;
  /** Set when the request is refused. */
  readonly refused?: { readonly retryAfter: number; readonly global: boolean };
}

interface Window {
  used: number;
  endsAt: number;
}

/** Counts requests in windows that open with their first request. */
export function createBuckets(rates: Rates, now: () => number) {
  const windows = new Map<string, Window>();

  function findWindow(key: string, { perMs }: Rate): Window {
    const open = windows.get(key);
    if (open && open.endsAt > now()) return open;
    const fresh = { used: 0, endsAt: now() + perMs };
    windows.set(key, fresh);
    return fresh;
  }

  return {
    /** `route` names the bucket's kind, `major` the channel, guild or webhook it is counted for. */
    take(kind: keyof Rates, route: string, major: string, countsGlobally: boolean): Verdict {
      const whole = findWindow('global', rates.global);
      if (countsGlobally && whole.used >= rates.global.limit) {
        const retryAfter = Math.max(0.001, (whole.endsAt - now()) / 1000);
        const headers = {
          'Retry-After': retryAfter.toFixed(3),
          'X-RateLimit-Global': 'true',
          'X-RateLimit-Scope': 'global',
        };
        return { headers, refused: { retryAfter, global: true } };
      }
      const rate = rates[kind];
      const window = findWindow(`${route} ${major}`, rate);
      const left = Math.max(0, window.endsAt - now()) / 1000;
      const refused = window.used >= rate.limit;
      if (!refused) {
        window.used += 1;
        if (countsGlobally) whole.used += 1;
      }
      const headers: Record<string, string> = {
        'X-RateLimit-Limit': String(rate.limit),
        'X-RateLimit-Remaining': String(rate.limit - window.used),
        'X-RateLimit-Reset': (window.endsAt / 1000).toFixed(3),
        'X-RateLimit-Reset-After': left.toFixed(3),
        'X-RateLimit-Bucket': createHash('md5').update(route).digest('hex'),
      };
      if (!refused) return { headers };
      headers['X-RateLimit-Scope'] = 'user';
      headers['Retry-After'] = left.toFixed(3);
      return { headers, refused: { retryAfter: left, global: false } };
    },
  };
}
