import type { Paper } from '../../core/paper/paper.ts';
import type { PaperSection } from '../../core/summary/summary.ts';

/** A paper of the maximum length, for `check`: a server that accepts it accepts every paper. */
export const SAMPLE_PAPER: Paper = {
  id: 'local:check',
  title: 'Sorting letters by touch: a made-up paper for a check',
  abstract:
    'Post offices sort letters by sight, which fails in the dark. We present a glove that reads addresses by touch. In 40 trials it sorts 9 of 10 letters into the right box.',
  authors: ['Ada Example'],
  publishedAt: '2026-01-01T00:00:00.000Z',
};

/** More sentences than the largest request shows. */
const TRIALS = 900;

export const SAMPLE_SECTIONS: readonly PaperSection[] = [
  {
    heading: '1 Introduction',
    text: Array.from(
      { length: TRIALS },
      (_, i) => `In trial ${i + 1} the glove reads the address and drops the letter into a box.`,
    ).join(' '),
  },
];
