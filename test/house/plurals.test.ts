import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { translations } from '../../languages/index.ts';
import { readMessages } from '../../src/core/base/catalog.ts';
import { findCatalogs, LITERAL, type Part } from './read-catalogs.ts';

/** Limits of ours, none of which is one; names; and sentences, which are followed by another. */
const OTHERS = new Set(['most', 'least', 'min', 'max', 'shortest', 'name', 'database', 'reason', 'where']);

/** What is counted here. */
const COUNTED =
  'abstracts authors categories channels characters comments datasets days deliveries demos editions files follows hours ' +
  'items letters likes lines links lists logins mails members messages minutes models months names options pages ' +
  'papers people places posts queries reactions records replies requests results rows seconds sentences servers stars ' +
  'stories summaries texts things times tokens topics upvotes values vectors versions votes weeks words workspaces years';

/** What would be wrong beside “1”, after a parameter. */
const NOUNS = {
  en: new RegExp(`^ (?:[a-z]+ )?(?:${COUNTED.replaceAll(' ', '|')})\\b`),
  // In German a noun has a capital letter; some are the same for one and for many.
  de: /^ (?:[a-zäöüß]+en? )?(?!Zeichen)\p{Lu}\p{Ll}+/u,
} as const;

/** Parameters that are followed by a plural noun outside of a `plural`. */
function findFixedPlurals(message: string, noun: RegExp): string[] {
  const visit = (parts: readonly Part[], isInPlural: boolean): string[] =>
    parts.flatMap((part, i) => {
      if ('children' in part) return visit(part.children, isInPlural);
      if ('options' in part)
        return Object.values(part.options).flatMap(({ value }) =>
          visit(value, isInPlural || 'pluralType' in part),
        );
      const next = parts[i + 1];
      const after = next && Number(next.type) === LITERAL && 'value' in next ? String(next.value) : '';
      const isParameter = 'value' in part && Number(part.type) !== LITERAL;
      return isParameter && !isInPlural && !OTHERS.has(part.value) && noun.test(after) ? [part.value] : [];
    });
  return visit(new IntlMessageFormat(message, 'en').getAst(), false);
}

it('a number before a noun is a plural of the library, in English', async () => {
  const wrong = [...(await findCatalogs())].flatMap(([catalog, file]) =>
    [...readMessages(catalog)].flatMap(([key, message]) =>
      findFixedPlurals(message, NOUNS.en).map((name) => `${file} ${key}: {${name}}`),
    ),
  );
  expect(wrong).toEqual([]);
});

it('a number before a noun is a plural of the library, in German', () => {
  const german = translations.find(({ tag }) => tag === 'de');
  const wrong = german?.catalogs.flatMap(({ messages }) =>
    [...messages].flatMap(([key, message]) =>
      findFixedPlurals(message, NOUNS.de).map((name) => `${key}: {${name}}`),
    ),
  );
  expect(wrong).toEqual([]);
});

it.each([
  ['{count} seconds ago', NOUNS.en, ['count']],
  ['None of the {n, number} new items', NOUNS.en, ['n']],
  ['{kind, select, a {{count} papers} other {x}}', NOUNS.en, ['count']],
  ['<b>{count} papers</b>', NOUNS.en, ['count']],
  ['{count, plural, one {# paper} other {# papers}}', NOUNS.en, []],
  ['at most {most} characters', NOUNS.en, []],
  ['{name} is here', NOUNS.en, []],
  ['vor {count} Sekunden', NOUNS.de, ['count']],
  ['{name} ist da', NOUNS.de, []],
] as const)('%s: %s', (message, noun, found) => {
  expect(findFixedPlurals(message, noun)).toEqual(found);
});
