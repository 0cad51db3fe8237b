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
/** `By a factor of 4`, `3 out of 4`: behind `of` such a number is no count. */
const BEFORE_OF: ReadonlySet<string> = new Set('factor factors out ratio speedup speed-up'.split(' '));
/** Behind these words no noun follows: `by 3 on average` is a difference, and `by two methods` a count. */
const AFTER_DIFFERENCES: ReadonlySet<string> = new Set('on over in at for and to'.split(' '));
/** Lists of a sentence are not longer. */
const MAX_LIST_NUMBER = 20;

/**
 * An English sentence without counts up to five and the numbers of lists. `Beats two baselines, A and B` counts what it
 * names, whatever the paper writes: of such numbers nothing follows. Multiples, differences, shares, parts, measurements and
 * versions stay.
 */
export function withoutSmallCounts(sentence: string): string {
  const tokens = sentence.split(' ');
  return tokens.filter((_, at) => !isNoEvidence(tokens, at)).join(' ');
}

function isNoEvidence(tokens: readonly string[], at: number): boolean {
  const token = tokens[at] ?? '';
  if (isListNumber(tokens, at)) return true;
  const [word = '', ...parts] = stripPunctuation(token).toLowerCase().split('-');
  if (!SMALL.has(word)) return false;
  const typed = stripPunctuation(tokens[at - 1] ?? '');
  const before = typed.toLowerCase();
  // `GPT 5` is a version, and `Table 3` another one than table 4.
  if (at > 0 && isDigit(word) && isCapitalized(typed)) return false;
  const larger = before === 'and' ? stripPunctuation(tokens[at - 2] ?? '').toLowerCase() : before;
  if (BEFORE_PARTS.has(larger) || isDifference(tokens, at) || isShare(tokens, at)) return false;
  const [next = '', afterNext = '', last = ''] = [1, 2, 3].map((ahead) => tokens[at + ahead] ?? '');
  const isMixed =
    next === 'and' && ['a', 'an'].includes(afterNext) && stripPunctuation(last).startsWith('half');
  return !isMixed && !parts.some((part) => UNITS.has(part)) && !isUnit(next, token);
}

/** `By a factor of 4`, `improves BLEU by 3.` */
function isDifference(tokens: readonly string[], at: number): boolean {
  const [before, second] = [1, 2].map((back) => removeOpening(tokens[at - back] ?? '').toLowerCase());
  if (before === 'of') return BEFORE_OF.has(second ?? '');
  if (before !== 'by') return false;
  const [token = '', next] = [tokens[at], tokens[at + 1]];
  return (
    next === undefined ||
    stripPunctuation(token) !== removeOpening(token) ||
    AFTER_DIFFERENCES.has(next.toLowerCase())
  );
}

/** Either number of `one in three`, `3 of 4` and `3 out of 4`; `one of three` counts. */
function isShare(tokens: readonly string[], at: number): boolean {
  const isWhole = [2, 3].some((back) => areShare(tokens.slice(Math.max(0, at - back), at + 1)));
  // A paper may write `one in four`, and no number is looked for in that `one`.
  const isPart = [3, 4].some((size) => areShare(tokens.slice(at, at + size)));
  return isWhole || (isPart && removeOpening(tokens[at] ?? '') !== '1');
}

function areShare(tokens: readonly string[]): boolean {
  const [part = '', ...between] = tokens.slice(0, -1).map((token) => removeOpening(token).toLowerCase());
  const whole = stripPunctuation(tokens.at(-1) ?? '').toLowerCase();
  if (!SMALL.has(part) || !SMALL.has(whole)) return false;
  const isOne = part === '1' || part === 'one';
  return ['in', 'out of', ...(isOne ? [] : ['of'])].includes(between.join(' '));
}

/** `(3)` and `3)` anywhere, `3.` at the head and behind a colon. */
function isListNumber(tokens: readonly string[], at: number): boolean {
  const [token = '', before = ':'] = [tokens[at], tokens[at - 1]];
  const isMarked =
    (token.endsWith(')') && !isInBrackets(tokens, at)) ||
    (token.endsWith('.') && ':;)'.includes(before.at(-1) ?? ''));
  const digits = token.slice(token.startsWith('(') ? 1 : 0, -1);
  return isMarked && isDigit(digits) && digits.length <= 2 && Number(digits) <= MAX_LIST_NUMBER;
}

/** Whether a bracket before it is still open: `(by a factor of 4)` is no list. */
function isInBrackets(tokens: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const [opened = -1, closed = -1] = ['(', ')'].map((bracket) => tokens[i]?.lastIndexOf(bracket));
    if (opened !== closed) return opened > closed;
  }
  return false;
}

/** What follows a comma or a bracket is no unit of the number before it. */
function isUnit(next: string, token: string): boolean {
  if (',;:.)'.includes(token.at(-1) ?? ' ')) return false;
  const [unit = ''] = stripPunctuation(next).toLowerCase().split('-');
  return '%×'.includes(next.charAt(0) || ' ') || UNITS.has(unit);
}

function isDigit(text: string): boolean {
  return text !== '' && [...text].every((character) => character >= '0' && character <= '9');
}

function isCapitalized(word: string): boolean {
  return [...word].some((letter) => letter !== letter.toLowerCase());
}

function stripPunctuation(token: string): string {
  const opened = removeOpening(token);
  let to = opened.length;
  while (to > 0 && ',;:.!?)]”"’\''.includes(opened.charAt(to - 1))) to -= 1;
  return opened.slice(0, to);
}

function removeOpening(token: string): string {
  let from = 0;
  while (from < token.length && '([“"‘\''.includes(token.charAt(from))) from += 1;
  return token.slice(from);
}
