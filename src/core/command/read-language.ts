import { InputError } from '../base/errors.ts';
import { findLanguage } from '../base/language.ts';
import { problems } from './texts.ts';

/** Languages that may also be typed by name: `German`, `deutsch`, `日本語`. Any other is known by its tag. */
const NAMED: readonly string[] =
  'ar,bn,cs,da,de,el,en,es,fa,fi,fr,he,hi,hu,id,it,ja,ko,ms,nb,nl,pl,pt,ro,ru,sv,sw,ta,th,tr,uk,ur,vi,zh'.split(
    ',',
  );
/** The same that most people want posts in, for a list of at most 25 with the one that is set. */
const USUAL: readonly string[] =
  'en,ar,bn,cs,da,de,el,es,fa,fi,fr,he,hi,id,it,ja,ko,nl,pl,pt,sv,tr,uk,zh'.split(',');
const BY_NAME: ReadonlyMap<string, string> = new Map(
  NAMED.flatMap((tag) =>
    ['en', tag].map((reader) => [nameLanguageFor(tag, reader).toLowerCase(), tag] as const),
  ),
);

/** The BCP 47 tag of a language that somebody typed by tag or by name; throws an `InputError` where it names no language. */
export function readLanguage(text: string): string {
  const typed = text.trim();
  const named = BY_NAME.get(typed.toLowerCase());
  if (named !== undefined) return named;
  try {
    const { baseName, language } = new Intl.Locale(typed);
    if (TAGS.of(language) !== undefined) return baseName;
  } catch {
    // Not even a well-formed tag.
  }
  throw new InputError(problems.languageUnknown({ typed: text.slice(0, 40) }));
}

/** `klingon` is a well-formed tag that means no language. */
const TAGS = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The languages to choose from, each with its name, the one that is set among them. */
export function listUsualLanguages(set: string): Array<{ readonly label: string; readonly value: string }> {
  return [...new Set([set, ...USUAL])].map((tag) => ({ label: nameLanguage(tag), value: tag }));
}

/** `German` for `de`; the tag itself for an unknown language. */
export function nameLanguage(tag: string): string {
  return nameLanguageFor(tag, findLanguage()?.tag ?? 'en');
}

function nameLanguageFor(tag: string, reader: string): string {
  return new Intl.DisplayNames(reader, { type: 'language' }).of(tag) ?? tag;
}
