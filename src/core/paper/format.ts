import { findLanguage, type LocaleFormats } from '../base/language.ts';
import { CREATE_FORMAT, createLocaleFormats } from '../base/locale-formats.ts';
import type { Day } from '../base/time.ts';
import { texts } from './texts.ts';

const ELLIPSIS = '…';

/** How many authors a card names; one paper of the daily lists has 664. */
const AUTHORS_NAMED = 3;

/** For dates and numbers in English words, where the reader's own English is not known. */
const FALLBACK_LANGUAGE = 'en';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * At most `max` UTF-16 units, cut at a grapheme boundary (never inside an emoji or an accented letter), with an
 * ellipsis where something is missing.
 */
export function truncate(text: string, max: number): string {
  const sound = text.toWellFormed();
  if (sound.length <= max) return sound;
  if (max < ELLIPSIS.length) return '';
  const room = max - ELLIPSIS.length;
  // A grapheme can be endless (a letter with a thousand accents): no segment beyond the limit is read.
  let end = 0;
  for (const { index, segment } of segmenter.segment(sound.slice(0, room + 64))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return `${sound.slice(0, end).trimEnd()}${ELLIPSIS}`;
}

/** The same at the end of a word, where there is one. */
export function truncateAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const words = text.slice(0, max).trimEnd().split(' ');
  const whole = words.slice(0, -1).join(' ');
  return whole === '' ? truncate(text, max) : `${dropMarks(whole)}${ELLIPSIS}`;
}

/** The longest beginning that fits, at the end of a word, and no shorter than `least` even if that does not fit. */
export function truncateToFit(text: string, fits: (cut: string) => boolean, least = 1): string {
  if (fits(text)) return text;
  let [fitting, tooLong] = [Math.min(least, text.length), text.length];
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (fits(truncateAtWord(text, middle))) fitting = middle;
    else tooLong = middle;
  }
  return truncateAtWord(text, fitting);
}

/** Without the punctuation that would precede an ellipsis. */
function dropMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ' ,;:–—-…'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** `Ada Lovelace, Alan Turing, Grace Hopper and 12 more`; empty without authors. */
export function formatAuthors(authors: readonly string[], most = AUTHORS_NAMED): string {
  const names: string[] = [];
  let rest = 0;
  for (const author of authors) {
    const name = author.trim();
    if (name === '') continue;
    if (names.length < most) names.push(name);
    else rest += 1;
  }
  const named = names.join(', ');
  return rest > 0 ? texts.authorsAndMore({ names: named, count: rest }) : named;
}

/** The beginning of a title: `GLM-5V-Turbo` of `GLM-5V-Turbo: Toward a Native …`, else its first 60 characters. */
export function shortenTitle(title: string): string {
  const [, name] = /^(.{2,60}?):\s/su.exec(title) ?? [];
  return name ?? truncate(title, 60);
}

/** `982`, `1.2K`, `3.4M`, formatted for a language (a BCP 47 tag). */
export function formatCompact(count: number, language: string): string {
  return findFormat('compact', language).format(count);
}

/** `12,345` or `1.3`, formatted for a language, with at most one digit after the decimal point. */
export function formatNumber(n: number, language: string): string {
  return new Intl.NumberFormat(toUsableLanguage(language), { maximumFractionDigits: 1 }).format(n);
}

/** `Thu, Apr 30, 2026`, formatted for a language; the text itself where it is not a day. */
export function formatDay(day: Day, language: string): string {
  return formatLabel(day, language, 'day');
}

/** The same without its weekday: `Apr 30, 2026`, for reference lists. */
export function formatDate(day: Day, language: string): string {
  return formatLabel(day, language, 'date');
}

function formatLabel(day: Day, language: string, name: 'date' | 'day'): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : findFormat(name, language).format(at);
}

const ENGLISH = createLocaleFormats(FALLBACK_LANGUAGE);

/** The Englishes that platforms name. */
const ENGLISHES: ReadonlyMap<string, LocaleFormats> = new Map([
  [FALLBACK_LANGUAGE, ENGLISH],
  ['en-US', ENGLISH],
  ['en-GB', createLocaleFormats('en-GB')],
]);

/** Which one it is depends on what is being said, too. */
function findFormat<Name extends keyof LocaleFormats>(name: Name, language: string): LocaleFormats[Name] {
  const spoken = findLanguage();
  if (spoken) return spoken.formats[name];
  const known = ENGLISHES.get(language);
  if (known) return known[name];
  const tag = toUsableLanguage(language);
  return ENGLISHES.get(tag)?.[name] ?? CREATE_FORMAT[name](tag);
}

/** An instant in a time zone: `Fri, May 1, 2026, 09:00 (Europe/Paris)`. */
export function formatMoment(at: number, zone: string, language = FALLBACK_LANGUAGE): string {
  const parts = {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    // The same clock format as schedules: one message uses only one.
    hourCycle: 'h23',
  } as const;
  return `${new Intl.DateTimeFormat(toUsableLanguage(language), { timeZone: zone, ...parts }).format(at)} (${zone})`;
}

/** `April 2026`, formatted for a language, of `2026-04`; the text itself where it is not a month. */
export function formatMonth(month: string, language: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return month;
  const parts = { timeZone: 'UTC', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(toUsableLanguage(language), parts).format(at);
}

/**
 * The locale for dates and numbers: that of the words around them, since `1.2 Tsd. upvotes` would mix two languages. Where those
 * are English, whoever reads may have dates as in Great Britain.
 */
function toUsableLanguage(language: string): string {
  const spoken = findLanguage();
  if (spoken) return spoken.tag;
  if (language === FALLBACK_LANGUAGE) return language;
  try {
    const [tag = FALLBACK_LANGUAGE] = Intl.getCanonicalLocales(language);
    return new Intl.Locale(tag).language === 'en' ? tag : FALLBACK_LANGUAGE;
  } catch (error) {
    if (error instanceof RangeError) return FALLBACK_LANGUAGE;
    throw error;
  }
}
