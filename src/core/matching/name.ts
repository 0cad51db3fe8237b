import { fold } from './fold.ts';

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** What may follow a name and is not part of it. */
const SUFFIXES: ReadonlySet<string> = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);
/** Longer texts are not names. */
const MAX_NAME_LENGTH = 200;

/** The words of a person's name as people compare them: `Müller, J.-P.` is `muller`, `j` and `p`. */
export function splitName(name: string): string[] {
  const words = [...name.slice(0, MAX_NAME_LENGTH).matchAll(WORD)].map(([word]) => fold(word));
  return words.filter((word, i) => word !== '' && (i === 0 || !SUFFIXES.has(word)));
}

/** A single letter of a script that has initials. */
export function isInitial(word: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u.test(word);
}

/**
 * Whether a name matches: all wanted words, whole and in any order. An initial matches a word that
 * begins with it, on either side, where another word matches in full; initials between two full words may be missing.
 * A part of a name is enough: `Lovelace` matches every Lovelace, and `Li` does not match `Julia`.
 */
export function matchesName(wanted: readonly string[], name: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  const left = { wanted: [...wanted], name: [...name] };
  const inFull = takeWhole(left);
  if (left.wanted.length === 0) return true;
  if (inFull === 0) return false;
  takeInitials(left);
  if (left.wanted.length === 0) return true;
  return inFull >= 2 && left.name.length === 0 && left.wanted.every(isInitial);
}

/** Whether one of the words is a whole word of the name. */
export function hasAnyNameWord(wanted: readonly string[], name: readonly string[]): boolean {
  return wanted.some((word) => name.includes(word));
}

interface Left {
  readonly wanted: string[];
  readonly name: string[];
}

/** Removes what both have, also where one side writes as two words what the other writes as one; returns how many words. */
function takeWhole({ wanted, name }: Left): number {
  let taken = 0;
  for (const word of [...wanted]) {
    if (!remove(name, word)) continue;
    remove(wanted, word);
    if (!isInitial(word)) taken += 1;
  }
  return taken + takeJoined(wanted, name) + takeJoined(name, wanted);
}

/** Removes adjacent words of one side that are a single word on the other: `Zhi-Hua` and `Zhihua`. */
function takeJoined(apart: string[], together: string[]): number {
  let taken = 0;
  for (let i = 0; i < apart.length - 1; i++) {
    const pair = apart.slice(i, i + 2);
    if (!mayBeOneWord(pair) || !remove(together, pair.join(''))) continue;
    apart.splice(i, 2);
    i -= 1;
    taken += 1;
  }
  return taken;
}

/** What is left of a particle before an apostrophe: `O'Brien` is also written as one word. */
const ELIDED: ReadonlySet<string> = new Set(['d', 'l', 'o']);

/** An initial is no part of the word behind it: `S. Huang` is not `Shuang`. */
function mayBeOneWord([first = '', second = '']: readonly string[]): boolean {
  return !isInitial(first) || isInitial(second) || ELIDED.has(first);
}

/** Removes pairs of an initial and a word that begins with it. */
function takeInitials({ wanted, name }: Left): void {
  for (const word of [...wanted]) {
    const other = name.find(
      (one) => (isInitial(word) && one.startsWith(word)) || (isInitial(one) && word.startsWith(one)),
    );
    if (other === undefined) continue;
    remove(name, other);
    remove(wanted, word);
  }
}

function remove(from: string[], word: string): boolean {
  const at = from.indexOf(word);
  if (at >= 0) from.splice(at, 1);
  return at >= 0;
}
