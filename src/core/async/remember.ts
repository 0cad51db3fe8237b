import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';

const MAX_AGE_MS = 10 * 60_000;
const MAX_ANSWERS = 5000;

/**
 * Asks for an id, unless there is an answer that is no older than `maxAgeMs` (ten minutes by default). 0 asks again, but
 * joins a request that is already in progress: a caller that asks in a loop has one request in progress.
 */
export type Remembered<T> = (id: string, maxAgeMs?: number) => Promise<T>;

export interface RememberOptions {
  /** A request that has been in progress for longer is not joined: it may hang, and a caller that retries needs an answer. */
  readonly joinMs?: number;
}

/** Caches the answer for each id for a while, with one request at a time for each; a failure is not cached. */
export function remember<T>(
  clock: Clock,
  ask: (id: string) => Promise<T>,
  { joinMs = Number.POSITIVE_INFINITY }: RememberOptions = {},
): Remembered<T> {
  // With `max` the cache would take its 110 kB at once, and a bot in a thousand workspaces has thousands of them.
  const answers = new LRUCache<string, { at: number; answer: Promise<T>; isPending: boolean }>({
    maxSize: MAX_ANSWERS,
    sizeCalculation: () => 1,
  });
  return (id, maxAgeMs = MAX_AGE_MS) => {
    const before = answers.get(id);
    if (before && clock.now() - before.at < (before.isPending ? joinMs : maxAgeMs)) return before.answer;
    const answer = ask(id);
    const asked = { at: clock.now(), answer, isPending: true };
    answers.set(id, asked);
    answer.then(
      () => {
        asked.isPending = false;
      },
      () => {
        if (answers.get(id) === asked) answers.delete(id);
      },
    );
    return answer;
  };
}
