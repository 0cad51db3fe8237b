import { describe, expect, it } from 'vitest';
import type { ChosenPaper } from '../../../src/core/delivery/delivery.ts';
import { chooseDigest } from '../../../src/core/digest/digest.ts';
import { explain } from '../../../src/core/digest/rank.ts';
import { vary } from '../../../src/core/digest/vary.ts';
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

describe('a digest', () => {
  it('holds no two papers that say the same, and says of the one left out which says it', () => {
    const all = papers(4);
    const ids = all.map(({ id }) => id);
    const outcome = chooseDigest({
      subscription: { count: 2, topics: [], without: [], minVotes: 0 },
      editions: [{ day: '2026-04-30', state: 'closed', paperIds: ids, fetchedAt: NOW }],
      papers: new Map(all.map((one) => [one.id, one])),
      shown: new Set(),
      snapshots: new Map(),
      tallies: new Map(),
      now: NOW,
      vectors: new Map(ids.map((id, i) => [id, at(i === 1 ? 1 : 90 * i)])),
    });
    if (outcome.kind !== 'digest') throw new Error(outcome.reason.code);
    expect(outcome.digest.papers.map(({ paperId }) => paperId)).toEqual([ids[0], ids[2]]);
    const left = outcome.dropped.find(({ paperId }) => paperId === ids[1]);
    expect(left && wordReason(left.reason).what).toBe(`says much the same as ${ids[0]}, which was chosen`);
  });
});
