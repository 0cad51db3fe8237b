import type { Progress } from '../../core/async/keyed-single-flight.ts';

/** Calls `listener` not before `afterMs`, then with the latest and every change: quick work reports nothing. */
export function createLateProgress(
  listener: Progress | undefined,
  afterMs: number,
): { readonly say: Progress; readonly end: () => void } {
  let latest: string | undefined;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    if (latest !== undefined) listener?.(latest);
  }, afterMs);
  return {
    say(status) {
      if (status === latest) return;
      latest = status;
      if (isLate) listener?.(status);
    },
    end() {
      clearTimeout(timer);
      isLate = false;
    },
  };
}
