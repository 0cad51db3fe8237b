import { setTimeout as sleep } from 'node:timers/promises';
import type { IIdentifyThrottler } from 'discord.js';
import { computeBackoff } from '../../../src/core/async/backoff.ts';
import { RecentTimes } from '../../../src/core/async/recent-times.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Shards } from '../../../src/core/store/shards.ts';

/** topics/gateway.mdx: IDENTIFY calls of one rate limit key in five seconds: one. */
const SPACING_MS = 5000;

/** On a busy machine a login leaves so much later than it was reserved, and that of another process may not. */
const MAX_WAY_MS = 500;

/** Logins in an hour that a healthy bot may need; each one more doubles the wait. */
const FREE_PER_HOUR = 5;

/**
 * With the jitter below, the shortest wait at the cap is 3.75 minutes: at worst 16 logins an hour and 384 a day, for each
 * shard. Discord resets the token at 1,000 a day of all shards, so the cap is enough for two (5,000 servers).
 */
const MAX_WAIT_MS = 5 * 60_000;

const HOUR_MS = 60 * 60_000;
const MAX_SHARDS = 1000;

/** How soon a database that did not answer is asked again. */
const AGAIN_MS = 1000;

export interface ThrottlerTuning {
  readonly spacingMs?: number;
}

export interface IdentifyThrottler extends IIdentifyThrottler {
  /** topics/gateway.mdx: so many shards may log in at the same time; the key of a shard is its number modulo this one. */
  setMaxConcurrency(count: number): void;
}

/**
 * Spaces logins, those of other processes on the same database among them. A session that is refused again and again would still use
 * up the day's logins in an hour and a half, so the wait grows with the logins of the last hour.
 */
export function createIdentifyThrottler(
  { clock, log, shards }: { readonly clock: Clock; readonly log: Log; readonly shards: Shards },
  { spacingMs = SPACING_MS }: ThrottlerTuning = {},
): IdentifyThrottler {
  const logins = new RecentTimes<number>(clock, { withinMs: HOUR_MS, maxKeys: MAX_SHARDS });
  let maxConcurrency = 1;

  async function reserve(shard: number): Promise<number> {
    try {
      return await shards.reserveLogin(shard % maxConcurrency, spacingMs + Math.min(MAX_WAY_MS, spacingMs));
    } catch (err) {
      log.debug({ err, shard }, 'a login could not be reserved');
      return AGAIN_MS;
    }
  }

  return {
    setMaxConcurrency(count) {
      maxConcurrency = Math.max(1, count);
    },
    async waitForIdentify(shard, signal) {
      const recent = logins.list(shard).length;
      const waitMs = computeLoginBackoff(recent, spacingMs);
      if (recent >= FREE_PER_HOUR)
        log.warn(
          { shard, logins: recent, waitMs },
          'Discord keeps ending the session; logging in more slowly',
        );
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
      for (let ms = await reserve(shard); ms > 0; ms = await reserve(shard))
        await sleep(ms, undefined, { signal });
      logins.add(shard);
    },
  };
}

function computeLoginBackoff(recent: number, spacingMs: number): number {
  if (recent < FREE_PER_HOUR) return 0;
  const limits = { firstMs: spacingMs, maxMs: MAX_WAIT_MS };
  return computeBackoff(recent - FREE_PER_HOUR + 1, limits) * (0.75 + Math.random() / 4);
}
