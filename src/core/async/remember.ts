import type { Clock } from '../base/clock.ts';

const KEPT_MS = 10 * 60_000;
const KEPT_MOST = 5000;

/**
 * Asks for an id, unless there is an answer that is no older than `maxAgeMs`: ten minutes by default. With 0 it asks
 * anew, and joins whoever is asking: one who asks without end has one question under way.
 */
export type Remembered<T> = (id: string, maxAgeMs?: number) => Promise<T>;

export interface RememberOptions {
  /** A question that has been under way for longer is joined no more: it may hang, and who tries again needs an answer. */
  readonly joinMs?: number;
}

/** Asks once a while for each id, and once at a time; a failure is not kept. */
export function remember<T>(
  clock: Clock,
  ask: (id: string) => Promise<T>,
  { joinMs = Number.POSITIVE_INFINITY }: RememberOptions = {},
): Remembered<T> {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<T>; isPending: boolean }>();
  return (id, maxAgeMs = KEPT_MS) => {
    const before = kept.get(id);
    if (before && clock.now() - before.at < (before.isPending ? joinMs : maxAgeMs)) return before.answer;
    const answer = ask(id);
    const asked = { at: clock.now(), answer, isPending: true };
    kept.delete(id);
    kept.set(id, asked);
    answer.then(
      () => {
        asked.isPending = false;
      },
      () => {
        if (kept.get(id) === asked) kept.delete(id);
      },
    );
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MOST && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
