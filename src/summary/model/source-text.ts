import type { Paper } from '../../core/paper/paper.ts';
import type { PaperSection } from '../../core/summary/summary.ts';
import { isInstruction } from '../text/instructions.ts';
import { fold, splitSentences, toVisible } from '../text/sentences.ts';
import { estimateTokens } from '../text/tokens.ts';

/** The part of a paper that a model is shown, and that its summary is checked against. */
export interface SourceText {
  readonly text: string;
  /** Sentences that were left out, since they address the summarizer with instructions. */
  readonly instructions: number;
  readonly hasFullText: boolean;
}

/** The most informative sections, in the order in which the token budget is spent. */
const PREFERRED: readonly RegExp[] = [
  /\bintroduction\b/i,
  /\b(?:conclusions?|discussion|summary)\b/i,
  /\b(?:results?|experiments?|evaluation)\b/i,
  /\b(?:methods?|approach|model|our)\b/i,
];
/** An abstract, or a section heading, is never longer in real papers. */
const ABSTRACT_TOKENS = 2_000;
const HEADING_CHARACTERS = 200;
/** The longest papers have 300,000 characters; thousands of headings may be as long once more. */
export const MAX_SOURCE_LENGTH = 400_000;

/**
 * Title, abstract and as much of the full text as `tokenBudget` holds, the informative sections first but in the paper's
 * order, cut between sentences.
 */
export function readSourceText(
  paper: Pick<Paper, 'title' | 'abstract'>,
  sections: readonly PaperSection[],
  tokenBudget: number,
): SourceText {
  let instructions = 0;
  const take = (text: string, tokens: number): string => {
    const chosen: string[] = [];
    let left = tokens;
    for (const sentence of splitSentences(toVisible(text))) {
      if (isInstruction(sentence)) {
        instructions += 1;
        continue;
      }
      left -= estimateTokens(sentence);
      if (left < 0) break;
      chosen.push(sentence);
    }
    return chosen.join(' ');
  };
  const title = fold(toVisible(paper.title)).slice(0, HEADING_CHARACTERS * 2);
  const head = [
    `Title: ${isInstruction(title) ? '' : title}`,
    `Abstract: ${take(paper.abstract, Math.min(ABSTRACT_TOKENS, tokenBudget))}`,
  ];
  let left = tokenBudget - estimateTokens(head.join('\n'));
  const body = new Map<PaperSection, string>();
  for (const section of byPreference(sections)) {
    if (left <= 0) break;
    const text = take(section.text, left);
    if (text === '') continue;
    const heading = fold(toVisible(section.heading)).slice(0, HEADING_CHARACTERS);
    body.set(section, `Section: ${isInstruction(heading) ? '' : heading}\n${text}`);
    left -= estimateTokens(text);
  }
  const inOrder = sections.flatMap((section) => body.get(section) ?? []);
  const text = [...head, ...inOrder].join('\n\n').slice(0, MAX_SOURCE_LENGTH);
  return { text, instructions, hasFullText: inOrder.length > 0 };
}

function byPreference(sections: readonly PaperSection[]): PaperSection[] {
  const rankHeading = ({ heading }: PaperSection): number => {
    const at = PREFERRED.findIndex((pattern) => pattern.test(heading));
    return at < 0 ? PREFERRED.length : at;
  };
  return sections.toSorted((a, b) => rankHeading(a) - rankHeading(b));
}
