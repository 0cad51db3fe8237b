import type { Paper } from '../paper/paper.ts';
import type { PaperView } from './message.ts';
import { type SafeText, toOneLine } from './safe-text.ts';
import { texts } from './texts.ts';

/** A paper's title in one line; its id where nothing of the title is visible. */
export function wordTitle({ title, id }: Pick<Paper, 'title' | 'id'>, max: number): SafeText {
  return toOneLine(title, max) || toOneLine(id, max);
}

/** What a reader has to know before the title; empty for nearly all papers. */
export function wordWithdrawal({ withdrawnAt }: Pick<Paper, 'withdrawnAt'>): string {
  return withdrawnAt ? texts.withdrawn() : '';
}

/** `3. Attention Is All You Need`, with what a reader has to know in between. */
export function wordNumberedTitle({ n, paper }: Pick<PaperView, 'n' | 'paper'>, max: number): string {
  const number = n === undefined ? '' : `${n}.`;
  return [number, wordWithdrawal(paper), wordTitle(paper, max)].filter((part) => part !== '').join(' ');
}
