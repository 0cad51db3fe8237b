import type { Paper } from '../core/paper.ts';
import { termOf, tokenize } from './tokenize.ts';

/** A word read as another one. */
export interface Correction {
  readonly from: string;
  readonly to: string;
  /** Only a stem is known of the other: it stands in no title. */
  readonly isStem: boolean;
}

/** What a person is told of it: a word as one of the papers found has it, and no stem. */
export function noteOf({ from, to, isStem }: Correction, found: readonly Paper[]): string {
  const word = isStem ? wordWithStem(to, found) : undefined;
  return `Searched for “${word ?? to}” instead of “${from}”.`;
}

function wordWithStem(stem: string, papers: readonly Paper[]): string | undefined {
  for (const { abstract } of papers) {
    let found: string | undefined;
    tokenize(abstract, (word) => {
      if (found === undefined && termOf(word) === stem) found = word;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}
