import { parseInstant } from '../core/paper/instant.ts';
/**
 * How long until a window that is used up opens again, in milliseconds, from `RateLimit: "api";r=0;t=189` (remaining
 * requests, seconds to the reset); `undefined` while there is room.
 */
export function windowResetMs(headers: Headers): number | undefined {
  const text = headers.get('ratelimit') ?? '';
  const remaining = numberAfter(text, 'r');
  const seconds = numberAfter(text, 't');
  return remaining === 0 && seconds !== undefined ? seconds * 1000 : undefined;
}

function numberAfter(text: string, name: string): number | undefined {
  const [, digits] = new RegExp(`[;,]\\s*${name}=(\\d{1,6})(?:[;,]|$)`).exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What `Retry-After` asks for, in milliseconds: seconds or a date, which is read by the source's own clock if it tells it. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = parseInstant(text);
  if (Number.isNaN(at)) return undefined;
  const theirs = parseInstant(headers.get('date') ?? '');
  return Math.max(0, at - (Number.isNaN(theirs) ? now : theirs));
}
