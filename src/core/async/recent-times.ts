import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import type { Instant } from '../base/time.ts';

export interface RecentTimesOptions {
  readonly withinMs: number;
  /** Keys beyond this are forgotten, the one that was added to longest ago first. */
  readonly maxKeys: number;
}

/** When something was done lately, for each key. Unlike a token bucket it lets no more through in its first span than in others. */
export class RecentTimes<K extends {}> {
  readonly #clock: Clock;
  readonly #withinMs: number;
  readonly #times: LRUCache<K, readonly Instant[]>;

  constructor(clock: Clock, { withinMs, maxKeys }: RecentTimesOptions) {
    this.#clock = clock;
    this.#withinMs = withinMs;
    this.#times = new LRUCache({ max: maxKeys });
  }

  /** Oldest first. */
  list(key: K): readonly Instant[] {
    const since = this.#clock.now() - this.#withinMs;
    return (this.#times.get(key) ?? []).filter((at) => at > since);
  }

  add(key: K): void {
    this.#times.set(key, [...this.list(key), this.#clock.now()]);
  }
}
