import type { Clock } from './clock.ts';

const KEPT_MS = 10 * 60_000;
const KEPT_MOST = 5000;

/** Asks for an id, unless there is an answer that is no older than `maxAgeMs`: ten minutes unless told otherwise. */
export type Remembered<T> = (id: string, maxAgeMs?: number) => Promise<T>;

/** Asks once a while for each id, and once at a time; a failure is not kept. */
export function remember<T>(clock: Clock, ask: (id: string) => Promise<T>): Remembered<T> {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  return (id, maxAgeMs = KEPT_MS) => {
    const before = kept.get(id);
    if (before && clock.now() - before.at < maxAgeMs) return before.answer;
    const asked = { at: clock.now(), answer: ask(id) };
    kept.delete(id);
    kept.set(id, asked);
    asked.answer.catch(() => {
      if (kept.get(id) === asked) kept.delete(id);
    });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MOST && oldest !== undefined) kept.delete(oldest);
    return asked.answer;
  };
}
