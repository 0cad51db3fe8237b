import { IntlMessageFormat } from 'intl-messageformat';
import { LRUCache } from 'lru-cache';
import { nameParts, type ProblemMessages, type Problems, type Texts } from './catalog.ts';
import { type Language, speakIn } from './language.ts';
import { createLocaleFormats } from './locale-formats.ts';

/** The translated messages of one catalog, by key; those of a problem are `key.what` and `key.fix`. */
export interface TranslatedCatalog {
  readonly catalog: object;
  readonly messages: ReadonlyMap<string, string>;
}

/** A folder of `languages`. */
export interface Translation {
  /** BCP 47, as `de`. */
  readonly tag: string;
  readonly catalogs: readonly TranslatedCatalog[];
}

/** Messages of a catalog in another language. What is left out is said in English. */
export function translateTexts<const Messages>(
  catalog: Texts<Messages>,
  messages: { readonly [Key in keyof Messages]?: string },
): TranslatedCatalog {
  return { catalog, messages: new Map(Object.entries<string>(messages as Record<string, string>)) };
}

/** The same for problems. */
export function translateProblems<const Messages>(
  catalog: Problems<Messages>,
  messages: { readonly [Key in keyof Messages]?: Partial<Pick<ProblemMessages, 'what' | 'fix'>> },
): TranslatedCatalog {
  const given = Object.entries(messages as Record<string, Partial<Pick<ProblemMessages, 'what' | 'fix'>>>);
  return { catalog, messages: new Map(given.flatMap(([key, parts]) => [...nameParts(key, parts)])) };
}

/** The languages that the bot has texts in. English is always there. */
export interface Languages {
  /** Runs `work` in the language of a BCP 47 tag: in English where there are no texts in it. */
  speak<T>(tag: string | undefined, work: () => T): T;
  /** Whether there are texts in this language. */
  has(tag: string): boolean;
}

/** A language is spoken with the dates and numbers of a region: so many of them keep their formats. */
const MAX_REGIONS = 40;

export function createLanguages(translations: readonly Translation[]): Languages {
  const translators = new Map(translations.map((given) => [given.tag, createTranslator(given)]));
  const regions = new LRUCache<string, Language>({ max: MAX_REGIONS });
  const find = (tag: string): Language | undefined => {
    const locale = parseLocale(tag);
    const translate = locale && (translators.get(locale.baseName) ?? translators.get(locale.language));
    if (!translate) return undefined;
    const { baseName } = locale;
    const known = regions.get(baseName);
    if (known) return known;
    const language = { tag: baseName, translate, formats: createLocaleFormats(baseName) };
    regions.set(baseName, language);
    return language;
  };
  return {
    speak: (tag, work) => speakIn(tag === undefined ? undefined : find(tag), work),
    has: (tag) => parseLocale(tag)?.language === 'en' || find(tag) !== undefined,
  };
}

/** Only English. */
export const ONLY_ENGLISH: Languages = createLanguages([]);

/** A message is parsed when it is first shown. */
function createTranslator({ tag, catalogs }: Translation): Language['translate'] {
  const byCatalog = new Map(catalogs.map(({ catalog, messages }) => [catalog, messages]));
  const parsed = new Map<string, IntlMessageFormat>();
  return (catalog, key) => {
    const message = byCatalog.get(catalog)?.get(key);
    if (message === undefined) return undefined;
    const known = parsed.get(message);
    if (known) return known;
    const format = new IntlMessageFormat(message, tag);
    parsed.set(message, format);
    return format;
  };
}

function parseLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
