import { describe, expect, it } from 'vitest';
import { type Measure, rouge } from '../../../bench/summary/rouge.ts';

describe('the scorer of the bench', () => {
  it.each<[Measure, string, string[], number]>([
    // 3 of 4 words shared with 3 of 5: 2 · 3 / 9.
    ['rouge1Counted', 'We learn small models', ['we learned models of dogs'], 6 / 9],
    ['rouge1Counted', 'the the the', ['the cat'], 2 / 5],
    ['rouge1', 'the the the', ['the cat'], 2 / 3],
    ['rouge2', 'we train small nets', ['we train large nets'], 2 / 6],
    ['rougeL', 'police killed the gunman', ['police kill the gunman'], 1],
    ['rougeL', 'the gunman killed police', ['police killed the gunman'], 4 / 8],
    ['rouge1Counted', 'cats', ['dogs', 'a cat'], 2 / 3],
    ['rouge1Counted', 'many cats', ['dogs', 'many dogs'], 0.5],
    ['rouge1Counted', '', [''], 0],
  ])('%s of “%s” against %j', (measure, summary, targets, score) => {
    expect(rouge(measure, summary, targets)).toBeCloseTo(score, 10);
  });
});
