import type { LocaleFormats } from './language.ts';

const DATE = { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' } as const;

/** One format by its name, for a language (a BCP 47 tag) that is seldom written. */
export const CREATE_FORMAT: { readonly [Name in keyof LocaleFormats]: (tag: string) => LocaleFormats[Name] } =
  {
    date: (tag) => new Intl.DateTimeFormat(tag, DATE),
    day: (tag) => new Intl.DateTimeFormat(tag, { ...DATE, weekday: 'short' }),
    compact: (tag) => new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 }),
  };

/** All of them. */
export function createLocaleFormats(tag: string): LocaleFormats {
  const { date, day, compact } = CREATE_FORMAT;
  return { date: date(tag), day: day(tag), compact: compact(tag) };
}
