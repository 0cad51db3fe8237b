import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLabeled } from '../../../bench/summary/labeled.ts';
import { scoreRoles } from '../../../bench/summary/role-table.ts';
import { splitSentences } from '../../../src/summary/text/sentences.ts';

const SET = new URL('../../../../shared/data/aspects/labelled.jsonl.gz', import.meta.url).pathname;
/** Fewer than the bench has, which is slower; learning takes seconds on a busy machine. */
const FOLDS = 2;
const TIMEOUT_MS = 60_000;

describe.skipIf(!existsSync(SET))(
  'the parts of 355 abstracts that people marked (skipped without ../shared)',
  () => {
    it(
      'are found in abstracts that nothing was learned from, and a label is rarely that of another part',
      () => {
        const papers = readLabeled(SET, splitSentences) ?? [];
        expect(papers).toHaveLength(355);
        const scores = scoreRoles(papers, FOLDS);
        const of = (system: string, role: string) =>
          scores.find((one) => one.system.startsWith(system) && one.role === role) ?? { found: 0, right: 0 };
        for (const [role, least] of [
          ['Problem', 0.66],
          ['Method', 0.65],
          ['Result', 0.66],
        ] as const) {
          expect(of('learned', role).found, role).toBeGreaterThan(least);
          expect(of('learned', role).right, role).toBeGreaterThan(0.85);
        }
        for (const role of ['Problem', 'Result'])
          expect(of('learned', role).found, role).toBeGreaterThan(of('hand-written', role).found + 0.08);
      },
      TIMEOUT_MS,
    );
  },
);
