import { toCommonPair } from '../postings/indexed-paper.ts';
import { CJK, classify } from '../text/characters.ts';
import { hasStem, tokenize, toTerm } from '../text/tokenize.ts';

/** One word of a query. */
export interface QueryWord {
  /** Folded, as typed; absent where only texts and not names are to be searched for it. */
  readonly word?: string;
  /** Its stem; never empty. */
  readonly term: string;
  /** The words typed that have this stem, where they have one. */
  readonly forms?: readonly string[];
  /** How often it was typed, or how much it matters. */
  readonly count: number;
  /** The joined form of words that are adjacent in the query. */
  readonly joined?: true;
  /** So many times of `count` it is a part of a compound, and those compounds. */
  readonly partCount?: number;
  readonly partOf?: ReadonlyArray<{ readonly word: string; readonly term: string }>;
  /** A prefix query, such as `trans*`: `term` is the prefix. */
  readonly prefix?: true;
  /** Was in quotes, or is a name by its capitals (`LoRA`): it matches only as it is written. */
  readonly literal?: true;
  /** Papers with it or an equivalent word; where absent, they are counted. */
  readonly holders?: number;
}

/** Words that must be at these distances from each other; stop words leave a gap. */
export type Phrase = ReadonlyArray<{
  readonly term: string;
  readonly offset: number;
  /** Any word that begins so will do. */
  readonly prefix?: true;
}>;

const MAX_ABBREVIATION_LENGTH = 6;

/** With fewer letters before it, `*` is a part of a name: `A*`, `Q*`. */
const MIN_PREFIX_LENGTH = 3;

/** Whether a `*` follows the word at `[start, end)`; not that of `**bold**`, nor one in the middle of a word. */
function isPrefix(text: string, start: number, end: number): boolean {
  return (
    end - start >= MIN_PREFIX_LENGTH &&
    text[end] === '*' &&
    text[start - 1] !== '*' &&
    !/[\p{L}\p{N}*]/u.test(text.charAt(end + 1))
  );
}

/** `LoRA`, `GRPO`; but not `Diffusion`, nor what was typed with the capitals locked. */
function isName(typed: string): boolean {
  return (
    /\p{Ll}\p{Lu}/u.test(typed) || (typed.length <= MAX_ABBREVIATION_LENGTH && /^\p{Lu}{2}/u.test(typed))
  );
}

type Compound = NonNullable<QueryWord['partOf']>[number];
type CountedWord = QueryWord & {
  count: number;
  forms?: string[];
  partCount?: number;
  partOf?: Compound[];
};

interface CjkPair {
  readonly word: string;
  readonly position: number;
}

function isCjkPair(word: string): boolean {
  const characters = [...word];
  return characters.length === 2 && characters.every(isCjkCharacter);
}

function isCjkCharacter(text: string): boolean {
  return classify(text.codePointAt(0) ?? 0) === CJK;
}

/** A word where it was read. */
interface Occurrence {
  readonly key: string;
  readonly position: number;
  isPart: boolean;
}

/** A compound follows its parts, and has the position of the first one. */
function markParts(
  counts: ReadonlyMap<string, CountedWord>,
  read: readonly Occurrence[],
  compound: Compound,
  from: number,
): void {
  for (const occurrence of read) {
    const word = counts.get(occurrence.key);
    if (!word || occurrence.position < from) continue;
    word.partCount = (word.partCount ?? 0) + Number(!occurrence.isPart);
    word.partOf = [...(word.partOf ?? []), compound];
    occurrence.isPart = true;
  }
}

/** The distinct words of texts, each with its number of occurrences. */
export function countWords(texts: ReadonlyArray<{ text: string; quoted: boolean }>): QueryWord[] {
  const counts = new Map<string, CountedWord>();
  for (const { text, quoted } of texts) {
    let last = -1;
    const read: Occurrence[] = [];
    let pair: CjkPair = { word: '', position: -2 };
    tokenize(text, (word, position, start, end) => {
      if (isCjkPair(word)) pair = { word, position };
      // Of two characters or more only the pairs are looked for: one character is in words of every meaning, and in names.
      else if (position - pair.position <= 1 && pair.word.includes(word)) return;
      const isJoined = position <= last;
      last = Math.max(last, position);
      const prefix = isPrefix(text, start, end);
      const term = prefix ? word : toTerm(word);
      const key = prefix ? `${term}*` : term;
      const seen = counts.get(key);
      if (isJoined && term !== '') markParts(counts, read, { word, term }, position);
      read.push({ key, position, isPart: false });
      if (seen?.forms?.includes(word) === false) seen.forms.push(word);
      if (seen) seen.count += 1;
      else if (term !== '')
        counts.set(key, {
          word,
          term,
          count: 1,
          ...(hasStem(word) && !prefix ? { forms: [word] } : {}),
          ...(isJoined ? { joined: true } : {}),
          ...(prefix ? { prefix } : {}),
          ...(quoted || isName(text.slice(start, end)) ? { literal: true } : {}),
        });
    });
  }
  return [...counts.values()];
}

/** The words of a text at their distances from each other, without stop words. */
export function toPhrase(text: string): Phrase {
  const phrase: Array<Phrase[number]> = [];
  const positions = new Set<number>();
  let first: number | undefined;
  tokenize(text, (word, position, start, end) => {
    const prefix = isPrefix(text, start, end);
    const term = prefix ? word : toTerm(word);
    // Of a compound only the parts: the joined form is at the first part's position.
    if (term === '' || positions.has(position)) return;
    positions.add(position);
    first ??= position;
    phrase.push({ term, offset: position - first, ...(prefix ? { prefix } : {}) });
  });
  return phrase;
}

/** The same for a text of only stop words, which are indexed in pairs; empty where no two are adjacent. */
export function toCommonPhrase(text: string): Phrase {
  const phrase: Array<Phrase[number]> = [];
  const words: string[] = [];
  tokenize(text, (word, position) => {
    const before = words[position - 1];
    words[position] ??= word;
    if (before !== undefined) phrase.push({ term: toCommonPair(before, word), offset: position - 1 });
  });
  return phrase;
}

/** More pairs than a query has; each costs a look-up in every paper that is reranked. */
const MAX_PAIRS = 40;

/** Adjacent terms, not counting stop words, each pair once. */
export function listPairs(phrase: Phrase): Array<readonly [left: string, right: string]> {
  const pairs = phrase.slice(1).flatMap(({ term: right }, i) => {
    const left = phrase[i]?.term;
    return left === undefined || left === right ? [] : [[left, right] as const];
  });
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()].slice(0, MAX_PAIRS);
}
