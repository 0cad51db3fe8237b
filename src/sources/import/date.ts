import { isDay } from '../../core/base/calendar.ts';
import { parseInstant } from '../../core/paper/instant.ts';

/** Seconds since 1970 have ten digits from 2001 on, and milliseconds thirteen. */
const SECONDS = { least: 1e9, most: 1e10 };
const MILLISECONDS = { least: 1e12, most: 1e13 };

const MAX_DATE_LENGTH = 100;

/** An ISO date of an imported record's date, or `undefined` when it names none. */
export function parseImportDate(value: unknown): string | undefined {
  const time = readTime(value);
  return time === undefined || Number.isNaN(new Date(time).getTime())
    ? undefined
    : new Date(time).toISOString();
}

/** A list of versions holds an object that holds a text: nothing is deeper. */
const MAX_DEPTH = 4;

function readTime(value: unknown, depth = 0): number | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'number') return parseNumber(value);
  if (typeof value === 'string') return parseText(value.trim());
  if (Array.isArray(value)) return readTime(findVersion(value), depth + 1);
  if (typeof value !== 'object' || value === null) return undefined;
  // CSL: `{ "date-parts": [[2024, 5, 2]] }`, or a text.
  if ('date-parts' in value) return parseParts(value['date-parts']);
  if ('raw' in value) return readTime(value.raw, depth + 1);
  return 'literal' in value ? readTime(value.literal, depth + 1) : undefined;
}

/** Kaggle's `versions`: the first one's date is the paper's. */
function findVersion(versions: readonly unknown[]): unknown {
  const [first] = versions;
  return typeof first === 'object' && first !== null && 'created' in first ? first.created : undefined;
}

function parseNumber(value: number): number | undefined {
  if (value >= MILLISECONDS.least && value < MILLISECONDS.most) return value;
  if (value >= SECONDS.least && value < SECONDS.most) return value * 1000;
  return parseText(String(value));
}

function parseText(text: string): number | undefined {
  if (text.length > MAX_DATE_LENGTH) return undefined;
  const plain = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  // JavaScript takes 30 February for 2 March.
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(plain) ?? [];
  if (day !== undefined && !isDay(day)) return undefined;
  const [, one = '', two = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(plain) ?? [];
  if (year === '') {
    const time = parseInstant(plain);
    return Number.isNaN(time) ? undefined : time;
  }
  // 31/01/2024 can be read in only one way; 02/03/2024 is ambiguous.
  if (Number(one) > 12) return parseParts([[year, two, one]]);
  return Number(two) > 12 || one === two ? parseParts([[year, one, two]]) : undefined;
}

function parseParts(parts: unknown): number | undefined {
  const [first] = Array.isArray(parts) ? parts : [];
  if (!Array.isArray(first)) return undefined;
  // Of an object, `Number` asks its own `valueOf`.
  const numbers = first.map((part) => (typeof part === 'object' ? Number.NaN : Number(part)));
  const [year, month = 1, day = 1] = numbers;
  const padToTwo = (number: number): string => String(number).padStart(2, '0');
  const written = `${year}-${padToTwo(month)}-${padToTwo(day)}`;
  return isDay(written) ? Date.parse(written) : undefined;
}
