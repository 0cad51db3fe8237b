import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explain,
  findRise,
  listReasonsBesideFacts,
  POINTS,
  rank,
  readRise,
} from '../../../src/core/digest/rank.ts';
import type { Snapshot } from '../../../src/core/paper/paper-store.ts';
import { wordReason } from '../../../src/core/reason/word-reason.ts';
import { NO_VOTES } from '../../../src/core/vote/vote.ts';
import { aPaper } from '../../support/builders.ts';

const NOW = Date.parse('2026-04-30T12:00:00Z');
const HOUR = 3_600_000;
const score = (fields: Parameters<typeof aPaper>[0] = {}, rest: Partial<Parameters<typeof rank>[0]> = {}) =>
  rank({ paper: aPaper(fields), day: '2026-04-30', snapshots: [], tally: NO_VOTES, ...rest }, NOW).score;

describe('rank', () => {
  it('is the sum of the parts that it names', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.nat(500),
        fc.nat(100_000),
        fc.nat(20),
        fc.nat(20),
        (upvotes, comments, stars, up, down) => {
          const ranked = rank(
            {
              paper: aPaper({ upvotes, comments, stars }),
              day: '2026-04-28',
              snapshots: [],
              tally: { up, down },
            },
            NOW,
          );
          const sum = ranked.why.reduce((total, { points }) => total + points, 0);
          expect(ranked.score).toBeCloseTo(sum, 6);
          expect(Number.isFinite(ranked.score)).toBe(true);
        },
      ),
    );
  });

  it('never falls when a count rises', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('upvotes' as const, 'comments' as const, 'stars' as const),
        fc.nat(5000),
        fc.nat(5000),
        (field, a, b) => {
          expect(score({ [field]: Math.max(a, b) })).toBeGreaterThanOrEqual(
            score({ [field]: Math.min(a, b) }),
          );
        },
      ),
    );
  });

  it('takes a point a day off an older edition', () => {
    expect(score({}, { day: '2026-04-28' }) - score({}, { day: '2026-04-30' })).toBeCloseTo(
      2 * POINTS.perDayOfAge,
    );
  });

  it('lets the own community lift or sink a paper, up to a bound', () => {
    expect(score({}, { tally: { up: 2, down: 0 } }) - score()).toBe(3);
    expect(score({}, { tally: { up: 0, down: 100 } }) - score()).toBe(-POINTS.maxForOwnVotes);
  });

  it('bounds what an old repository full of stars is worth', () => {
    expect(score({ stars: 10_000_000 }) - score({ stars: 0 })).toBe(POINTS.maxForStars);
  });

  it('puts the paper that rises before its equal that rests', () => {
    const rising: Snapshot[] = [
      { at: NOW - 24 * HOUR, upvotes: 10 },
      { at: NOW, upvotes: 60 },
    ];
    const resting: Snapshot[] = [{ at: NOW - 24 * HOUR, upvotes: 60 }];
    expect(score({ upvotes: 60 }, { snapshots: rising })).toBeGreaterThan(
      score({ upvotes: 60 }, { snapshots: resting }),
    );
  });

  it('counts absent numbers as nothing known, and says nothing of them', () => {
    const paper = { id: '2604.00001', title: 'Bare', abstract: '', authors: [] };
    expect(rank({ paper, day: '2026-04-30', snapshots: [], tally: NO_VOTES }, NOW)).toEqual({
      score: 0,
      why: [],
    });
  });
});

describe('the rise of a paper', () => {
  const rise = (upvotes: number, snapshots: readonly Snapshot[], readAt?: number) =>
    findRise({ upvotes }, snapshots, readAt, NOW);

  it('is unknown where it was read once, whenever it was listed, and brings neither points nor words', () => {
    const once = [{ at: NOW - 3 * HOUR, upvotes: 50 }];
    expect(rise(50, [])).toBeUndefined();
    expect(rise(50, once)).toBeUndefined();
    const listedAt = new Date(NOW - 2 * 24 * HOUR).toISOString();
    const { why } = rank(
      { paper: aPaper({ upvotes: 50, listedAt }), day: '2026-04-28', snapshots: once, tally: NO_VOTES },
      NOW,
    );
    expect(why.map((part) => wordReason(part).what)).toEqual(['50 upvotes', '2 comments', '2 days old']);
  });

  it('is what came between two readings, in the hours between them', () => {
    const snapshots = [
      { at: NOW - 8 * HOUR, upvotes: 0 },
      { at: NOW, upvotes: 139 },
    ];
    expect(rise(139, snapshots)).toEqual({ gained: 139, hours: 8 });
    const { why } = rank(
      { paper: aPaper({ upvotes: 139 }), day: '2026-04-30', snapshots, tally: NO_VOTES },
      NOW,
    );
    expect(readRise(why)).toEqual({ gained: 139, hours: 8 });
  });

  it('goes on to a later reading that brought no change', () => {
    const snapshots = [
      { at: NOW - 9 * HOUR, upvotes: 10 },
      { at: NOW - 8 * HOUR, upvotes: 30 },
    ];
    expect(rise(30, snapshots)).toEqual({ gained: 20, hours: 1 });
    expect(rise(30, snapshots, NOW)).toEqual({ gained: 20, hours: 9 });
  });

  it('looks back one day', () => {
    const snapshots = [
      { at: NOW - 30 * HOUR, upvotes: 70 },
      { at: NOW - 25 * HOUR, upvotes: 80 },
      { at: NOW - 2 * HOUR, upvotes: 100 },
    ];
    expect(rise(100, snapshots)).toEqual({ gained: 20, hours: 23 });
  });

  it('is no pace after a few minutes, and never negative', () => {
    expect(rise(12, [{ at: NOW - 600_000, upvotes: 2 }], NOW)).toBeUndefined();
    expect(rise(1, [{ at: NOW - 10 * HOUR, upvotes: 9 }], NOW)).toBeUndefined();
  });
});

describe('reasonsBesideFacts', () => {
  it('say nothing that the line of facts says by itself', () => {
    const why = [
      { code: 'upvotes', values: { count: 69 }, points: 12.26 },
      { code: 'rising', values: { gained: 172, hours: 8 }, points: 7.44 },
      { code: 'own-votes', values: { net: 2 }, points: 3 },
      { code: 'text', values: { text: '82 upvotes' }, points: 3 },
      { code: 'age', values: { days: 2 }, points: -2 },
    ] as const;
    expect(listReasonsBesideFacts(why)).toBe('');
  });
});

describe('explain', () => {
  it('names the largest part first', () => {
    const why = [
      { code: 'comments', values: { count: 3 }, points: 1 },
      { code: 'age', values: { days: 2 }, points: -2 },
      { code: 'upvotes', values: { count: 82 }, points: 12.75 },
    ] as const;
    expect(explain(why, 'en')).toBe('82 upvotes (+12.8), 2 days old (-2), 3 comments (+1)');
  });

  it('has no number where a part brings no points, or too few to be shown', () => {
    const why = [
      { code: 'upvotes', values: { count: 82 }, points: 12.75 },
      { code: 'suits', values: {}, points: 0.04 },
      { code: 'tried', values: {}, points: 0 },
    ] as const;
    expect(explain(why, 'en')).toBe(
      '82 upvotes (+12.8), like what you vote for here, something different, to learn what you like',
    );
  });
});
