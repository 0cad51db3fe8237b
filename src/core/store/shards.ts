/** One connection of several to a gateway: it gets the events of its share of the servers. */
export interface Shard {
  readonly id: number;
  /** How many there are in all. */
  readonly count: number;
}

/** Which shards this process connects with, of those that all processes on one database share. */
export interface Shards {
  /**
   * Takes part from now on, and resolves when those that are ours first have been reported. There are `wanted` shards in all, unless
   * other processes already serve with another number: theirs applies until the last of them has ended.
   */
  join(wanted: number): Promise<void>;
  /** Calls `changed` whenever this process gets or loses a shard: before another process can have it. */
  observe(changed: (shard: Shard, isOurs: boolean) => void): void;
  /**
   * Reserves a login, of which there may be one in `spacingMs` for each key. Resolves with 0, or with the milliseconds after which
   * to ask again.
   */
  reserveLogin(key: number, spacingMs: number): Promise<number>;
}

/** Where one process serves alone: every shard is its own. */
export function createLocalShards(): Shards {
  const watchers: Array<(shard: Shard, isOurs: boolean) => void> = [];
  const freeAt = new Map<number, number>();
  return {
    async join(wanted) {
      for (let id = 0; id < wanted; id++)
        for (const changed of watchers) changed({ id, count: wanted }, true);
    },
    observe: (changed) => void watchers.push(changed),
    async reserveLogin(key, spacingMs) {
      const now = performance.now();
      const waitMs = (freeAt.get(key) ?? now) - now;
      if (waitMs > 0) return waitMs;
      freeAt.set(key, now + spacingMs);
      return 0;
    },
  };
}
