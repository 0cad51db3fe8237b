import type { Instant } from '../../core/base/time.ts';

const HOUR_MS = 3_600_000;

/** Limits what may happen to a number of times per hour. */
export class HourlyLimit {
  readonly #most: number;
  #times: readonly Instant[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more; answers whether that is within the limit. One beyond it is counted too. */
  allows(now: Instant): boolean {
    this.#times = [...this.#times.filter((time) => now - time < HOUR_MS), now].slice(-this.#most - 1);
    return this.#times.length <= this.#most;
  }

  /** How many were counted in the last hour. */
  get count(): number {
    return this.#times.length;
  }
}
