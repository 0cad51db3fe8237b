import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';

/** So many keys at the most, each forgotten after a time. */
export class ExpiringSet<K extends {}> {
  readonly #keys: LRUCache<K, true>;

  constructor(clock: Clock, { max, ttl }: { readonly max: number; readonly ttl: number }) {
    // Our own clock, read each time (0): a rehearsal's runs faster.
    this.#keys = new LRUCache({ max, ttl, ttlResolution: 0, perf: { now: () => clock.now() } });
  }

  has(key: K): boolean {
    return this.#keys.has(key);
  }

  /** `false` when it is there already. */
  add(key: K): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.set(key, true);
    return true;
  }
}
