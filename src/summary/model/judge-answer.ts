import type { Coded } from '../../core/base/coded.ts';
import type { SummaryStyle } from '../../core/summary/summary.ts';
import { isDeclining, parseAnswer } from '../grounding/answer.ts';
import { type Grounded, ground } from '../grounding/grounding.ts';
import type { FormReason, StrayReason } from '../grounding/repair-reason.ts';
import { findStrayLanguage } from '../grounding/stray-language.ts';
import type { Completion } from './completion.ts';

export type Judged =
  | Grounded
  | { readonly kind: 'declined' }
  | { readonly kind: 'stray'; readonly reason: StrayReason }
  | { readonly kind: 'unreadable'; readonly reason: FormReason }
  | { readonly kind: 'cut'; readonly reason: Coded<'cut'> };

/** The result of checking a model's answer against what it was shown of the paper. */
export function judgeAnswer(
  { text, isCut }: Pick<Completion, 'text' | 'isCut'>,
  source: string,
  style: SummaryStyle,
  language: string,
): Judged {
  const answer = parseAnswer(text, style, language);
  if ('code' in answer) {
    if (isCut) return { kind: 'cut', reason: { code: 'cut', values: {} } };
    return isDeclining(text) ? { kind: 'declined' } : { kind: 'unreadable', reason: answer };
  }
  const sentences = answer.claims.map(({ text }) => text);
  const stray = findStrayLanguage(sentences, language);
  return stray === undefined ? ground(answer, source, language) : { kind: 'stray', reason: stray };
}
