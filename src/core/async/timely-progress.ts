/** With what a platform takes to show it, and a second in which the process waits for a processor, people see something within three seconds. */
export const STILL_WORKING_AFTER_MS = 1500;

/** Called with a few words on what is being done, and with as much of the answer as there is so far. */
type Listener<Part> = (status: string, soFar?: Part) => void;

/** Calls `listener` once with what `word` says, unless something else was said by then; says nothing after `end`. */
export function createTimelyProgress<Part>(
  listener: Listener<Part> | undefined,
  afterMs: number,
  word: () => string,
): { readonly say: Listener<Part> | undefined; readonly end: () => void } {
  if (!listener) return { say: undefined, end: () => undefined };
  let hasEnded = false;
  const timer = setTimeout(() => listener(word()), afterMs);
  timer.unref();
  return {
    say(status, soFar) {
      if (hasEnded) return;
      clearTimeout(timer);
      listener(status, soFar);
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}
