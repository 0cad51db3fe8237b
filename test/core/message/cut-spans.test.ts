import { describe, expect, it } from 'vitest';
import { cutSpans } from '../../../src/core/message/cut-spans.ts';

const SPANS = [
  { text: 'A cache for ' },
  { text: 'agents', strong: true },
  { text: ' that forget what they read' },
];
const within = (most: number) => (cut: string) => cut.length <= most;

describe('a passage that has to be shorter', () => {
  it('is left alone where it fits', () => {
    expect(cutSpans(SPANS, within(100))).toEqual(SPANS);
  });

  it('ends at a word, with styles where they were', () => {
    expect(cutSpans(SPANS, within(32))).toEqual([
      SPANS[0],
      SPANS[1],
      { text: ' that forget' },
      { text: '…' },
    ]);
    expect(cutSpans(SPANS, within(18))).toEqual([{ text: 'A cache for' }, { text: '…' }]);
  });

  it('is an ellipsis where nothing fits', () => {
    expect(cutSpans(SPANS, within(0))).toEqual([{ text: '…' }]);
  });
});
