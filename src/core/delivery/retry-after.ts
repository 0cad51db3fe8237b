import type { Instant } from '../base/time.ts';
import { parseInstant } from '../paper/instant.ts';

/**
 * What `Retry-After` asks for, in milliseconds, at most `mostMs`: one answer must not stop requests forever. Seconds or a
 * date, which is read by the server's own clock if it sends it.
 */
export function retryAfterMs(headers: Headers, now: Instant, mostMs: number): number | undefined {
  const asked = readAskedMs(headers, now);
  return asked === undefined ? undefined : Math.min(asked, mostMs);
}

function readAskedMs(headers: Headers, now: Instant): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = parseInstant(text);
  if (Number.isNaN(at)) return undefined;
  const theirs = parseInstant(headers.get('date') ?? '');
  return Math.max(0, at - (Number.isNaN(theirs) ? now : theirs));
}
