import type { OnProgress } from '../platform/inbound.ts';
import { texts } from './texts.ts';

/** With what a platform takes to show it, people see something within three seconds. */
export const STILL_WORKING_AFTER_MS = 2000;

/** Says once that the answer takes longer, unless something else was said by then; says nothing after `end`. */
export function createTimelyProgress(
  listener: OnProgress | undefined,
  afterMs: number,
): { readonly say: OnProgress | undefined; readonly end: () => void } {
  if (!listener) return { say: undefined, end: () => undefined };
  let hasEnded = false;
  const timer = setTimeout(() => listener(texts.stillWorking()), afterMs);
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
