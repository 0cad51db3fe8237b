import { describe, expect, it } from 'vitest';
import { cutAtClause } from '../../../src/summary/one-line/cut-at-clause.ts';
import { endsWell } from '../../support/ends-well.ts';
import { listLabeledCuts } from '../../support/labeled-cuts.ts';

const LABELED = listLabeledCuts();
const SENTENCES = [...new Set(LABELED.map(({ sentence }) => sentence))];

/** Without the punctuation that precedes an ellipsis. */
const toBare = (cut: string): string => cut.replace(/[,;:–—…]+$/u, '');

const BY_CUT = new Map(LABELED.map(({ cut, isRight }) => [toBare(cut), isRight]));

describe('what people marked in 64 sentences of the bundled days', () => {
  it('is judged right or wrong by the grammar that checks recorded days, 19 times in 20', () => {
    expect(SENTENCES).toHaveLength(64);
    const wrong = LABELED.filter(({ sentence, cut, isRight }) => endsWell(sentence, cut) !== isRight);
    expect(wrong.length / LABELED.length).toBeLessThanOrEqual(0.05);
  });

  it('is where sentences are cut: never at a place marked as wrong, however much space there is', () => {
    const cuts = SENTENCES.flatMap((sentence) =>
      Array.from({ length: 71 }, (_, i) => cutAtClause(sentence, 50 + i)).filter((cut) => cut?.endsWith('…')),
    );
    const marked = [...new Set(cuts.map((cut = '') => toBare(cut)))].filter((cut) => BY_CUT.has(cut));
    expect(marked.length).toBeGreaterThan(50);
    expect(marked.filter((cut) => BY_CUT.get(cut) === false)).toEqual([]);
  });
});
