import type { RateLimit } from '../async/rate-limiter.ts';
import type { PersonId } from '../base/ids.ts';
import type { Day, Instant } from '../base/time.ts';
import type { Spend } from '../summary/summary.ts';

/** A limit on what a person may do. */
export interface PersonalLimit {
  readonly key: string;
  readonly person: PersonId;
  readonly limit: RateLimit;
}

/** What models may cost in a day; infinite where it is not bounded. */
export interface SpendLimits {
  readonly tokens: number;
  readonly cost: number;
}

/** Limits that hold for all processes on one database together. */
export interface SharedLimits {
  /** Takes one of each, or none: 0, or the longest wait in milliseconds. */
  takeFromAll(limits: readonly PersonalLimit[], now: Instant): Promise<number>;
  /**
   * Reserves what a call may spend at most, where that is within the limits with all that was spent on the day and is reserved by now. Returns
   * what gives it back, once what was spent is added; a process that dies gives it back after ten minutes. `undefined`: no room.
   */
  reserveSpend(day: Day, most: Spend, limits: SpendLimits): Promise<(() => Promise<void>) | undefined>;
  /** Reserves the next turn of several that are `intervalMs` of real time apart: how long to wait for it, in milliseconds. */
  reserveTurn(name: string, intervalMs: number): Promise<number>;
}
