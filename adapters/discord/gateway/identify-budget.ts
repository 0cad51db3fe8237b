import { setTimeout as sleep } from 'node:timers/promises';
import type { IIdentifyThrottler } from 'discord.js';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';

/** events/gateway.mdx: one IDENTIFY in five seconds. */
const SPACING_MS = 5000;

/** Logins in an hour that a healthy bot may need; each one more doubles the wait. */
const FREE_PER_HOUR = 5;

/** Twelve an hour at worst, 288 a day: far from the 1,000 at which Discord resets the token. */
const LONGEST_WAIT_MS = 5 * 60_000;

const HOUR_MS = 60 * 60_000;

export interface BudgetTuning {
  readonly spacingMs?: number;
}

/**
 * Spaces logins. discord.js keeps the five seconds; a session that is refused again and again would still use up the day's
 * budget in an hour and a half, so the wait grows with the logins of the last hour.
 */
export function createIdentifyBudget(
  clock: Clock,
  log: Log,
  { spacingMs = SPACING_MS }: BudgetTuning = {},
): IIdentifyThrottler {
  const logins = new Map<number, number[]>();
  let next = 0;
  return {
    async waitForIdentify(shard, signal) {
      const recent = (logins.get(shard) ?? []).filter((at) => at > clock.now() - HOUR_MS);
      const wait = Math.max(penalty(recent.length, spacingMs), next - clock.now());
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

function penalty(recent: number, spacingMs: number): number {
  if (recent < FREE_PER_HOUR) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, spacingMs * 2 ** (recent - FREE_PER_HOUR + 1));
  return wait * (0.75 + Math.random() / 4);
}
