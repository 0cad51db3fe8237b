import { describe, expect, it } from 'vitest';
import type { ChosenPaper } from '../../../src/core/delivery/delivery.ts';
import { chooseDigest, type DigestInput } from '../../../src/core/digest/digest.ts';
import { explain } from '../../../src/core/digest/rank.ts';
import { vary } from '../../../src/core/digest/vary.ts';
import { toPaperWords } from '../../../src/core/matching/paper-words.ts';
import { wordReason } from '../../../src/core/reason/word-reason.ts';
import { papers } from '../../support/builders.ts';

const NOW = Date.parse('2026-04-30T12:00:00Z');
const at = (degrees: number): Float32Array =>
  Float32Array.from([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
const paper = (paperId: string, score: number): ChosenPaper => ({
  paperId,
  score,
  why: [],
  day: '2026-04-30',
});

describe('vary', () => {
  const ranked = [paper('a', 10), paper('b', 9), paper('c', 8)];

  it('keeps the order where papers are not alike, or no vector is known', () => {
    const apart = new Map([
      ['a', at(0)],
      ['b', at(90)],
      ['c', at(180)],
    ]);
    for (const vectors of [apart, new Map()])
      expect(vary(ranked, 2, vectors).chosen.map(({ paperId }) => paperId)).toEqual(['a', 'b']);
  });

  it('passes over a paper that says the same as a better one, and names that one', () => {
    const vectors = new Map([
      ['a', at(0)],
      ['b', at(5)],
      ['c', at(90)],
    ]);
    const { chosen, passedOver } = vary(ranked, 2, vectors);
    expect(chosen.map(({ paperId }) => paperId)).toEqual(['a', 'c']);
    expect(passedOver.map((one) => [one.paper.paperId, one.for])).toEqual([['b', 'a']]);
  });

  it('takes it where there is nothing else, and shows what that cost it', () => {
    const vectors = new Map([
      ['a', at(0)],
      ['b', at(5)],
    ]);
    const { chosen } = vary(ranked.slice(0, 2), 2, vectors);
    expect(chosen[1]?.score).toBeLessThan(9);
    expect(explain(chosen[1]?.why ?? [], 'en')).toMatch(/^similar to a above it \(-\d/);
  });
});

/** A digest of papers that are about these things, one dimension each; the last ones are of the day before. */
function choose(
  about: readonly number[],
  { count, older = 0, ...more }: { count: number; older?: number } & Partial<DigestInput>,
) {
  const all = papers(about.length).map((one, i) => ({ ...one, upvotes: 40 - i }));
  const ids = all.map(({ id }) => id);
  const outcome = chooseDigest({
    subscription: { count, topics: [], without: [], minVotes: 0 },
    editions: [
      { day: '2026-04-30', state: 'closed', paperIds: ids.slice(0, ids.length - older), fetchedAt: NOW },
      { day: '2026-04-29', state: 'closed', paperIds: ids.slice(ids.length - older), fetchedAt: NOW },
    ],
    words: toPaperWords(all),
    shown: new Set(),
    snapshots: new Map(),
    tallies: new Map(),
    now: NOW,
    vectors: new Map(
      ids.map((id, i) => [id, Float32Array.from(about.map((_, k) => (k === about[i] ? 1 : 0)))]),
    ),
    ...more,
  });
  if (outcome.kind !== 'digest') throw new Error(outcome.reason.code);
  const reasons = new Map(outcome.dropped.map((one) => [one.paperId, wordReason(one.reason).what]));
  return { ids, chosen: outcome.digest.papers.map(({ paperId }) => paperId), reasons };
}

describe('a digest', () => {
  it('holds no two papers that say the same, and says of the one left out which says it', () => {
    const { ids, chosen, reasons } = choose([0, 0, 1, 2], { count: 2 });
    expect(chosen).toEqual([ids[0], ids[2]]);
    expect(reasons.get(ids[1] ?? '')).toBe(`says much the same as ${ids[0]}, which was chosen`);
  });

  it('is not filled up with an older paper that says the same as one of the day', () => {
    const { ids, chosen, reasons } = choose([0, 1, 0, 2], { count: 3, older: 2 });
    expect(chosen).toEqual([ids[0], ids[1], ids[3]]);
    expect(reasons.get(ids[2] ?? '')).toBe(`says much the same as ${ids[0]}, which was chosen`);
  });

  it('tries no paper that says the same as one that stays', () => {
    const about = [0, 1, 2, 3, 4, 0, 5];
    const listed = papers(about.length);
    // The sixth says what the first says; with as little known of the seventh that one is tried.
    const taste = new Map(
      listed.map(({ id }, i) => [id, { points: 0, uncertainty: i === 5 ? 5.5 : i === 6 ? 5 : 0 }]),
    );
    const { ids, chosen } = choose(about, { count: 5, taste, explores: true });
    expect(chosen).toEqual([...ids.slice(0, 4), ids[6]]);
  });
});
