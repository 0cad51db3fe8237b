import { truncate } from '../../core/paper/format.ts';
import { findVerb, isVerb } from '../text/verbs.ts';

const ELLIPSIS = '…';

/** A shorter text says too little under a title. */
const MIN_LENGTH = 48;

const ARTICLE = new Set('a an the'.split(/\s+/));
const CLAUSE = new Set(
  'which while whereas where because although though thereby thus using by through via who after before since'.split(
    /\s+/,
  ),
);
const PREPOSITION = new Set(
  'with for from in on across over between among within into against during beyond toward towards at'.split(
    /\s+/,
  ),
);
/** After these comes what limits a statement: it would claim more without that. */
const LIMIT = new Set(
  'if when unless only except without but provided not under unlike until yet though'.split(/\s+/),
);
/** What follows one of these belongs to it: `relies on`, `due to`, `such as`. */
const BOUND = new Set(
  `based relies rely relying depends depend depending focuses focus focusing consists consist leads lead leading led results
  resulting due compared according similar equal able unable fails fail aims aim aiming tends tend seeks how such well serves
  acts used designed shown up built builds refers refer contributes distinguish applied adapts generalizes ranging derived account
  accounting range is are be was were not both either of and or the a an to entirely solely
  only primarily mainly largely`.split(/\s+/),
);
/** `enables agents to learn`: without its end the sentence has lost its point. */
const WANTS_INFINITIVE = new Set(
  'enable enables enabling allow allows allowing help helps helping require requires requiring teach teaches cause causes'.split(
    /\s+/,
  ),
);
/** No sentence ends with one of these. */
const DANGLING = new Set(
  `the a an of to with for and or by in on at from as that which is are be into its their this these than via using such new both
  more most while between across not via can may will we our`.split(/\s+/),
);

const OPENS_PARENTHETICAL = new Set(
  'a an the featuring using which trained built based designed combining including'.split(/\s+/),
);
/** In words. */
const MAX_NAME_LENGTH = 10;

/** A whole line is worth more than a clause that ends in the middle of it. */
const LENGTH_WORTH = 1.3;

const WORTH = { clause: 0.35, comma: 0.2, verbAfterAnd: 0.3, preposition: 0.15, and: 0.08, infinitive: 0.08 };

/**
 * The sentence in at most `max` characters: whole where it fits, else up to the end of a clause, with an ellipsis. Nothing
 * where no such cut leaves a sentence that says something by itself.
 */
export function cutAtClause(sentence: string, max: number): string | undefined {
  if (sentence.length <= max) return sentence;
  const cut = cutTokens(sentence, max);
  if (cut !== undefined) return cut;
  const plain = withoutParenthetical(sentence);
  return plain === undefined || plain.length <= max ? plain : cutTokens(plain, max);
}

function cutTokens(sentence: string, max: number): string | undefined {
  const tokens = sentence.slice(0, max + 80).split(' ');
  const words = tokens.map(stripPunctuation);
  // A title without a verb has none to wait for.
  const verb = findVerb(sentence.split(' ').map(stripPunctuation));
  const least = Math.max(MIN_LENGTH, findEndOfOpening(tokens, words) + MIN_LENGTH / 2);
  let best: { readonly worth: number; readonly text: string } | undefined;
  let length = -1;
  const open = { brackets: 0, dollars: 0 };
  for (const [at, token] of tokens.entries()) {
    length += token.length + 1;
    countOpen(token, open);
    if (length > max) break;
    if (length < least || at <= verb || open.brackets > 0 || open.dollars % 2 === 1) continue;
    const worth = rateCut(tokens, words, at);
    const text = withoutMarks(tokens.slice(0, at + 1).join(' '));
    if (worth === undefined || text.length >= max || DANGLING.has(words[at] ?? '')) continue;
    const value = worth + (LENGTH_WORTH * text.length) / max;
    if (!best || value > best.worth) best = { worth: value, text };
  }
  return best && `${best.text}${ELLIPSIS}`;
}

