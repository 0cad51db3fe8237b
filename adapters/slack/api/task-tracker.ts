/** Work that was begun and not finished, so that a stop can wait for it; and work that must keep its order. */
export interface TaskTracker {
  /** Remembers the work until it ends; a failure is told to `onError`, and is nobody else's. */
  track(work: Promise<void>): void;
  /** Runs after all earlier work of the same key has ended, well or not. */
  inOrder(key: string, work: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is left, or after `ms`. Returns how much is left. */
  settle(ms: number): Promise<number>;
}

export function createTaskTracker(onError: (error: unknown) => void): TaskTracker {
  const begun = new Set<Promise<void>>();
  const tails = new Map<string, Promise<void>>();

  function track(work: Promise<void>): void {
    const ended = work.catch(onError).finally(() => begun.delete(ended));
    begun.add(ended);
  }

  return {
    track,
    inOrder: (key, work) => {
      const next = (tails.get(key) ?? Promise.resolve()).then(work).catch(onError);
      tails.set(key, next);
      const last = next.finally(() => {
        if (tails.get(key) === next) tails.delete(key);
      });
      track(last);
      return last;
    },
    settle: async (ms) => {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, ms);
      while (begun.size > 0) {
        const all = Promise.all(begun).then(() => 'all' as const);
        if ((await Promise.race([all, late.promise])) !== 'all') break;
      }
      clearTimeout(timer);
      return begun.size;
    },
  };
}
