import type { Clock } from '../../src/core/ports.ts';

const KEPT_MS = 10 * 60_000;
const KEPT_MOST = 5000;

/** Asks once a while for each id, and once at a time; a failure is not kept. */
export function remember<T>(clock: Clock, ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return (id) => {
    const before = kept.get(id);
    if (before && before.until > clock.now()) return before.answer;
    const answer = ask(id);
    kept.delete(id);
    kept.set(id, { until: clock.now() + KEPT_MS, answer });
    answer.catch(() => kept.delete(id));
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MOST && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
