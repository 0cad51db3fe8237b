import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreLabels, writeLabelTable } from '../../bench/summary/label-table.ts';
import { readLabeled } from '../../bench/summary/labeled.ts';
import { splitSentences } from '../../src/summary/text/sentences.ts';

const SET = new URL('../../../shared/data/aspects/labelled.jsonl.gz', import.meta.url).pathname;

describe.skipIf(!existsSync(SET))(
  'labels in 355 abstracts that people marked (skipped without ../shared)',
  () => {
    it('are rarely those of another part, and most abstracts still have them', () => {
      const papers = readLabeled(SET, splitSentences) ?? [];
      expect(papers).toHaveLength(355);
      const shares = scoreLabels(papers).map(({ role, given, right, wrong }) => ({
        role,
        given: given / papers.length,
        right: right / (right + wrong),
      }));
      for (const [i, [given, right]] of [
        [0.38, 0.8],
        [0.75, 0.95],
        [0.75, 0.95],
      ].entries()) {
        expect(shares[i]?.given, shares[i]?.role).toBeGreaterThan(given ?? 0);
        expect(shares[i]?.right, shares[i]?.role).toBeGreaterThan(right ?? 0);
      }
      expect(writeLabelTable(papers).split('\n')).toHaveLength(5);
    });
  },
);
