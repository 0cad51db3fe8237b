import type { Progress } from './keyed-single-flight.ts';

/** With what a platform takes to show it, people see something within three seconds. */
export const STILL_WORKING_AFTER_MS = 2000;

/** Calls `listener` once with what `word` says, unless something else was said by then; says nothing after `end`. */
export function createTimelyProgress(
  listener: Progress | undefined,
  afterMs: number,
  word: () => string,
): { readonly say: Progress | undefined; readonly end: () => void } {
  if (!listener) return { say: undefined, end: () => undefined };
  let hasEnded = false;
  const timer = setTimeout(() => listener(word()), afterMs);
  timer.unref();
  return {
    say(doing) {
      if (hasEnded) return;
      clearTimeout(timer);
      listener(doing);
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}
