import type { Paper } from '../paper/paper.ts';
import type { PaperTest } from './follow.ts';

/** Of a paper that names it in its abstract alone: some mention in passing what they are not about. */
const MENTIONED = 0.25;

const known = new WeakMap<Paper, Paper>();

/** How far a paper is about what a test looks for, from 0 to 1: in full where it is found outside the abstract. */
export function weighAbout(paper: Paper, fits: PaperTest): number {
  const bare = known.get(paper) ?? { ...paper, abstract: '' };
  // The same object each time: the words of a paper are cached by it.
  known.set(paper, bare);
  if (fits(bare)) return 1;
  return fits(paper) ? MENTIONED : 0;
}
