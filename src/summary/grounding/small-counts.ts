import { MAGNITUDES } from './number-words.ts';

const SMALL: ReadonlySet<string> = new Set('1 2 3 4 5 one two three four five'.split(' '));
/** Behind these a number is a measurement or a multiple, and behind `two` or `3` a part or a factor: those are evidence. */
const UNITS: ReadonlySet<string> = new Set([
  ...MAGNITUDES.keys(),
  ...`times time percent point points fold folds x orders order degrees bit bits byte bytes kb mb gb tb hz fps db b m k t
  second seconds minute minutes hour hours day days week weeks month months year years ms s cm mm km dollars cents
  half third thirds quarter quarters fifth fifths sixth sixths eighth eighths tenth tenths`.split(/\s+/),
]);
/** What may stand before the last part of a longer number: `two hundred and five`, `twenty five`. */
const BEFORE_PARTS: ReadonlySet<string> = new Set([
  ...MAGNITUDES.keys(),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'.split(' '),
]);
/** Lists of a sentence are not longer. */
const MAX_LIST_NUMBER = 20;

/**
 * An English sentence without counts up to five and the numbers of lists. `Beats two baselines, A and B` counts what it
 * names, whatever the paper writes: of such numbers nothing follows. Multiples, parts, measurements and versions stay.
 */
export function withoutSmallCounts(sentence: string): string {
  const tokens = sentence.split(' ');
  return tokens.filter((_, at) => !isNoEvidence(tokens, at)).join(' ');
}

function isNoEvidence(tokens: readonly string[], at: number): boolean {
  const token = tokens[at] ?? '';
  if (isListNumber(tokens, at)) return true;
  const [word = '', ...parts] = bare(token).toLowerCase().split('-');
  if (!SMALL.has(word)) return false;
  const before = bare(tokens[at - 1] ?? '');
  // `GPT 5` is a version, and `Table 3` another one than table 4.
  if (at > 0 && isDigit(word) && isCapitalized(before)) return false;
  if (BEFORE_PARTS.has(before) || (before === 'and' && BEFORE_PARTS.has(bare(tokens[at - 2] ?? ''))))
    return false;
  const [next = '', afterNext = '', last = ''] = [1, 2, 3].map((ahead) => tokens[at + ahead] ?? '');
  const isMixed = next === 'and' && ['a', 'an'].includes(afterNext) && bare(last).startsWith('half');
  return !isMixed && !parts.some((part) => UNITS.has(part)) && !isUnit(next, token);
}

/** `(3)` and `3)` anywhere, `3.` at the head and behind a colon. */
function isListNumber(tokens: readonly string[], at: number): boolean {
  const [token = '', before = ':'] = [tokens[at], tokens[at - 1]];
  const isMarked = token.endsWith(')') || (token.endsWith('.') && ':;)'.includes(before.at(-1) ?? ''));
  const digits = token.slice(token.startsWith('(') ? 1 : 0, -1);
  return isMarked && isDigit(digits) && digits.length <= 2 && Number(digits) <= MAX_LIST_NUMBER;
}

/** What follows a comma or a bracket is no unit of the number before it. */
function isUnit(next: string, token: string): boolean {
  if (',;:.)'.includes(token.at(-1) ?? ' ')) return false;
  const [unit = ''] = bare(next).toLowerCase().split('-');
  return '%×'.includes(next.charAt(0) || ' ') || UNITS.has(unit);
}

function isDigit(text: string): boolean {
  return text !== '' && [...text].every((character) => character >= '0' && character <= '9');
}

function isCapitalized(word: string): boolean {
  return [...word].some((letter) => letter !== letter.toLowerCase());
}

function bare(token: string): string {
  let [from, to] = [0, token.length];
  while (from < to && '([“"‘\''.includes(token.charAt(from))) from += 1;
  while (to > from && ',;:.!?)]”"’\''.includes(token.charAt(to - 1))) to -= 1;
  return token.slice(from, to);
}
