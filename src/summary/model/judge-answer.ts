import type { SummaryStyle } from '../../core/summary/summary.ts';
import { isDeclining, parseAnswer } from '../grounding/answer.ts';
import { type Grounded, ground } from '../grounding/grounding.ts';
import { findStrayLanguage } from '../grounding/stray-language.ts';
import { repairs } from '../text/texts.ts';
import type { Completion } from './completion.ts';

export type Fault = 'stray' | 'cut' | 'unreadable' | 'refused';
export type Judged =
  | Grounded
  | { readonly kind: 'declined' }
  | { readonly kind: Exclude<Fault, 'refused'>; readonly reason: string };

/** The result of checking a model's answer against what it was shown of the paper. */
export function judgeAnswer(
  { text, isCut }: Pick<Completion, 'text' | 'isCut'>,
  source: string,
  style: SummaryStyle,
  language: string,
): Judged {
  const answer = parseAnswer(text, style, language);
  if (typeof answer === 'string') {
    if (isCut) return { kind: 'cut', reason: repairs.cut() };
    return isDeclining(text) ? { kind: 'declined' } : { kind: 'unreadable', reason: answer };
  }
  const sentences = answer.claims.map(({ text }) => text);
  const stray = findStrayLanguage(sentences, language);
  return stray === undefined ? ground(answer, source, language) : { kind: 'stray', reason: stray };
}
