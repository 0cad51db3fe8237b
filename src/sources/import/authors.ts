import { parseAuthorName, toReadableName } from '../../core/paper/author-name.ts';
import { PAPER_LIMITS } from '../../core/paper/paper-limits.ts';

const { authors: MAX_AUTHORS, author: MAX_NAME_LENGTH } = PAPER_LIMITS;
/** Of one text that holds all authors. */
export const MAX_TEXT_LENGTH = 200_000;
/** Of one part of a name, before white space is folded. */
const MAX_PART_LENGTH = 2 * MAX_NAME_LENGTH;
const MAX_MIDDLE_NAMES = 10;

/** Of a name in these scripts no comma parts the given from the family name. */
const UNTURNED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/**
 * The authors of an imported record, given name first: a list of names, of objects (CSL, S2ORC, Zotero) or of
 * `[family, given, suffix]` (Kaggle), or one text. `undefined` when nothing of it is a name.
 */
export function parseAuthors(value: unknown): string[] | undefined {
  const names =
    typeof value === 'string'
      ? splitAuthors(
          fold(
            value.slice(0, MAX_TEXT_LENGTH).replaceAll('、', ',').replaceAll('，', ',').replaceAll('；', ';'),
          ),
        )
      : Array.isArray(value)
        ? value.slice(0, MAX_AUTHORS).map(readName)
        : [];
  const filled = names.filter((name) => name !== '').slice(0, MAX_AUTHORS);
  return filled.length > 0 ? filled.map((name) => name.slice(0, MAX_NAME_LENGTH)) : undefined;
}

function readName(item: unknown): string {
  if (typeof item === 'string') return turnAround(readText(item));
  if (Array.isArray(item)) {
    const [family = '', given = '', suffix = ''] = item.slice(0, 3).map(readText);
    return joinName(given, family, suffix);
  }
  if (typeof item !== 'object' || item === null) return '';
  const readField = (...names: readonly string[]): string => {
    const fields: Record<string, unknown> = { ...item };
    return names.map((name) => readText(fields[name])).find((text) => text !== '') ?? '';
  };
  const whole = readField('literal', 'name', 'fullName', 'full_name');
  if (whole !== '') return turnAround(whole);
  const given = [readField('given', 'first', 'firstName', 'forename'), readMiddle(item)]
    .filter(Boolean)
    .join(' ');
  const particle = readField('non-dropping-particle', 'dropping-particle');
  const family = [particle, readField('family', 'last', 'lastName', 'surname')].filter(Boolean).join(' ');
  return joinName(given, family, readField('suffix'));
}

/** S2ORC's middle names are a list. */
function readMiddle(item: object): string {
  const middle: unknown = 'middle' in item ? item.middle : undefined;
  return Array.isArray(middle) ? middle.slice(0, MAX_MIDDLE_NAMES).map(readText).join(' ') : readText(middle);
}

function readText(value: unknown): string {
  return typeof value === 'string' ? fold(value.slice(0, MAX_PART_LENGTH)) : '';
}

function joinName(given: string, family: string, suffix: string): string {
  const name = [given, family].filter(Boolean).join(' ');
  return suffix === '' ? name : `${name}, ${suffix}`;
}

/** `Lovelace, Ada` as people say it. */
function turnAround(name: string): string {
  return name.includes(',') ? toReadableName(parseAuthorName(name)) : name;
}

/** One text with all authors, white space folded: parted by semicolons, by `and`, by commas, or by both of these. */
function splitAuthors(text: string): string[] {
  if (text.includes(';')) return text.split(/ ?; ?(?:and |& ?)?/).map(turnAround);
  const parts = text.split(/ ?,? (?:and|&) /i);
  const isGroup = parts.length > 1 && 'literal' in parseAuthorName(text) && !text.includes(',');
  if (isGroup && parts.some((part) => !part.includes(' '))) return [text];
  return parts.flatMap((part) => splitByCommas(part, parts.length > 1));
}

/**
 * A comma parts two authors, or the family name from the given one. A list of full names has two words in each piece; a
 * piece of one word, of initials, or behind a `von der` is a given name.
 */
function splitByCommas(part: string, isOfMany: boolean): string[] {
  const pieces = part
    .split(',')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const [first = '', second = ''] = pieces;
  if (pieces.length < 2) return pieces;
  if (pieces.length === 2 && isFamilyFirst(first, second, isOfMany)) return [turnAround(part)];
  const areTurned =
    pieces.length % 2 === 0 && pieces.every((piece, i) => (i % 2 === 1) === areInitials(piece));
  if (areTurned) return pieces.flatMap((piece, i) => (i % 2 === 0 ? `${pieces[i + 1]} ${piece}` : []));
  const names: string[] = [];
  for (const piece of pieces) {
    const before = SUFFIX.test(piece) ? names.pop() : undefined;
    names.push(before === undefined ? piece : `${before}, ${piece}`);
  }
  return names;
}

function isFamilyFirst(first: string, second: string, isOfMany: boolean): boolean {
  if (UNTURNED.test(first + second)) return false;
  if (SUFFIX.test(second) || areInitials(second)) return true;
  const isOneWord = !second.includes(' ');
  return /^\p{Ll}/u.test(first) || (isOneWord && (isOfMany || !first.includes(' ')));
}

/** `A.`, `E. L.`, `J.-P.`, `AM` */
function areInitials(piece: string): boolean {
  return piece.length <= 12 && piece.split(/[-. ]+/).every((one) => /^\p{Lu}{0,3}$/u.test(one));
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
