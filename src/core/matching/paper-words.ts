import type { Paper, PaperId } from '../paper/paper.ts';
import { findPositions, type WordPositions } from './text-words.ts';

/**
 * A paper as terms and follows are matched against it. Its words are read when the first of them asks, and once: that takes up to
 * half a millisecond, and a thousand channels filter the same papers. Whoever compares papers with several things makes one of each.
 */
export class PaperWords {
  readonly paper: Paper;
  #positions: WordPositions | undefined;
  #brief: PaperWords | undefined;

  constructor(paper: Paper) {
    this.paper = paper;
  }

  /** The words of title, abstract, keywords and organization. */
  get positions(): WordPositions {
    const { title, abstract, keywords = [], organization = '' } = this.paper;
    this.#positions ??= findPositions([title, abstract, ...keywords, organization]);
    return this.#positions;
  }

  /** The same paper without its abstract. */
  get brief(): PaperWords {
    this.#brief ??= new PaperWords({ ...this.paper, abstract: '' });
    return this.#brief;
  }
}

/** Papers by their ids, to be compared with what many channels or people want. */
export function toPaperWords(papers: Iterable<Paper>): ReadonlyMap<PaperId, PaperWords> {
  return new Map(Array.from(papers, (paper) => [paper.id, new PaperWords(paper)]));
}
