import { InputError } from '../../core/base/errors.ts';
import { isInitial, nameWords } from '../../core/matching/name.ts';
import { type Operators, readOperator } from '../../core/matching/operators.ts';
import { type Piece, splitQuery } from '../../core/matching/query-pieces.ts';
import { listParts, listWords } from '../text/tokenize.ts';
import type { NothingReason, SearchNote } from './notes.ts';
import {
  countWords,
  listPairs,
  type Phrase,
  type QueryWord,
  toCommonPhrase,
  toPhrase,
} from './query-words.ts';

/** A query as understood. */
export interface ParsedQuery extends Operators {
  readonly words: readonly QueryWord[];
  /** Adjacent terms, not counting stop words, each pair once. */
  readonly pairs: ReadonlyArray<readonly [left: string, right: string]>;
  readonly phrases: readonly Phrase[];
  /** The words of a short query, for titles that begin with them; empty in a longer one. */
  readonly head: Phrase;
  /** A paper with one of these is left out. */
  readonly without: readonly Phrase[];
  /** The whole query, where it may be the full name of a person. */
  readonly fullName?: readonly string[];
  /** What was not taken as typed, for the person. */
  readonly notes: readonly SearchNote[];
  /** It has nothing but words that nearly every paper has, and is one phrase of them. */
  readonly isCommon?: true;
  /** Why there is nothing in it to search for. */
  readonly nothing?: NothingReason;
}

const MAX_LENGTH = 4000;
const MAX_WORDS = 200;
/** In a question longer than this quotes, dashes and colons are a manner of writing, and no paper holds all that is quoted. */
const PROSE_WORDS = 12;
/** More words are no person's name. */
const NAME_WORDS = 5;
/** A title is seldom typed further than that. */
const HEAD_WORDS = 8;

/**
 * Reads the query language: `"a phrase"`, `-word`, `-"a phrase"`, `author:`, `org:`, `after:`, `before:`, `votes:`,
 * `code:`. Anything else is words. Throws `InputError` for an operator whose value cannot be read.
 */
export function parseQuery(text: string): ParsedQuery {
  const notes: SearchNote[] = [];
  if (text.length > MAX_LENGTH) notes.push({ code: 'longQuery', most: MAX_LENGTH });
  const pieces = [...splitQuery(text.slice(0, MAX_LENGTH))];
  const isProse = countWords(pieces.map(plainPiece)).length > PROSE_WORDS;
  const operators: Operators = { authors: [], organizations: [] };
  const plain: Array<{ text: string; quoted: boolean }> = [];
  const phrases: Phrase[] = [];
  const without: Phrase[] = [];
  const unknown = new Set<string>();
  let readAsWords = false;
  for (const piece of pieces) {
    const words = plainPiece(piece);
    if (piece.name !== undefined) {
      if (isOperator(operators, piece.name, piece.value, isProse)) continue;
      // A title may have a colon, and an address has one.
      if (!isProse && !piece.value.startsWith('//')) unknown.add(piece.name);
    }
    const isPhrase = piece.quoted && piece.name === undefined;
    if (isProse) readAsWords ||= piece.minus || isPhrase;
    if (piece.minus && !isProse) addPhrase(without, words.text);
    else plain.push({ text: words.text, quoted: isPhrase && !isProse });
    if (isPhrase && !piece.minus && !isProse) addPhrase(phrases, words.text);
  }
  const words = countWords(plain);
  if (words.length > MAX_WORDS) notes.push({ code: 'manyWords', most: MAX_WORDS });
  if (readAsWords) notes.push({ code: 'longQuestion' });
  if (unknown.size > 0) notes.push({ code: 'unknownOperator', names: [...unknown] });
  const line = plain.map((piece) => piece.text).join(' ');
  const inOrder = toPhrase(line);
  const asked = { ...operators, phrases, without };
  return {
    ...asked,
    words: words.slice(0, MAX_WORDS),
    pairs: listPairs(inOrder),
    head: words.length > HEAD_WORDS ? [] : inOrder,
    notes,
    ...(demandsAnything(asked) ? {} : readFullName(line)),
    ...(words.length > 0 || demandsAnything(asked) ? {} : commonWords(line, notes)),
  };
}

/** Two to five words of only letters, two of them more than an initial; stop words may be parts of a name. */
function readFullName(line: string): Pick<ParsedQuery, 'fullName'> {
  const name = nameWords(line);
  const isName = name.length <= NAME_WORDS && name.every((word) => /^\p{L}+$/u.test(word));
  return isName && name.filter((word) => !isInitial(word)).length > 1 ? { fullName: name } : {};
}

/** Parses a query of only stop words as a phrase, or says why it cannot be searched for. */
function commonWords(
  line: string,
  notes: SearchNote[],
): Pick<ParsedQuery, 'phrases' | 'isCommon'> | Pick<ParsedQuery, 'nothing'> {
  const common = listWords(line);
  const phrase = toCommonPhrase(line);
  if (phrase.length > 0) {
    notes.push({ code: 'commonPhrase' });
    return { phrases: [phrase], isCommon: true };
  }
  const [word] = common;
  if (word !== undefined) return { nothing: { code: 'commonWord', word } };
  return { nothing: { code: 'emptyQuery' } };
}

/** Whether anything but words is asked for. */
function demandsAnything({
  phrases,
  without,
  authors,
  organizations,
  isLoose: _,
  ...more
}: Demands): boolean {
  const listed = phrases.length + without.length + authors.length + organizations.length;
  return listed > 0 || Object.values(more).some((value) => value !== undefined);
}

type Demands = Operators & Pick<ParsedQuery, 'phrases' | 'without'>;

function addPhrase(to: Phrase[], text: string): void {
  const phrase = toPhrase(text);
  const found = phrase.length > 0 ? phrase : toCommonPhrase(text);
  if (found.length > 0) to.push(found);
}

/** In prose a colon may follow any word: what cannot be read there is no operator. */
function isOperator(operators: Operators, name: string, value: string, isProse: boolean): boolean {
  try {
    return readOperator(operators, name, value, listParts);
  } catch (error) {
    if (isProse && error instanceof InputError) return false;
    throw error;
  }
}

function plainPiece({ name, value, quoted }: Piece): { text: string; quoted: boolean } {
  return { text: name === undefined ? value : `${name} ${value}`, quoted };
}
