import type { Instant } from '../base/time.ts';

const DATE_ALONE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const NAMED_ZONE = /\d\s?Z$|\b(?:GMT|UTC?|[ECMP][SD]T)\b/i;
const OFFSET = /:\d{2}[^:+-]*[+-]\d{2}:?\d{2}\b/;

/** No text that names an instant is longer. */
const MAX_LENGTH = 100;

/**
 * The instant that a text from outside names, or NaN. A time without a zone is read as UTC: JavaScript reads it in the
 * process's own zone, and the same paper would have another day on another machine.
 */
export function parseInstant(text: string): Instant {
  const typed = text.trim();
  if (typed.length > MAX_LENGTH) return Number.NaN;
  if (DATE_ALONE.test(typed) || NAMED_ZONE.test(typed) || OFFSET.test(typed)) return Date.parse(typed);
  return Date.parse(/^\d{4}-\d{2}-\d{2}T/.test(typed) ? `${typed}Z` : `${typed} UTC`);
}
