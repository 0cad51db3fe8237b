/** The parts of a name, as reference managers need them. */
export type AuthorName =
  | {
      readonly given: string;
      /** `van`, `de la`: it precedes the family name, and is ignored when names are sorted. */
      readonly particle: string;
      readonly family: string;
      /** `Jr.`, `III`. */
      readonly suffix: string;
    }
  /** A team, a company, or one word: its parts are never reordered. */
  | { readonly literal: string };

const SUFFIX = /^(?:jr|sr|ii|iii|iv|esq|ph\.? ?d|m\.? ?d)\.?$/i;
const GROUP =
  /(?:^|\s)(?:team|group|collaboration|consortium|labs?|laboratory|inc\.?|ltd\.?|gmbh|university|institute|research|project|community|foundation|initiative|network|committee|authors|ai)(?:$|\s)/i;
/** Scripts in which the family name is written first. */
const FAMILY_FIRST = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\s・]+$/u;
const PARTICLE = /^['’]?\p{Ll}/u;

/** Parses a name as papers print it: `Ludwig van Beethoven`, `Martin Luther King, Jr.`, `Lovelace, Ada`, `王 小明`. */
export function parseAuthorName(text: string): AuthorName {
  const name = text.replace(/\s+/g, ' ').trim();
  const [first = '', ...more] = name.split(/ ?, ?/);
  if (GROUP.test(name) || more.length > 2) return { literal: name };
  const suffix = more.find((part) => SUFFIX.test(part)) ?? '';
  const [given, tooMany] = more.filter((part) => part !== suffix);
  if (tooMany !== undefined) return { literal: name };
  const words = first.split(' ');
  if (given !== undefined) return { given, ...splitFamily(words), suffix };
  const last = words.at(-1) ?? '';
  if (suffix === '' && words.length > 2 && SUFFIX.test(last))
    return toPerson(words.slice(0, -1), last) ?? { literal: name };
  return toPerson(words, suffix) ?? { literal: name };
}

/** In display order: the given name first. */
export function toReadableName(name: AuthorName): string {
  if ('literal' in name) return name.literal;
  const { given, particle, family, suffix } = name;
  const person = (FAMILY_FIRST.test(family) ? [family, given] : [given, particle, family])
    .filter(Boolean)
    .join(' ');
  return suffix ? `${person}, ${suffix}` : person;
}

/**
 * The authors of a list in which an entry may contain two: `Barbara Liskov and Jeannette Wing`. A group keeps its `and`.
 */
export function parseAuthorNames(authors: readonly string[]): AuthorName[] {
  return authors.flatMap((author) => {
    const parts = author
      .replace(/\s+/g, ' ')
      .split(/ and /i)
      .map((part) => parseAuthorName(part));
    const arePeople = parts.every((part) => !('literal' in part));
    return arePeople ? parts : [parseAuthorName(author)];
  });
}

function toPerson(words: readonly string[], suffix: string): AuthorName | undefined {
  if (words.length < 2) return undefined;
  if (FAMILY_FIRST.test(words.join(' ')))
    return { given: words.slice(1).join(' '), particle: '', family: words[0] ?? '', suffix };
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && PARTICLE.test(word));
  const at = particle > 0 ? particle : words.length - 1;
  return { given: words.slice(0, at).join(' '), ...splitFamily(words.slice(at)), suffix };
}

function splitFamily(words: readonly string[]): { readonly particle: string; readonly family: string } {
  const begins = words.findIndex((word) => !PARTICLE.test(word));
  const at = begins < 0 ? words.length - 1 : begins;
  return { particle: words.slice(0, at).join(' '), family: words.slice(at).join(' ') };
}
