import { setTimeout as sleep } from 'node:timers/promises';
import type { IIdentifyThrottler } from 'discord.js';
import { computeBackoff } from '../../../src/core/async/backoff.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';

/** events/gateway.mdx: one IDENTIFY in five seconds. */
const SPACING_MS = 5000;

/** Logins in an hour that a healthy bot may need; each one more doubles the wait. */
const FREE_PER_HOUR = 5;

/**
 * With the jitter below, the shortest wait at the cap is 3.75 minutes: at worst 16 logins an hour and 384 a day, for each
 * shard. Discord resets the token at 1,000 a day of all shards, so the cap is enough for two (5,000 servers).
 */
const MAX_WAIT_MS = 5 * 60_000;

const HOUR_MS = 60 * 60_000;

export interface ThrottlerTuning {
  readonly spacingMs?: number;
}

/**
 * Spaces logins. discord.js keeps the five seconds; a session that is refused again and again would still use up the
 * day's logins in an hour and a half, so the wait grows with the logins of the last hour.
 */
export function createIdentifyThrottler(
  clock: Clock,
  log: Log,
  { spacingMs = SPACING_MS }: ThrottlerTuning = {},
): IIdentifyThrottler {
  const logins = new Map<number, number[]>();
  let next = 0;
  return {
    async waitForIdentify(shard, signal) {
      const recent = (logins.get(shard) ?? []).filter((at) => at > clock.now() - HOUR_MS);
      const wait = Math.max(computeLoginBackoff(recent.length, spacingMs), next - clock.now());
      next = clock.now() + wait + spacingMs;
      if (recent.length >= FREE_PER_HOUR) {
        log.warn(
          { shard, logins: recent.length, waitMs: wait },
          'Discord keeps ending the session; logging in more slowly',
        );
      }
      if (wait > 0) await sleep(wait, undefined, { signal });
      logins.set(shard, [...recent, clock.now()]);
    },
  };
}

function computeLoginBackoff(recent: number, spacingMs: number): number {
  if (recent < FREE_PER_HOUR) return 0;
  const limits = { firstMs: spacingMs, maxMs: MAX_WAIT_MS };
  return computeBackoff(recent - FREE_PER_HOUR + 1, limits) * (0.75 + Math.random() / 4);
}
