import { DeliveryError, type PaperboyError } from '../base/errors.ts';
import type { CheckLine } from './platform.ts';

/** What keeps posts from a channel for certain: nothing minor, and nothing that could not be asked just now. */
export function blockingLine(lines: readonly CheckLine[]): CheckLine | undefined {
  return lines.find(({ ok, minor, unknown }) => !ok && !minor && !unknown);
}

/** The line of a check that ended in an error. A platform that was away or busy has not said no. */
export function failedLine(error: PaperboyError, more: Pick<CheckLine, 'minor'> = {}): CheckLine {
  const isPassing = error instanceof DeliveryError && error.isPassing;
  const finding = { ...error.problem, fix: () => error.fix };
  return { ok: false, finding, ...(isPassing ? { unknown: true } : {}), ...more };
}
