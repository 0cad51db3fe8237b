import { InputError } from '../../core/base/errors.ts';
import { isInitial, splitName } from '../../core/matching/name.ts';
import { type Operators, readOperator } from '../../core/matching/operators.ts';
import { type Piece, splitQuery } from '../../core/matching/query-pieces.ts';
import { type Request, readRequest } from '../../core/matching/request.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { parsePaperId } from '../../core/paper/paper-id.ts';
import { SPELLING_MARK } from '../postings/indexed-paper.ts';
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
  /** Papers named by their ids beside other words. */
  readonly ids?: readonly PaperId[];
  /** How the topic's papers are to be ordered, where the query is a request. */
  readonly request?: RequestedOrder;
  /** What was not taken as typed, for the person. */
  readonly notes: readonly SearchNote[];
  /** It has nothing but words that nearly every paper has, and is one phrase of them. */
  readonly isCommon?: true;
  /** Why there is nothing in it to search for. */
  readonly nothing?: NothingReason;
}

/** The topic is what `words` and the others are read from. */
export interface RequestedOrder {
  readonly newest: boolean;
  readonly survey: boolean;
  /** As typed; empty in `latest papers`. */
  readonly about: string;
  /** The topic's words at their distances. */
  readonly topic: Phrase;
  /** The topic's words, of which a beginning (`trans*`) is one. */
  readonly words: readonly QueryWord[];
  /** The whole query as words of a title, which may begin like a request. */
  readonly typed: Phrase;
}

const MAX_LENGTH = 4000;
const MAX_WORDS = 200;
/** In a longer question, quotes, dashes and colons are punctuation: no paper has everything that is quoted. */
const PROSE_WORDS = 12;
/** A longer query is no person's name. */
const NAME_WORDS = 5;
/** No title has more words. */
const TITLE_WORDS = 40;
/** Titles are seldom typed beyond that. */
const HEAD_WORDS = 8;

/**
 * Reads the query language: `"a phrase"`, `-word`, `-"a phrase"`, `author:`, `org:`, `after:`, `before:`, `votes:`,
 * `code:`. Anything else is words. Throws `InputError` for an operator whose value cannot be read.
 */
export function parseQuery(text: string): ParsedQuery {
  const notes: SearchNote[] = [];
  if (text.length > MAX_LENGTH) notes.push({ code: 'longQuery', most: MAX_LENGTH });
  const typed = text.slice(0, MAX_LENGTH);
  const request = readRequest(typed);
  const typedPieces = [...splitQuery(request?.topic ?? typed)];
  const isProse = countWords(typedPieces.map(toPlainPiece)).length > PROSE_WORDS;
  const { ids, pieces } = isProse ? { ids: [], pieces: typedPieces } : readIds(typedPieces, request);
  const operators: Operators = { authors: [], organizations: [] };
  const plain: Array<{ text: string; quoted: boolean }> = [];
  const phrases: Phrase[] = [];
  const without: Phrase[] = [];
  const unknown = new Set<string>();
  let readAsWords = false;
  for (const piece of pieces) {
    const words = toPlainPiece(piece);
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
  const counted = countWords(plain);
  const words = counted.slice(0, MAX_WORDS);
  if (counted.length > MAX_WORDS) notes.push({ code: 'manyWords', most: MAX_WORDS });
  if (readAsWords) notes.push({ code: 'longQuestion' });
  if (unknown.size > 0) notes.push({ code: 'unknownOperator', names: [...unknown] });
  const line = plain.map((piece) => piece.text).join(' ');
  const inOrder = toPhrase(line);
  const asked = { ...operators, phrases, without };
  const isList = ids.length > 0 || request?.topic === '';
  return {
    ...asked,
    words,
    pairs: listPairs(inOrder),
    head: counted.length > HEAD_WORDS ? [] : inOrder,
    notes,
    ...(ids.length > 0 ? { ids } : {}),
    ...(request ? { request: toOrder(request, { topic: inOrder, words, typed }) } : {}),
    ...(demandsAnything(asked) ? {} : readFullName(line)),
    ...(words.length > 0 || isList || demandsAnything(asked) ? {} : listCommonWords(line, notes)),
  };
}

/** Beside an id these say that it is one. */
const ID_WORDS = new Set(['abs', 'arxiv', 'arxiv:', 'id', 'paper', 'pdf']);

/** The ids among the pieces, and the others; an id that nothing is asked about is no query, but the paper. */
function readIds(
  pieces: readonly Piece[],
  request: Request | undefined,
): { ids: PaperId[]; pieces: readonly Piece[] } {
  const found = pieces.map((piece) => {
    const typed = withoutQuestionMark(asTyped(piece));
    return piece.minus || piece.quoted || !hasDigit(typed) ? undefined : parsePaperId(typed);
  });
  const ids = [...new Set(found.filter((id) => id !== undefined))];
  if (ids.length === 0 || (pieces.length === 1 && !request)) return { ids: [], pieces };
  const others = pieces.filter(
    (piece, i) => found[i] === undefined && !ID_WORDS.has(piece.value.toLowerCase()),
  );
  return { ids, pieces: others };
}

/** To look for an address takes longer, and most words are none. */
function hasDigit(text: string): boolean {
  return [...text].some((character) => character >= '0' && character <= '9');
}

function withoutQuestionMark(text: string): string {
  return text.endsWith('?') ? text.slice(0, -1) : text;
}

function asTyped({ name, value }: Piece): string {
  return name === undefined ? value : `${name}:${value}`;
}

function toOrder(
  { newest, survey, topic: about }: Request,
  { typed, ...topic }: Pick<RequestedOrder, 'topic' | 'words'> & { typed: string },
): RequestedOrder {
  const inTitle = listParts(typed).map((word, offset) => ({ term: SPELLING_MARK + word, offset }));
  return { ...topic, newest, survey, about, typed: inTitle.length > TITLE_WORDS ? [] : inTitle };
}

/** Two to five words of only letters, two of them more than an initial; stop words may be parts of a name. */
function readFullName(line: string): Pick<ParsedQuery, 'fullName'> {
  const name = splitName(line);
  const isName = name.length <= NAME_WORDS && name.every((word) => /^\p{L}+$/u.test(word));
  return isName && name.filter((word) => !isInitial(word)).length > 1 ? { fullName: name } : {};
}

/** Parses a query of only stop words as a phrase, or says why it cannot be searched for. */
function listCommonWords(
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
    return readOperator(operators, name, value, listNameParts);
  } catch (error) {
    if (isProse && error instanceof InputError) return false;
    throw error;
  }
}

/** As names are filed: a hump is no seam. */
function listNameParts(name: string): string[] {
  return listParts(name.toLowerCase());
}

function toPlainPiece({ name, value, quoted }: Piece): { text: string; quoted: boolean } {
  return { text: name === undefined ? value : `${name} ${value}`, quoted };
}
