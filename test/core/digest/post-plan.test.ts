import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/core/delivery/delivery.ts';
import { choosePresetReactions, planPosts, toPostId } from '../../../src/core/digest/post-plan.ts';
import { PAPERS_PER_MESSAGE } from '../../../src/core/message/message.ts';
import { papers } from '../../support/builders.ts';
import { channelId } from '../../support/ids.ts';

const KEY = { channel: channelId('discord:1234567890123456789'), slot: Date.parse('2026-04-30T09:00:00Z') };
const buildDigest = (count: number): Digest => ({
  day: '2026-04-30',
  papers: papers(count).map(({ id }) => ({ paperId: id, score: 1, why: [], day: '2026-04-30' })),
});

describe('planPosts', () => {
  it('loses no paper and overfills no post, in any layout', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom('thread' as const, 'cards' as const, 'compact' as const),
        (count, layout) => {
          const posts = planPosts(KEY, buildDigest(count), layout);
          expect(new Set(posts.flatMap(({ paperIds }) => paperIds)).size).toBe(count);
          expect(Math.max(...posts.map(({ paperIds }) => paperIds.length))).toBeLessThanOrEqual(
            PAPERS_PER_MESSAGE,
          );
          expect(posts.map(({ seq }) => seq)).toEqual(posts.map((_, i) => i));
          expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length);
        },
      ),
    );
  });

  it('hangs a card a paper under one overview', () => {
    const posts = planPosts(KEY, buildDigest(3), 'thread');
    expect(posts.map(({ kind, inThread }) => [kind, inThread])).toEqual([
      ['overview', false],
      ['card', true],
      ['card', true],
      ['card', true],
    ]);
  });

  it.each(['folded', 'carousel'] as const)('posts an overview alone, and no thread, as %s', (layout) => {
    const posts = planPosts(KEY, buildDigest(3), layout);
    expect(posts.map(({ kind, inThread, paperIds }) => [kind, inThread, paperIds.length])).toEqual([
      ['overview', false, 3],
    ]);
  });

  it('posts cards alone, or overviews alone', () => {
    expect(planPosts(KEY, buildDigest(2), 'cards').map(({ kind, inThread }) => [kind, inThread])).toEqual([
      ['card', false],
      ['card', false],
    ]);
    expect(
      planPosts(KEY, buildDigest(12), 'compact').map(({ kind, paperIds }) => [kind, paperIds.length]),
    ).toEqual([
      ['overview', 10],
      ['overview', 2],
    ]);
  });
});

describe('postId', () => {
  it('is stable, short and different for every channel, slot and place', () => {
    const ids = fc.tuple(
      fc.constantFrom('discord:1', 'discord:2', 'slack:T0LOOP/C1'),
      fc.nat(4e12),
      fc.nat(200),
    );
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const id = toPostId({ channel: channelId(a[0]), slot: a[1] }, a[2]);
        expect(id).toMatch(/^[0-9a-z.]{1,25}$/);
        expect(id === toPostId({ channel: channelId(b[0]), slot: b[1] }, b[2])).toBe(a.join() === b.join());
      }),
    );
    expect(
      toPostId({ channel: channelId('discord:18446744073709551615'), slot: 4e12 }, 200).length,
    ).toBeLessThanOrEqual(25);
  });
});

describe('presetReactionsFor', () => {
  it('puts thumbs on a card and a keycap a paper on an overview', () => {
    expect(choosePresetReactions({ kind: 'card', paperIds: ['a'] })).toEqual([
      { kind: 'up' },
      { kind: 'down' },
    ]);
    expect(choosePresetReactions({ kind: 'overview', paperIds: ['a', 'b'] })).toEqual([
      { kind: 'nth', n: 1 },
      { kind: 'nth', n: 2 },
    ]);
    expect(choosePresetReactions({ kind: 'notice', paperIds: [] })).toEqual([]);
  });
});
