import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { OfferedSearch } from '../../core/search/search.ts';
import { tokenize, toTerm } from '../text/tokenize.ts';
import { texts } from '../texts/texts.ts';

/** A word that no paper holds, or hardly one, and the one that is likely meant. */
export interface Correction {
  readonly from: string;
  /** Absent where nothing is near. */
  readonly to?: string;
  /** Whether the other word was searched for. */
  readonly replaced: boolean;
  /** A paper holds the word after all, and only one. */
  readonly isRare?: boolean;
  /** Only a stem is known of the other, since it is in no title; this paper has it as a word. */
  readonly examplePaper?: PaperId;
}

/** What a person reads of it. */
export function toNote(correction: Correction, papers: readonly Paper[]): string {
  const { from, replaced, isRare = false } = correction;
  const to = findMeantWord(correction, papers);
  if (to === undefined) return texts.unknownWord({ word: from });
  if (isRare) return texts.rareWord({ word: from, other: to, replaced: String(replaced) });
  return replaced
    ? texts.replacedWord({ word: from, other: to })
    : texts.suggestedWord({ word: from, other: to });
}

/** The same query with the word as it was typed, in quotes, where it was replaced, and else with the other one. */
export function toOffer(correction: Correction, query: string, papers: readonly Paper[]): OfferedSearch[] {
  const { from, replaced } = correction;
  const to = findMeantWord(correction, papers);
  const at = to === undefined ? undefined : findWord(from, query);
  if (to === undefined || at === undefined) return [];
  const [word, searched] = replaced ? [from, `"${query.slice(at.start, at.end)}"`] : [to, to];
  return [{ word, query: query.slice(0, at.start) + searched + query.slice(at.end) }];
}

/** The other word as the example paper has it, instead of its stem. */
function findMeantWord({ to, examplePaper }: Correction, papers: readonly Paper[]): string | undefined {
  const paper = papers.find(({ id }) => id === examplePaper);
  return (paper && to !== undefined && wordWithStem(to, paper.abstract)) || to;
}

function wordWithStem(stem: string, text: string): string | undefined {
  let found: string | undefined;
  tokenize(text, (word) => {
    if (found === undefined && toTerm(word) === stem) found = word;
  });
  return found;
}

function findWord(wanted: string, query: string): { start: number; end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  tokenize(query, (word, _position, start, end) => {
    if (word === wanted) found ??= { start, end };
  });
  return found;
}
