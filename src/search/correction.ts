import type { Paper, PaperId } from '../core/paper.ts';
import { termOf, tokenize } from './tokenize.ts';

/** A word read as another one. */
export interface Correction {
  readonly from: string;
  readonly to: string;
  /** Only a stem is known of the other, since it stands in no title; this paper has it as a word. */
  readonly holder?: PaperId;
}

/** What a person is told of it: the word as its holder has it, and no stem. */
export function noteOf({ from, to, holder }: Correction, papers: readonly Paper[]): string {
  const paper = papers.find(({ id }) => id === holder);
  return `Searched for “${(paper && wordWithStem(to, paper.abstract)) ?? to}” instead of “${from}”.`;
}

function wordWithStem(stem: string, text: string): string | undefined {
  let found: string | undefined;
  tokenize(text, (word) => {
    if (found === undefined && termOf(word) === stem) found = word;
  });
  return found;
}
