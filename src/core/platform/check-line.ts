import type { CheckLine } from './platform.ts';

/** What keeps posts from a channel for certain: nothing minor, and nothing that could not be asked just now. */
export function blockingLine(lines: readonly CheckLine[]): CheckLine | undefined {
  return lines.find(({ ok, minor, unknown }) => !ok && !minor && !unknown);
}
