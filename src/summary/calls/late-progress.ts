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
    say(doing) {
      if (doing === latest) return;
      latest = doing;
      if (isLate) listener?.(doing);
    },
    end() {
      clearTimeout(timer);
      isLate = false;
    },
  };
}
