import type { SummaryStyle } from '../core/summary.ts';
import { isInstruction } from './instructions.ts';
import { type Ranked, rank } from './ranking.ts';
import { splitSentences } from './sentences.ts';

export interface Point {
  readonly label?: string;
  readonly text: string;
}

const SHORT = 3;
const RESULT =
  /\b(?:results?|experiments?|outperform\w*|achiev\w*|improv\w*|state-of-the-art|reach\w*|accuracy|faster|\d+(?:\.\d+)? ?%)/i;
const METHOD = /\b(?:we|this (?:paper|work|study)|our)\b/i;

/** A summary made of an abstract's own sentences: chosen and trimmed, nothing invented. Empty when there is no abstract. */
export function extract(abstract: string, title: string, style: SummaryStyle): Point[] {
  // A sentence that gives orders to whoever summarises is no part of the paper's story.
  const sentences = splitSentences(abstract).filter((sentence) => !isInstruction(sentence));
  if (sentences.length === 0) return [];
  const ranked = rank(sentences, title);
  if (style === 'tldr') return best(ranked, 1).map(({ text }) => ({ text }));
  if (style === 'short') return best(ranked, SHORT).map(({ sentence }) => ({ text: sentence }));
  return bullets(ranked);
}

/** The best, in the order of the text. */
function best(ranked: readonly Ranked[], count: number): Ranked[] {
  return ranked
    .toSorted((a, b) => b.score - a.score)
    .slice(0, count)
    .toSorted((a, b) => a.at - b.at);
}

/** What the problem is, what was done and what came of it: each the best sentence of its kind, where there is one. */
function bullets(ranked: readonly Ranked[]): Point[] {
  const [method] = best(
    ranked.filter(({ sentence }) => METHOD.test(sentence)),
    1,
  );
  const done = method ?? best(ranked, 1)[0];
  if (!done) return [];
  const [problem] = best(
    ranked.filter(({ at }) => at < done.at),
    1,
  );
  const [result] = best(
    ranked.filter(({ at, sentence }) => at > done.at && RESULT.test(sentence)),
    1,
  );
  return [
    ...(problem ? [{ label: 'Problem', text: problem.sentence }] : []),
    { label: 'Method', text: done.text },
    ...(result ? [{ label: 'Result', text: result.sentence }] : []),
  ];
}
