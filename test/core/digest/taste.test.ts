import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TasteScores } from '../../../src/core/delivery/taste-score.ts';
import { chooseDigest } from '../../../src/core/digest/digest.ts';
import { toPaperWords } from '../../../src/core/matching/paper-words.ts';
import { readRecordedDays } from '../../../src/demo/day-files.ts';
import { parseList } from '../../../src/sources/hugging-face/parse-list.ts';
import { papers } from '../../support/builders.ts';

const DAYS = resolve(import.meta.dirname, '../../../../shared/data/hf-daily');

function choose(listed: ReturnType<typeof papers>, day: string, taste?: TasteScores, explores = false) {
  const now = Date.parse(`${day}T22:00:00Z`);
  const outcome = chooseDigest({
    subscription: { count: 5, topics: [], without: [], minVotes: 0 },
    editions: [{ day, state: 'closed', paperIds: listed.map(({ id }) => id), fetchedAt: now }],
    words: toPaperWords(listed),
    ...{ shown: new Set(['2001.00001']), snapshots: new Map(), tallies: new Map(), now, taste, explores },
  });
  if (outcome.kind !== 'digest') throw new Error(outcome.reason.code);
  return outcome.digest.papers;
}

describe('what a channel likes, in the choice of a digest', () => {
  const listed = papers(12).map((paper, i) => ({ ...paper, upvotes: 40 - i }));
  const ids = listed.map(({ id }) => id);
  const score = (points: number, uncertainty = 0) => ({ points, uncertainty });

  it('adds its points and says why', () => {
    const like = { title: 'Attention', count: 4 };
    const taste = new Map([[ids[11] ?? '', { ...score(30), like }]]);
    const [first] = choose(listed, '2026-04-30', taste);
    expect(first?.paperId).toBe(ids[11]);
    expect(first?.why.at(-1)).toEqual({ code: 'like-liked', values: like, points: 30 });
    expect(first?.score).toBeCloseTo(first?.why.reduce((sum, { points }) => sum + points, 0) ?? 0, 6);
  });

  it('makes room for one paper of five about which little is known, and says so', () => {
    const taste = new Map(ids.map((id, i) => [id, score(0, i === 10 ? 50 : 1)]));
    const chosen = choose(listed, '2026-04-30', taste, true);
    expect(chosen.map(({ paperId }) => paperId)).toEqual([...ids.slice(0, 4), ids[10]]);
    expect(chosen.at(-1)?.why.at(-1)).toEqual({ code: 'tried', values: {}, points: 0 });
    expect(choose(listed, '2026-04-30', taste, false).map(({ paperId }) => paperId)).toEqual(ids.slice(0, 5));
  });

  it('does not try anything where the best known is the best anyway', () => {
    const taste = new Map(ids.map((id) => [id, score(0, 1)]));
    expect(choose(listed, '2026-04-30', taste, true)).toEqual(choose(listed, '2026-04-30'));
  });
});

describe.skipIf(!existsSync(DAYS))('on every recorded day (skipped without ../shared)', () => {
  it('a channel whose past says nothing gets exactly the public order, exploring or not', () => {
    const files = readRecordedDays(DAYS);
    for (const day of files.days) {
      const listed = parseList(files.read(day), 'recording').papers;
      const expected = choose([...listed], day);
      expect(choose([...listed], day, undefined, true), day).toEqual(expected);
      expect(choose([...listed], day, new Map(), true), day).toEqual(expected);
    }
  }, 120_000);
});
