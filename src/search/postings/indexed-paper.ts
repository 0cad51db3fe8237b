import { parseInstant } from '../../core/paper/instant.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { CJK, classify, UNSPACED } from '../text/characters.ts';
import type { TermCache } from '../text/term-cache.ts';
import { hasStem, tokenize } from '../text/tokenize.ts';

/** The position of a word in a paper. */
export const TITLE = 0;
export const KEYWORD = 1;
export const BODY = 2;
export type Field = typeof TITLE | typeof KEYWORD | typeof BODY;

/**
 * Names and title words are stored in the same dictionary as words of the text, each behind a mark that no word can
 * start with, so that one kind of list serves all.
 */
export const AUTHOR_MARK = '@';
export const ORGANIZATION_MARK = '%';
/** Unstemmed words of the title: for autocomplete, and as the list of correctly spelled words. */
export const SPELLING_MARK = '=';

/** Words of title, keywords and abstract as they were written: a stem joins what a short query distinguishes. */
export const FORM_MARK = '+';

/** Two adjacent stop words: indexed so that a phrase of only such words can be found, and never used for ranking. */
const COMMON_PAIR_MARK = '~';

const MARKS = AUTHOR_MARK + ORGANIZATION_MARK + SPELLING_MARK + FORM_MARK + COMMON_PAIR_MARK;

/** Whether an entry of the dictionary is something else than a word of a text. */
export function isMarked(term: string): boolean {
  return MARKS.includes(term.charAt(0));
}

/** What two stop words side by side are filed under. */
export function toCommonPair(left: string, right: string): string {
  return `${COMMON_PAIR_MARK}${left} ${right}`;
}

/** Votes of a paper that nobody counted. */
export const NO_VOTES = -1;
/** Day of a paper without a date. */
export const NO_DAY = -1_000_000;

/** What the index stores of a paper besides its words. */
export interface PaperFacts {
  readonly id: PaperId;
  /** Days since 1970, UTC, of the first version, else of the listing; `NO_DAY` when neither is known. */
  readonly day: number;
  readonly votes: number;
  readonly hasCode: boolean;
}

/** Takes one word under which the paper is filed. */
export type TermSink = (term: string, position: number, field: Field) => void;

/** Longer texts are cut: positions are stored in 16 bits, and no abstract is near it. */
const MAX_TEXT = 40_000;
const MAX_POSITION = 65_000;
/** The rest of a longer name is not read. */
const MAX_NAME = 200;
/** Between two names or fields, so that no phrase reaches across. */
const GAP = 8;

/** The facts of a paper that filters and ids need. */
export function readFacts(paper: Paper): PaperFacts {
  const time = parseInstant(paper.publishedAt ?? paper.listedAt ?? '');
  return {
    id: paper.id,
    day: Number.isNaN(time) ? NO_DAY : Math.floor(time / 86_400_000),
    votes: paper.upvotes ?? NO_VOTES,
    hasCode: paper.codeUrl !== undefined && paper.codeUrl !== '',
  };
}

/** Hands out everything a paper is filed under, and answers how many words of text it has by field. */
export function readTerms(paper: Paper, cache: TermCache, sink: TermSink): { title: number; body: number } {
  const lengths = [0, 0, 0];
  const file = (text: string, field: Field, from: number): number => {
    let common = { word: '', position: -2 };
    return tokenize(
      text.slice(0, MAX_TEXT),
      (word, position) => {
        const term = cache.toTerm(word);
        if (field === TITLE) sink(SPELLING_MARK + word, position, TITLE);
        if (position > MAX_POSITION) return;
        if (term !== '') {
          lengths[field] = (lengths[field] ?? 0) + 1;
          sink(term, position, field);
          // It is only counted: that all are in one place takes a byte for each paper.
          if (hasStem(word)) sink(FORM_MARK + word, 0, field);
          return;
        }
        if (common.position === position - 1) sink(toCommonPair(common.word, word), common.position, field);
        common = { word, position };
      },
      from,
    );
  };
  let at = file(paper.title, TITLE, 0) + GAP;
  for (const keyword of paper.keywords ?? []) at = file(keyword, KEYWORD, at) + GAP;
  file(paper.abstract, BODY, at);
  fileNames(paper.authors, AUTHOR_MARK, sink);
  fileNames(paper.organization === undefined ? [] : [paper.organization], ORGANIZATION_MARK, sink);
  return { title: lengths[TITLE] ?? 0, body: (lengths[KEYWORD] ?? 0) + (lengths[BODY] ?? 0) };
}

function fileNames(names: readonly string[], mark: string, sink: TermSink): void {
  let at = 0;
  for (const name of names) {
    if (at > MAX_POSITION) return;
    const words: string[] = [];
    const from = at;
    // In small letters a hump is no seam: who asks for `dance` does not mean ByteDance.
    at = tokenize(
      name.slice(0, MAX_NAME).toLowerCase(),
      (word, position) => {
        if (position >= from + words.length) words.push(word);
        sink(mark + word, position, BODY);
      },
      from,
    );
    // `huggingface` is Hugging Face.
    if (mark === ORGANIZATION_MARK && words.length > 1 && words.every(isSpaced))
      sink(mark + words.join(''), from, BODY);
    at += GAP;
  }
}

/** Whether a word is of a script with spaces: of the others words overlap, and are next to each other anyway. */
function isSpaced(word: string): boolean {
  const kind = classify(word.codePointAt(0) ?? 0);
  return kind !== CJK && kind !== UNSPACED;
}
