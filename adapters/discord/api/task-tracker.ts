/** Work that has begun and not ended, so that a stop can wait for it. */
export interface TaskTracker {
  /** Starts after all earlier work of the same key; a failure is told to `onError`. */
  inOrder(key: string, work: () => Promise<void>): void;
  /** Starts at once. */
  run(work: () => Promise<void>): void;
  /** Resolves when nothing is left, or after `ms`. Returns how much is left. */
  settle(ms: number): Promise<number>;
}

export function createTaskTracker(onError: (error: unknown) => void): TaskTracker {
  const tails = new Map<string, Promise<void>>();
  const begun = new Set<Promise<void>>();

  function track(work: Promise<void>): Promise<void> {
    const ended = work.catch(onError).finally(() => begun.delete(ended));
    begun.add(ended);
    return ended;
  }

  return {
    run: (work) => void track(work()),
    inOrder: (key, work) => {
      const before = tails.get(key) ?? Promise.resolve();
      const tail = track(before.then(work)).finally(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      tails.set(key, tail);
    },
    settle: async (ms) => {
      const late = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => late.resolve('late'), ms);
      while (begun.size > 0) {
        if ((await Promise.race([Promise.all(begun), late.promise])) === 'late') break;
      }
      clearTimeout(timer);
      return begun.size;
    },
  };
}
