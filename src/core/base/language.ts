import { AsyncLocalStorage } from 'node:async_hooks';
import type { IntlMessageFormat } from 'intl-messageformat';

/** How a language writes a day and a count. To make a format takes some hundred times as long as to use it. */
export interface LocaleFormats {
  /** `Apr 30, 2026` */
  readonly date: Pick<Intl.DateTimeFormat, 'format'>;
  /** `Thu, Apr 30, 2026` */
  readonly day: Pick<Intl.DateTimeFormat, 'format'>;
  /** `982`, `1.2K`, `3.4M` */
  readonly compact: Pick<Intl.NumberFormat, 'format'>;
}

/** What the bot says to somebody now, where that is not English. */
export interface Language {
  /** BCP 47, with the region of whoever reads: dates and numbers are written as there. */
  readonly tag: string;
  readonly formats: LocaleFormats;
  /** A message of a catalog in this language; `undefined` where it has no translation, and is said in English. */
  translate(catalog: object, key: string): IntlMessageFormat | undefined;
}

/** It holds nothing between calls ([ADR 17](../../../docs/adr/0017-languages.md)). */
const spoken = new AsyncLocalStorage<Language | undefined>();

/** Everything that `work` says, however deep below, is said in this language; `undefined` is English. */
export function speakIn<T>(language: Language | undefined, work: () => T): T {
  return spoken.run(language, work);
}

/** `undefined` for English. */
export function findLanguage(): Language | undefined {
  return spoken.getStore();
}

/** Says later what it would say now, for work that goes on outside of the caller. */
export function saveLanguage(): <T>(work: () => T) => T {
  const language = findLanguage();
  return (work) => speakIn(language, work);
}

/** For the log and for whatever else is the operator's. */
export function speakEnglish<T>(work: () => T): T {
  return spoken.run(undefined, work);
}

/** How the catalogs are written. */
export const ENGLISH = 'en-US';

/** `Monday, Wednesday and Friday`, or with `or`. */
export function formatList(
  parts: Iterable<string>,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(findLanguage()?.tag ?? ENGLISH, { type }).format(parts);
}
