import { AUTHOR_MARK, ORGANIZATION_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import type { QueryWord } from './query-words.ts';

/** A word as typed and its stem; without `word`, names are not searched for it. */
export type SearchedWord = Pick<QueryWord, 'word' | 'term'>;

/** The dictionary entries of a word: as text, as an author's name and as an organization's. */
export function listDictionaryTexts({ word, term }: SearchedWord): string[] {
  return word === undefined ? [term] : [term, AUTHOR_MARK + word, ORGANIZATION_MARK + word];
}

/** All segments as one collection, for the time of one query: each text is looked up once. */
export class TermLookup {
  readonly segments: readonly Segment[];
  /** All papers; those deleted since the last merge still count, as they do in the postings. */
  readonly papers: number;
  /** Weighted words in a paper, on average. */
  readonly averageLength: number;
  readonly #numbers = new Map<string, readonly number[]>();

  constructor(segments: readonly Segment[]) {
    this.segments = segments;
    let papers = 0;
    let length = 0;
    for (const segment of segments) {
      papers += segment.size;
      length += segment.totalLength;
    }
    this.papers = papers;
    this.averageLength = papers === 0 ? 1 : length / papers;
  }

  /** The term's number in each segment, -1 where it does not occur. */
  find(text: string): readonly number[] {
    const known = this.#numbers.get(text);
    if (known) return known;
    const wanted = Buffer.from(text);
    const found = this.segments.map((segment) => segment.terms.find(wanted));
    this.#numbers.set(text, found);
    return found;
  }

  /** How many papers contain the text. */
  countPapersWith(text: string): number {
    let sum = 0;
    for (const [i, term] of this.find(text).entries()) {
      if (term >= 0) sum += this.segments[i]?.countPapersWith(term) ?? 0;
    }
    return sum;
  }

  /** How many papers contain the word, as text or as a name. */
  countDocuments(word: SearchedWord): number {
    return listDictionaryTexts(word).reduce((sum, text) => sum + this.countPapersWith(text), 0);
  }
}
