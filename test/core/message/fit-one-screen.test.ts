import { describe, expect, it } from 'vitest';
import { fitOneScreen } from '../../../src/core/message/fit-one-screen.ts';
import type { PaperView } from '../../../src/core/message/message.ts';
import { aPaper, aView } from '../../support/builders.ts';

const SHORT = 'In one line.';

/** A paper whose title and sentence take so many lines of a phone. */
function entry(titleLines: number, sentenceLines: number): PaperView {
  const title = 'x'.repeat(titleLines * 37 - 3);
  const line = 'y'.repeat(sentenceLines * 39);
  return aView({ paper: aPaper({ title }), summary: { text: line, line, shortLine: SHORT, by: 'abstract' } });
}

const areShort = (entries: readonly PaperView[]) =>
  fitOneScreen(entries).map(({ summary }) => summary?.line === SHORT);

describe('five papers on a phone', () => {
  it('have whole sentences where they fit', () => {
    expect(areShort(Array.from({ length: 5 }, () => entry(2, 3)))).toEqual(Array(5).fill(false));
  });

  it('are shortened where they do not, first where most is saved, and no more than needed', () => {
    const entries = [entry(2, 2), entry(3, 3), entry(2, 3), entry(3, 2), entry(4, 4)];
    expect(areShort(entries)).toEqual([false, false, false, false, true]);
  });

  it('more of them are left alone: they are scrolled anyway', () => {
    expect(areShort(Array.from({ length: 6 }, () => entry(4, 4)))).toEqual(Array(6).fill(false));
  });
});
