import { describe, expect, it } from 'vitest';
import type { Paper, PaperId } from '../../../src/core/paper/paper.ts';
import type { Subscription } from '../../../src/core/schedule/subscription.ts';
import type { PaperVectors } from '../../../src/core/search/search.ts';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { papers } from '../../support/builders.ts';
import { personId, tenantId } from '../../support/ids.ts';
import { askSource, aWorld, wish } from '../world.ts';

const ANN = personId('discord:ann');
/** A private conversation, as Discord names it. */
const OWN = { tenant: tenantId('discord:dm-100'), owner: ANN };

/** Papers with an even number are about video, the others mention it, and have more upvotes. */
const LISTED: Paper[] = papers(12).map((paper, i) => ({
  ...paper,
  title: isVideo(paper.id) ? `Video paper ${i}` : `Speech paper ${i}`,
  abstract: 'As in video.',
  keywords: [],
  upvotes: isVideo(paper.id) ? 10 : 80,
}));

function isVideo(id: PaperId): boolean {
  return Number(id.slice(-1)) % 2 === 0;
}

const vectors: PaperVectors = {
  async readVectors(ids) {
    return new Map(
      ids.map((id) => {
        const vector = new Float32Array(16);
        vector[isVideo(id) ? 0 : 1] = 0.9;
        vector[2 + (Number(id.slice(-2)) % 14)] = Math.sqrt(1 - 0.81);
        return [id, vector];
      }),
    );
  },
};

/** The first digest of a channel with these settings, in which nobody has voted. */
async function firstDigest(wanted: Partial<Subscription>, prepare?: (world: World) => Promise<unknown>) {
  const world = await aWorld({ papers: LISTED });
  const { store, clock, deps } = world;
  await wish(store, { count: 5, ...wanted });
  await prepare?.(world);
  clock.set('2026-04-30T09:00:10Z');
  await askSource(store, clock.now());
  await enqueueDue({ store, clock, log: deps.log });
  await createDeliver({ ...deps, vectors }).run();
  return (await world.last())?.digest?.papers ?? [];
}

type World = Awaited<ReturnType<typeof aWorld>>;

const follow = ({ store, clock }: World) =>
  store.follows.add(ANN, { kind: 'query', text: 'video' }, clock.now());
const ids = (chosen: Awaited<ReturnType<typeof firstDigest>>) => chosen.map(({ paperId }) => paperId);
const codes = (chosen: Awaited<ReturnType<typeof firstDigest>>) =>
  chosen.flatMap(({ why }) => why.map(({ code }) => code));

describe('what people named before anybody voted', () => {
  it('puts papers about a channel’s topics before those that mention them, and says so', async () => {
    const chosen = await firstDigest({ topics: ['video'] });
    expect(ids(chosen).map(isVideo)).toEqual([true, true, true, true, true]);
    for (const { score, why } of chosen) {
      const part = why.find(({ code }) => code === 'near-named');
      expect(part).toMatchObject({ values: { by: 'topics' } });
      expect(part?.points).toBeGreaterThan(1);
      expect(why.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 6);
    }
  });

  it('is nothing without topics: the order is exactly that of public signals', async () => {
    const open = await firstDigest({});
    expect(ids(open).some(isVideo)).toBe(false);
    expect(open).toEqual(await firstDigest({ taste: 'off' }));
    const off = await firstDigest({ topics: ['video'], taste: 'off' });
    expect(off).toEqual(open.map((paper) => ({ ...paper, topic: 'video' })));
  });

  it('tries nothing while nobody votes: it would teach nothing', async () => {
    expect(codes(await firstDigest({ topics: ['video'], explore: 'on' }))).not.toContain('tried');
  });

  it('is not made of a topic that is not to be learned from', async () => {
    const chosen = await firstDigest({ topics: ['video'], tasteWithout: ['video'] });
    expect(codes(chosen)).not.toContain('near-named');
  });

  it('is in a person’s own post what they follow, and in a channel nobody’s', async () => {
    const own = await firstDigest(OWN, follow);
    expect(ids(own).every(isVideo)).toBe(true);
    expect(own[0]?.why).toContainEqual(
      expect.objectContaining({ code: 'near-named', values: { by: 'follows' } }),
    );
    const shared = await firstDigest({ tenant: tenantId('discord:guild'), owner: ANN }, follow);
    expect(ids(shared).some(isVideo)).toBe(false);
  });

  it('is in a person’s own post what is on their reading list, and the post does not say so', async () => {
    const saved = LISTED.filter(({ id }) => isVideo(id)).slice(0, 3);
    const own = await firstDigest({ ...OWN, explore: 'off' }, async ({ store, clock }) => {
      for (const { id } of saved) await store.readingLists.put(ANN, id, clock.now());
    });
    expect(ids(own).filter(isVideo).length).toBeGreaterThan(2);
    expect(codes(own)).not.toContain('like-liked');
  });

  it('leaves no trace of who had everything deleted', async () => {
    const forgotten = await firstDigest(OWN, async (world) => {
      await follow(world);
      await world.store.people.forget(ANN, world.clock.now());
    });
    expect(forgotten).toEqual(await firstDigest(OWN));
  });
});