/** `Sieve, a cache that forgets well, halves the cost` without what is between the commas. */
function withoutParenthetical(sentence: string): string | undefined {
  const tokens = sentence.split(' ');
  const words = tokens.map(stripPunctuation);
  const from = tokens.findIndex((token) => token.endsWith(','));
  if (from < 0 || from >= MAX_NAME_LENGTH || !OPENS_PARENTHETICAL.has(words[from + 1] ?? ''))
    return undefined;
  const to = tokens.findIndex(
    (token, at) =>
      at > from && token.endsWith(',') && [words[at + 1], words[at + 2]].some((word) => isVerb(word ?? '')),
  );
  if (to < 0) return undefined;
  return [...tokens.slice(0, from), (tokens[from] ?? '').slice(0, -1), ...tokens.slice(to + 1)].join(' ');
}

/** The same at a word, for a sentence without a clause to cut at. */
export function cutAtWord(sentence: string, max: number): string {
  if (sentence.length <= max) return sentence;
  const tokens = sentence.slice(0, max).split(' ').slice(0, -1);
  while (tokens.length > 1 && DANGLING.has(stripPunctuation(tokens.at(-1) ?? ''))) tokens.pop();
  const text = withoutMarks(tokens.join(' '));
  return text === '' ? truncate(sentence, max) : `${text}${ELLIPSIS}`;
}

/** How good it is to cut behind a word; nothing where that cannot be. */
function rateCut(tokens: readonly string[], words: readonly string[], at: number): number | undefined {
  const [token = '', word = '', next = '', afterNext = ''] = [
    tokens[at],
    words[at],
    words[at + 1],
    words[at + 2],
  ];
  if (LIMIT.has(next) || next === 'than' || next === 'of' || next === 'that') return undefined;
  if (token.endsWith(';') || token.endsWith(':') || DASHES.has(tokens[at + 1] ?? '')) return WORTH.clause;
  if (token.endsWith(',') && (CLAUSE.has(next) || next.endsWith('ing'))) return WORTH.clause;
  // `across text, images and sound`, `a small, fast model`: the list has hardly begun.
  if (token.endsWith(',')) return beginsList(words, at) ? undefined : WORTH.comma;
  if (BOUND.has(word) || isLooseParticiple(tokens, word, at)) return undefined;
  if (CLAUSE.has(next)) return WORTH.clause;
  if (PREPOSITION.has(next)) return WORTH.preposition;
  if (next === 'and') return isVerb(afterNext) ? WORTH.verbAfterAnd : WORTH.and;
  if (next !== 'to' || words.slice(Math.max(0, at - 6), at + 1).some((one) => WANTS_INFINITIVE.has(one)))
    return undefined;
  return WORTH.infinitive;
}

/** `, constructed | from`: what follows a participle behind a comma is all that it says. */
function isLooseParticiple(tokens: readonly string[], word: string, at: number): boolean {
  return word.endsWith('ed') && (tokens[at - 1] ?? '').endsWith(',');
}

function beginsList(words: readonly string[], at: number): boolean {
  if (ARTICLE.has(words[at - 1] ?? '')) return true;
  return words.slice(Math.max(0, at - 2), at).some((word) => PREPOSITION.has(word) || word === 'of');
}

/** Behind `By combining A and B,`: the sentence itself begins there. */
function findEndOfOpening(tokens: readonly string[], words: readonly string[]): number {
  const [first = ''] = words;
  if (!PREPOSITION.has(first) && !CLAUSE.has(first) && !LIMIT.has(first) && first !== 'to') return 0;
  const at = tokens.findIndex((token) => token.endsWith(','));
  return at < 0 ? Number.POSITIVE_INFINITY : tokens.slice(0, at + 1).join(' ').length;
}

function countOpen(token: string, open: { brackets: number; dollars: number }): void {
  for (const character of token) {
    if ('([{“'.includes(character)) open.brackets += 1;
    else if (')]}”'.includes(character)) open.brackets -= 1;
    else if (character === '$') open.dollars += 1;
  }
}

function stripPunctuation(token: string): string {
  return [...token.toLowerCase()].filter(isOfWord).join('');
}

function isOfWord(character: string): boolean {
  const isLetter = character.toLowerCase() !== character.toUpperCase();
  return isLetter || "0123456789'’-".includes(character);
}

const DASHES = new Set('– — - --'.split(/\s+/));
const MARKS = ',;:–—-';

/** Without the punctuation at its end that would precede the ellipsis. */
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && MARKS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).trimEnd();
}
