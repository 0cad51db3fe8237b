import { describe, expect, it } from 'vitest';
import { wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { createPostNow } from '../../../src/jobs/delivery/post-now.ts';
import { aProblem } from '../../support/a-problem.ts';
import { papers } from '../../support/builders.ts';
import { askSource, aWorld, CHANNEL, wish } from '../world.ts';

async function aChannel(options: Parameters<typeof aWorld>[0] = {}) {
  const world = await aWorld(options);
  const { deps, deliver } = world;
  return { ...world, postNow: createPostNow({ ...deps, deliver }) };
}

describe('post now', () => {
  it('says so for a paused channel, and promises nothing', async () => {
    const { clock, store, platform, postNow } = await aChannel();
    await store.subscriptions.pause(CHANNEL, {
      at: clock.now(),
      by: 'person',
      reason: { code: 'typed', values: { text: 'holidays' } },
    });
    const pause = { code: 'typed', values: { text: 'holidays' } };
    const reason = { code: 'channel-paused', values: { pause } };
    expect(await postNow(CHANNEL)).toEqual({ kind: 'nothing', reason });
    expect(await store.deliveries.listRecent(CHANNEL, 1)).toEqual([]);
    expect(platform.posts).toEqual([]);
  });

  it('pressed at the same moment by two people makes one digest, and once more a minute later', async () => {
    const { clock, store, deliver, postNow } = await aChannel();
    const at = clock.now();
    const outcomes = await Promise.all([postNow(CHANNEL), postNow(CHANNEL)]);
    expect(outcomes).toEqual([{ kind: 'posting' }, { kind: 'just-posted', at }]);
    await deliver.run();
    clock.advance(59_000);
    expect(await postNow(CHANNEL)).toEqual({ kind: 'just-posted', at });
    expect(await store.deliveries.listRecent(CHANNEL, 9)).toHaveLength(1);
    clock.advance(2_000);
    expect((await postNow(CHANNEL)).kind).not.toBe('just-posted');
  });

  it('knows of a digest that another process has just posted, or is posting', async () => {
    const { clock, store, deliver, deps } = await aWorld();
    const slot = clock.now();
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot + 3_600_000);
    const asked = createPostNow({ ...deps, deliver });
    expect(await asked(CHANNEL)).toEqual({ kind: 'under-way', since: slot });
    await store.deliveries.settle({ channel: CHANNEL, slot }, { state: 'sent' }, clock.now());
    clock.advance(30_000);
    expect(await asked(CHANNEL)).toEqual({ kind: 'just-posted', at: slot });
    clock.advance(31_000);
    expect(await asked(CHANNEL)).toEqual({ kind: 'posting' });
  });

  it('names arXiv where a topic is a category and arXiv does not give any', async () => {
    const { clock, store, deliver, deps } = await aWorld();
    const yesterday = { day: '2026-04-29', state: 'empty', paperIds: [], fetchedAt: clock.now() } as const;
    await store.editions.save(yesterday);
    await wish(store, { topics: ['cs.CL'] });
    const problem = aProblem('arXiv answered 503.');
    const categoriesTrouble = () => ({
      source: 'arXiv',
      since: 0,
      problem,
      papers: 8,
    });
    const asked = createPostNow({ ...deps, deliver, findCategoriesTrouble: categoriesTrouble });
    expect(await asked(CHANNEL)).toMatchObject({
      kind: 'nothing',
      reason: { code: 'all-filtered' },
      categories: { problem, papers: 8 },
    });
    await wish(store, { topics: ['quantum'] });
    expect(await asked(CHANNEL)).not.toHaveProperty('categories');
  });

  it('that came to nothing can be asked for again at once', async () => {
    const { clock, store, deliver, deps } = await aWorld();
    const asked = createPostNow({ ...deps, deliver });
    await store.subscriptions.pause(CHANNEL, {
      at: clock.now(),
      by: 'person',
      reason: { code: 'typed', values: { text: 'x' } },
    });
    await asked(CHANNEL);
    await store.subscriptions.resume(CHANNEL, { nextDueAt: clock.now(), recaps: {} });
    expect(await asked(CHANNEL)).toEqual({ kind: 'posting' });
  });
});

describe('what is posted now is titled', () => {
  /** A channel whose digests are asked for by hand: the days that were listed, and how to ask at a time. */
  async function aChannelWith(listed: Readonly<Record<string, number>>) {
    const world = await aChannel({ papers: [] });
    const { store, clock, deliver, platform, postNow } = world;
    for (const [day, count] of Object.entries(listed)) {
      const ofDay = papers(count).map((paper, i) => ({
        ...paper,
        id: `26${day.slice(5, 7)}.9${day.slice(8)}0${i}`,
      }));
      const fetchedAt = Date.parse(`${day}T23:00:00Z`);
      await store.papers.save(ofDay, fetchedAt);
      const paperIds = ofDay.map(({ id }) => id);
      await store.editions.save({ day, state: count > 0 ? 'closed' : 'empty', paperIds, fetchedAt });
    }
    await wish(store, { count: 3, layout: 'compact', nextDueAt: Date.parse('2026-07-01T09:00:00Z') });
    /** The title of the post, and the days that its papers name beside it. */
    const post = async (at: string) => {
      clock.set(at);
      await askSource(store, clock.now());
      expect(await postNow(CHANNEL)).toEqual({ kind: 'posting' });
      await deliver.run();
      const message = platform.posts.at(-1)?.message;
      if (message?.kind !== 'overview') throw new Error('no overview');
      return [wordOverviewTitle(message), message.entries.map(({ day }) => day?.slice(5)).join(' ')];
    };
    return { ...world, post };
  }

  it('by the day of the list, then as more of it, then as papers of earlier days', async () => {
    const { post } = await aChannelWith({ '2026-04-29': 4, '2026-04-30': 6 });
    expect(await post('2026-04-30T09:00:00Z')).toEqual([
      'Daily papers · Thu, Apr 30, 2026',
      '04-30 04-30 04-30',
    ]);
    const [more, days = ''] = await post('2026-04-30T10:00:00Z');
    expect(more).toBe('More papers · Thu, Apr 30, 2026');
    expect(days).toContain('04-30');
    await post('2026-04-30T11:00:00Z');
    expect(await post('2026-04-30T12:00:00Z')).toEqual([
      'Papers of earlier days · Thu, Apr 30, 2026',
      '04-29',
    ]);
  });

  it('by the day of the newest list where today has none yet, the first time; after that as papers of earlier days', async () => {
    const { post } = await aChannelWith({ '2026-04-29': 5, '2026-04-30': 0 });
    expect(await post('2026-04-30T06:00:00Z')).toEqual([
      'Daily papers · Wed, Apr 29, 2026',
      '04-29 04-29 04-29',
    ]);
    expect(await post('2026-04-30T07:00:00Z')).toEqual([
      'Papers of earlier days · Thu, Apr 30, 2026',
      '04-29 04-29',
    ]);
  });

  it('by Friday on a Sunday, the first time', async () => {
    const { post } = await aChannelWith({
      '2026-04-30': 2,
      '2026-05-01': 2,
      '2026-05-02': 0,
      '2026-05-03': 0,
    });
    expect(await post('2026-05-03T09:00:00Z')).toEqual([
      'Daily papers · Fri, May 1, 2026',
      '05-01 05-01 04-30',
    ]);
  });
});
