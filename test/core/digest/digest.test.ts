import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/core/delivery/delivery.ts';
import { composePost } from '../../../src/core/digest/compose.ts';
import { chooseDigest, type DigestInput } from '../../../src/core/digest/digest.ts';
import { toPaperWords } from '../../../src/core/matching/paper-words.ts';
import type { Edition } from '../../../src/core/paper/edition.ts';
import { isEmptyDay } from '../../../src/core/reason/reason.ts';
import { wordReason } from '../../../src/core/reason/word-reason.ts';
import { findLatenessReason } from '../../../src/jobs/composing/prepare.ts';
import { aPaper, papers } from '../../support/builders.ts';
import { channelId } from '../../support/ids.ts';

const NOW = Date.parse('2026-04-30T12:00:00Z');
const edition = (day: string, paperIds: string[]): Edition => ({
  day,
  state: 'closed',
  paperIds,
  fetchedAt: NOW,
});
const input = (fields: Partial<DigestInput> = {}): DigestInput => {
  const all = papers(8);
  return {
    subscription: { count: 3, topics: [], without: [], minVotes: 0 },
    editions: [
      edition(
        '2026-04-30',
        all.map(({ id }) => id),
      ),
    ],
    words: toPaperWords(all),
    shown: new Set(),
    snapshots: new Map(),
    tallies: new Map(),
    now: NOW,
    ...fields,
  };
};
const chosen = (fields: Partial<DigestInput> = {}) => {
  const outcome = chooseDigest(input(fields));
  return outcome.kind === 'digest'
    ? outcome.digest.papers.map(({ paperId }) => paperId)
    : outcome.reason.code;
};

describe('a digest', () => {
  it('holds the best papers, best first, each with its why', () => {
    const outcome = chooseDigest(input());
    if (outcome.kind !== 'digest') throw new Error(outcome.reason.code);
    expect(outcome.digest.papers.map(({ paperId }) => paperId)).toEqual([
      '2604.00001',
      '2604.00002',
      '2604.00003',
    ]);
    expect(outcome.digest.papers[0]?.why[0]).toMatchObject({ code: 'upvotes', values: { count: 100 } });
  });

  it('accounts for every candidate: chosen, or dropped with a reason', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.subarray(papers(8).map(({ id }) => id)),
        fc.nat(120),
        (count, shown, minVotes) => {
          const outcome = chooseDigest(
            input({ subscription: { count, topics: [], without: [], minVotes }, shown: new Set(shown) }),
          );
          const posted = outcome.kind === 'digest' ? outcome.digest.papers.map(({ paperId }) => paperId) : [];
          expect([...posted, ...outcome.dropped.map(({ paperId }) => paperId)].toSorted()).toEqual(
            papers(8).map(({ id }) => id),
          );
          expect(posted.length).toBeLessThanOrEqual(count);
          expect(outcome.dropped.every(({ reason }) => wordReason(reason).what.length > 5)).toBe(true);
          for (const id of posted) expect(shown).not.toContain(id);
        },
      ),
    );
  });

  it('on a Monday shows what Friday brought', () => {
    expect(chosen({ editions: [edition('2026-04-27', []), edition('2026-04-24', ['2604.00004'])] })).toEqual([
      '2604.00004',
    ]);
  });

  it('counts a paper that is listed again on its newest day', () => {
    const outcome = chooseDigest(
      input({ editions: [edition('2026-04-30', ['2604.00001']), edition('2026-04-28', ['2604.00001'])] }),
    );
    expect(outcome.kind === 'digest' && outcome.digest.papers.map(({ day }) => day)).toEqual(['2026-04-30']);
  });

  it('leaves out a withdrawn paper', () => {
    const paper = aPaper({ id: '2604.00001', withdrawnAt: '2026-04-30' });
    expect(chosen({ words: toPaperWords([paper]) })).toBe('all-shown');
  });

  it('is the same whatever the order of equals', () => {
    const all = papers(8, { upvotes: 5 });
    const words = toPaperWords(all);
    const ids = all.map(({ id }) => id);
    expect(chosen({ words, editions: [edition('2026-04-30', ids)] })).toEqual(
      chosen({ words, editions: [edition('2026-04-30', ids.toReversed())] }),
    );
  });
});

describe('when there is nothing to post', () => {
  it('distinguishes no edition, all shown and all filtered', () => {
    expect(chosen({ editions: [] })).toBe('no-edition');
    expect(chosen({ shown: new Set(papers(8).map(({ id }) => id)) })).toBe('all-shown');
    expect(chosen({ subscription: { count: 3, topics: [], without: [], minVotes: 9999 } })).toBe(
      'all-filtered',
    );
  });

  it('says it in words', () => {
    const outcome = chooseDigest(input({ shown: new Set(papers(8).map(({ id }) => id)) }));
    expect(outcome.kind === 'nothing' && wordReason(outcome.reason).what).toBe(
      'No new papers: this channel has seen all 8 papers of Apr 30, 2026.',
    );
  });

  it('each of its reasons differs from those of a pause or a bot that was away', () => {
    const seen = new Set(papers(8).map(({ id }) => id));
    const picky = { count: 3, topics: [], without: [], minVotes: 1e6 };
    const reasons = [{ editions: [] }, { shown: seen }, { subscription: picky }].map((fields) => {
      const outcome = chooseDigest(input(fields));
      return outcome.kind === 'nothing' ? outcome.reason : undefined;
    });
    expect(reasons.map((reason) => reason !== undefined && isEmptyDay(reason))).toEqual([true, true, true]);
    const slot = NOW - 30 * 3_600_000;
    const delivery: Delivery = {
      channel: channelId('discord:1'),
      slot,
      kind: 'digest',
      state: 'due',
      attempts: 0,
      runAt: NOW,
      updatedAt: NOW,
    };
    const late = (['skip', 'latest'] as const).map((catchUp) =>
      findLatenessReason(delivery, { catchUp }, 1, NOW),
    );
    expect(late.map((reason) => reason !== undefined && !isEmptyDay(reason))).toEqual([true, true]);
    const typed = { code: 'typed', values: { text: 'No new papers wanted' } } as const;
    expect(isEmptyDay({ code: 'channel-paused', values: { pause: typed } })).toBe(false);
  });
});

it('a card says which of the channel’s topics its paper matches, and nothing where there are none', () => {
  const byId = new Map(papers(8).map((paper) => [paper.id, paper]));
  const said = (topics: string[]) => {
    const outcome = chooseDigest(input({ subscription: { count: 1, topics, without: [], minVotes: 0 } }));
    if (outcome.kind !== 'digest') throw new Error(outcome.reason.code);
    const { digest } = outcome;
    const subscription = { layout: 'cards', language: 'en' } as const;
    const message = composePost(
      { kind: 'card', seq: 0, paperIds: digest.papers.map(({ paperId }) => paperId) },
      { digest, papers: byId, tallies: new Map(), subscription, findCardSummary: () => undefined },
    );
    return message.kind === 'card' ? message.view.why : 'no card';
  };
  expect(said(['paper'])).toBe('matches topic "paper"');
  expect(said([])).toBeUndefined();
});
