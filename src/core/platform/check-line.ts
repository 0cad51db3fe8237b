import { DeliveryError, type PaperboyError } from '../base/errors.ts';
import type { CheckLine } from './platform.ts';

/** What certainly keeps posts from a channel: no minor problem, and nothing that could not be checked just now. */
export function toBlockingLine(lines: readonly CheckLine[]): CheckLine | undefined {
  return lines.find(({ ok, minor, unknown }) => !ok && !minor && !unknown);
}

/** The line of a check that ended in an error. A platform that was unreachable or busy has not refused. */
export function toFailedLine(error: PaperboyError, more: Pick<CheckLine, 'minor'> = {}): CheckLine {
  const isRetryable = error instanceof DeliveryError && error.isRetryable;
  const finding = { ...error.problem, fix: () => error.sayFix() };
  return { ok: false, finding, ...(isRetryable ? { unknown: true } : {}), ...more };
}
