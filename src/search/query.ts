import { InputError } from '../core/errors.ts';
import { OPERATORS, type Operators, readOperator } from '../core/matching/operators.ts';
import { type Piece, piecesOf } from '../core/matching/query-pieces.ts';
import { partsOfText, termOf, tokenize } from './tokenize.ts';

/** One word of a query. */
export interface QueryWord {
  /** Folded, as typed; absent where only texts and not names are to be searched for it. */
  readonly word?: string;
  /** Its stem; never empty. */
  readonly term: string;
  /** How often it was typed, or how much it matters. */
  readonly count: number;
  /** The joined form of words that stand beside it in the query. */
  readonly joined?: true;
}

/** Words that must stand at these distances from each other; stop words leave a gap. */
export type Phrase = ReadonlyArray<{ readonly term: string; readonly offset: number }>;

/** A query as understood. */
export interface ParsedQuery extends Operators {
  readonly words: readonly QueryWord[];
  /** Terms that stand side by side, stop words aside, each pair once. */
  readonly pairs: ReadonlyArray<readonly [left: string, right: string]>;
  readonly phrases: readonly Phrase[];
  /** A paper with one of these is left out. */
  readonly without: readonly Phrase[];
  /** What was not taken as typed, for the person. */
  readonly notes: readonly string[];
}

const MAX_LENGTH = 4000;
const MAX_WORDS = 200;
/** In a question longer than this quotes, dashes and colons are a manner of writing, and no paper holds all that is quoted. */
const PROSE_WORDS = 12;

/**
 * Reads the query language: `"a phrase"`, `-word`, `-"a phrase"`, `author:`, `org:`, `after:`, `before:`, `votes:`,
 * `code:`. Anything else is words. Throws `InputError` for an operator whose value cannot be read.
 */
export function parseQuery(text: string): ParsedQuery {
  const notes: string[] = [];
  if (text.length > MAX_LENGTH) notes.push(`Only the first ${MAX_LENGTH} characters were searched for.`);
  const pieces = [...piecesOf(text.slice(0, MAX_LENGTH))];
  const isProse = countWords(pieces.map(wordsOfPiece)).length > PROSE_WORDS;
  const operators: Operators = { authors: [], organizations: [] };
  const plain: string[] = [];
  const phrases: Phrase[] = [];
  const without: Phrase[] = [];
  const unknown = new Set<string>();
  let readAsWords = false;
  for (const piece of pieces) {
    const words = wordsOfPiece(piece);
    if (piece.name !== undefined) {
      if (isOperator(operators, piece.name, piece.value, isProse)) continue;
      // A title may have a colon, and an address has one.
      if (!isProse && !piece.value.startsWith('//')) unknown.add(piece.name);
    }
    const isPhrase = piece.quoted && piece.name === undefined;
    if (isProse) readAsWords ||= piece.minus || isPhrase;
    if (piece.minus && !isProse) addPhrase(without, words);
    else plain.push(words);
    if (isPhrase && !piece.minus && !isProse) addPhrase(phrases, words);
  }
  const words = countWords(plain);
  if (words.length > MAX_WORDS) notes.push(`Only the first ${MAX_WORDS} different words were searched for.`);
  if (readAsWords) notes.push('In a question this long quotes and minus signs were not taken as commands.');
  if (unknown.size > 0) notes.push(noteOfUnknown([...unknown]));
  return {
    ...operators,
    words: words.slice(0, MAX_WORDS),
    pairs: pairsOf(plain.join(' ')),
    phrases,
    without,
    notes,
  };
}

function noteOfUnknown(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name}:”`);
  const known = OPERATORS.map((name) => `${name}:`);
  return `No operator is called ${shown.join(' or ')}; read as words. There are ${known.join(', ')}.`;
}

/** In prose a colon may follow any word: what cannot be read there is no operator. */
function isOperator(operators: Operators, name: string, value: string, isProse: boolean): boolean {
  try {
    return readOperator(operators, name, value, partsOfText);
  } catch (error) {
    if (isProse && error instanceof InputError) return false;
    throw error;
  }
}

function wordsOfPiece({ name, value }: Piece): string {
  return name === undefined ? value : `${name} ${value}`;
}

function addPhrase(to: Phrase[], text: string): void {
  const phrase = phraseOf(text);
  if (phrase.length > 0) to.push(phrase);
}

function phraseOf(text: string): Phrase {
  const phrase: Array<{ term: string; offset: number }> = [];
  const positions = new Set<number>();
  let first: number | undefined;
  tokenize(text, (word, position) => {
    const term = termOf(word);
    // Of a compound only the parts: the joined form stands at the first part's place.
    if (term === '' || positions.has(position)) return;
    positions.add(position);
    first ??= position;
    phrase.push({ term, offset: position - first });
  });
  return phrase;
}

/** More pairs than a question has; each costs a look into every paper that is ordered anew. */
const MAX_PAIRS = 40;

function pairsOf(text: string): Array<readonly [left: string, right: string]> {
  const phrase = phraseOf(text);
  const pairs = phrase.slice(1).flatMap(({ term: right }, i) => {
    const left = phrase[i]?.term;
    return left === undefined || left === right ? [] : [[left, right] as const];
  });
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()].slice(0, MAX_PAIRS);
}

function countWords(texts: readonly string[]): QueryWord[] {
  const counts = new Map<string, { word: string; term: string; count: number; joined?: true }>();
  for (const text of texts) {
    let last = -1;
    tokenize(text, (word, position) => {
      const isJoined = position <= last;
      last = Math.max(last, position);
      const term = termOf(word);
      const seen = counts.get(term);
      if (seen) seen.count += 1;
      else if (term !== '') counts.set(term, { word, term, count: 1, ...(isJoined ? { joined: true } : {}) });
    });
  }
  return [...counts.values()];
}
