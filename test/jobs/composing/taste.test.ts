import { describe, expect, it } from 'vitest';
import type { ChannelId, PersonId, PlatformName } from '../../../src/core/base/ids.ts';
import { toPostId } from '../../../src/core/digest/post-plan.ts';
import type { Paper, PaperId } from '../../../src/core/paper/paper.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import type { Subscription } from '../../../src/core/schedule/subscription.ts';
import type { PaperVectors } from '../../../src/core/search/search.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { scoreTaste } from '../../../src/jobs/composing/taste.ts';
import { readPast } from '../../../src/jobs/composing/taste-evidence.ts';
import { readTasteProgress, reportTaste } from '../../../src/jobs/composing/taste-report.ts';
import { createDeliver, type DeliverDeps } from '../../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { aSubscription, papers } from '../../support/builders.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';
import { mailboxId } from '../../support/mailboxes.ts';
import { askSource, aWorld, CHANNEL, HOUR, wish } from '../world.ts';

const TENANT = tenantId('discord:guild');
const PEOPLE = ['ann', 'bob', 'cid', 'dee'].map((name) => personId(`discord:${name}`));
const DAYS = [
  '2026-04-30',
  '2026-05-01',
  '2026-05-04',
  '2026-05-05',
  '2026-05-06',
  '2026-05-07',
  '2026-05-08',
];

/** Papers of two fields by turns: what the channel likes has an even number. */
function ofDay(day: number): Paper[] {
  return papers(12).map((paper, i) => ({
    ...paper,
    id: `26${String(10 + day)}.${String(10_000 + i)}`,
    title: `Day ${day} paper ${i}`,
    upvotes: i % 2 === 0 ? 8 : 12,
    keywords: [i % 2 === 0 ? 'video' : 'speech', 'models'],
  }));
}

const isLiked = (id: PaperId): boolean => Number(id.slice(-1)) % 2 === 0;

/** Each field has its direction, each paper a little of its own. */
const vectors: PaperVectors = {
  async readVectors(ids) {
    return new Map(
      ids.map((id) => {
        const vector = new Float32Array(16);
        vector[isLiked(id) ? 0 : 1] = 0.9;
        vector[2 + (Number(id.slice(-2)) % 14)] = Math.sqrt(1 - 0.81);
        return [id, vector];
      }),
    );
  },
};

async function saveDay(store: Store, listed: readonly Paper[], day: string): Promise<void> {
  const fetchedAt = Date.parse(`${day}T08:00:00Z`);
  await store.papers.save(listed, fetchedAt);
  await store.editions.save({ day, state: 'filling', paperIds: listed.map(({ id }) => id), fetchedAt });
}

type World = Awaited<ReturnType<typeof aWorld>>;

/** The n-th day's papers are listed, and what is due at nine is sent. */
async function postDay(
  { store, clock, deps }: Pick<World, 'store' | 'clock'> & { readonly deps: DeliverDeps },
  n: number,
  day: string,
): Promise<void> {
  clock.set(`${day}T08:00:00Z`);
  await saveDay(store, ofDay(n), day);
  clock.set(`${day}T09:00:10Z`);
  await askSource(store, clock.now());
  await enqueueDue({ store, clock, log: deps.log });
  await createDeliver({ ...deps, vectors }).run();
}

/** A channel that is posted to on seven days, and votes on each for papers with an even number by this rule. */
async function aWeek(
  votes: (id: PaperId, person: number) => 1 | -1 | 0,
  voters: readonly PersonId[] = PEOPLE,
) {
  const world = await aWorld({ papers: ofDay(0) });
  const { store, clock } = world;
  await wish(store, { count: 5, tenant: TENANT, explore: 'off' });
  for (const [n, day] of DAYS.entries()) {
    await postDay(world, n, day);
    const chosen = (await world.last())?.digest?.papers ?? [];
    clock.set(`${day}T12:00:00Z`);
    for (const { paperId } of chosen)
      for (const [i, person] of voters.entries()) {
        const value = votes(paperId, i);
        if (value !== 0) await world.tallies.press({ paperId, person, tenant: TENANT, value });
      }
  }
  return world;
}

const digests = async ({ store }: World) =>
  (await store.deliveries.listRecent(CHANNEL, 20)).toReversed().map(({ digest }) => digest?.papers ?? []);

describe('what a channel votes for', () => {
  it('weighs in on what it is shown next, and the post says which paper spoke for it', async () => {
    const world = await aWeek((id) => (isLiked(id) ? 1 : 0));
    const all = await digests(world);
    const liked = all.map((chosen) => chosen.filter(({ paperId }) => isLiked(paperId)).length);
    expect(all.map((chosen) => chosen.length)).toEqual(DAYS.map(() => 5));
    expect(liked.at(-1)).toBe(5);
    const why = all.at(-1)?.[0]?.why.find(({ code }) => code === 'like-liked');
    expect(why).toMatchObject({ values: { count: 4, title: expect.stringMatching(/^Day \d paper \d+$/) } });
    const card = world.platform.posts.at(-1)?.message;
    expect(JSON.stringify(card)).toMatch(/like “Day \d paper \d+”, which 4 of you liked/);
  });

  it('says nothing while nobody votes: the order is that of public signals', async () => {
    const silent = await aWeek(() => 0);
    const off = await aWeek((id) => (isLiked(id) ? 1 : 0), []);
    const ids = async (world: typeof silent) =>
      (await digests(world)).map((chosen) => chosen.map(({ paperId, score }) => [paperId, score]));
    expect(await ids(silent)).toEqual(await ids(off));
    expect((await digests(silent)).flat().flatMap(({ why }) => why.map(({ code }) => code))).not.toContain(
      'suits',
    );
  });

  it('is learned again each time: who had everything deleted leaves no trace in what is chosen', async () => {
    const [ann] = PEOPLE as [PersonId];
    const world = await aWeek((id, person) => (person === 0 && isLiked(id) ? 1 : 0));
    const before = (await digests(world)).at(-1)?.flatMap(({ why }) => why.map(({ code }) => code));
    expect(before).toContain('like-liked');
    const { store, clock } = world;
    await store.people.forget(ann, clock.now());
    await postDay(world, 7, '2026-05-11');
    const codes = (await world.last())?.digest?.papers.flatMap(({ why }) => why.map(({ code }) => code));
    expect(codes).toContain('upvotes');
    expect(codes?.filter((code) => ['like-liked', 'suits', 'unlike', 'tried'].includes(code))).toEqual([]);
  });

  it('is, in a person’s own post, learned from all their votes and their reading list', async () => {
    const { store, clock, deps } = await aWorld();
    const [ann, bob] = PEOPLE as [PersonId, PersonId];
    const vote = { tenant: TENANT, value: 1 as const, source: 'button', at: clock.now() };
    await store.votes.cast({ ...vote, paperId: '2604.00001', person: ann });
    await store.votes.cast({ ...vote, paperId: '2604.00002', person: bob });
    await store.readingLists.put(ann, '2604.00003', clock.now());
    const subscription = await store.subscriptions.find(CHANNEL);
    if (!subscription) throw new Error('no subscription');
    const past = await readPast(deps, { ...subscription, followsOf: ann }, clock.now() + HOUR);
    expect(past.map(({ paperId, votesFor }) => [paperId, votesFor])).toEqual([
      ['2604.00001', 1],
      ['2604.00003', 0],
    ]);
  });

  it('counts what a voter saved of the posted papers, and names nobody for it', async () => {
    const world = await aWeek((id, person) => (person === 0 && isLiked(id) ? 1 : 0));
    const { store, clock, deps } = world;
    const [ann, bob] = PEOPLE as [PersonId, PersonId];
    const other = (await digests(world)).flat().find(({ paperId }) => !isLiked(paperId))?.paperId ?? '';
    for (const person of [ann, bob]) await store.readingLists.put(person, other, clock.now());
    const subscription = await store.subscriptions.find(CHANNEL);
    if (!subscription) throw new Error('no subscription');
    const past = await readPast(deps, subscription, clock.now() + 24 * HOUR);
    const saved = past.find(({ paperId }) => paperId === other);
    // Bob never voted here: what he saves says nothing about this channel.
    expect(saved).toMatchObject({ votesFor: 0, opinions: [{ person: ann, value: 1 }] });
  });

  it('is reported without what was saved, which is private: votes alone are counted', async () => {
    const world = await aWeek((id, person) => (person === 0 && isLiked(id) ? 1 : 0));
    const { store, clock, deps } = world;
    const [ann] = PEOPLE as [PersonId];
    const other = (await digests(world)).flat().find(({ paperId }) => !isLiked(paperId))?.paperId ?? '';
    const subscription = await store.subscriptions.find(CHANNEL);
    if (!subscription) throw new Error('no subscription');
    const now = clock.now() + 24 * HOUR;
    const before = await reportTaste({ ...deps, vectors }, subscription, now);
    if (!before) throw new Error('no report');
    const { votedOn, leftAlone } = before;
    await store.readingLists.put(ann, other, clock.now());
    expect(await reportTaste({ ...deps, vectors }, subscription, now)).toMatchObject({
      ...{ voters: 1, votedOn, leftAlone: leftAlone - 1 },
    });
    expect(await readTasteProgress(deps, subscription, now)).toMatchObject({ votedOn });
  });

  it('names another paper that was liked, never the paper itself', async () => {
    const world = await aWeek((id) => (isLiked(id) ? 1 : 0));
    const { store, clock, deps } = world;
    const subscription = await store.subscriptions.find(CHANNEL);
    if (!subscription) throw new Error('no subscription');
    const voted = (await digests(world)).flat().flatMap(({ paperId }) => (isLiked(paperId) ? [paperId] : []));
    const scores = await scoreTaste({ ...deps, vectors }, subscription, clock.now(), voted);
    expect(scores?.size).toBe(voted.length);
    for (const { id, title } of await store.papers.findMany(voted)) {
      expect(scores?.get(id)?.like).toBeDefined();
      expect(scores?.get(id)?.like?.title).not.toBe(title);
    }
  });

  it('is what its own people say: an answer in the quiz of another channel does not count', async () => {
    const world = await aWeek(() => 0);
    const { store, clock, deps } = world;
    const paperId = (await digests(world))[0]?.[0]?.paperId ?? '';
    const subscription = await store.subscriptions.find(CHANNEL);
    if (!subscription) throw new Error('no subscription');
    const answer = { paperId, person: PEOPLE[0] as PersonId, tenant: TENANT, value: 1 as const };
    await world.tallies.press({ ...answer, quizOf: channelId('discord:999') });
    expect(await readPast(deps, subscription, clock.now() + 24 * HOUR)).toEqual([]);
    await world.tallies.press({ ...answer, quizOf: CHANNEL });
    const past = await readPast(deps, subscription, clock.now() + 24 * HOUR);
    expect(past.filter(({ opinions }) => opinions.length > 0)).toMatchObject([{ paperId, votesFor: 1 }]);
  });

  it('is what its own people say: a reaction on the post of another channel does not count', async () => {
    const world = await aWeek(() => 0);
    const { store, clock, deps } = world;
    const other = channelId('discord:999');
    const [first] = (await digests(world))[0] ?? [];
    const vote = (channel: typeof other) => ({
      ...{ paperId: first?.paperId ?? '', person: PEOPLE[0] as PersonId, tenant: TENANT, value: 1 as const },
      ...{ source: `post:${toPostId({ channel, slot: 1 }, 1)}:up`, at: clock.now() },
    });
    const subscription = await store.subscriptions.find(CHANNEL);
    if (!subscription) throw new Error('no subscription');
    await store.votes.cast(vote(other));
    expect(await readPast(deps, subscription, clock.now() + 24 * HOUR)).toEqual([]);
    await store.votes.cast(vote(CHANNEL));
    const past = await readPast(deps, subscription, clock.now() + 24 * HOUR);
    expect(past.filter(({ opinions }) => opinions.length > 0)).toHaveLength(1);
  });
});

describe('a mail that follows a channel', () => {
  /** A channel that votes, and a mailbox that followed it when it posted three papers. All that both get is new to both. */
  async function withMailbox(wanted: Partial<Subscription> = {}) {
    const world = await aWeek((id) => (isLiked(id) ? 1 : 0));
    const { store } = world;
    await wish(store, { editions: 1 });
    const mailbox = mailboxId(1);
    await store.subscriptions.put(
      aSubscription({
        ...{ channel: mailbox, like: CHANNEL, tenant: TENANT, layout: 'letter', count: 3, editions: 1 },
        ...{ nextDueAt: Date.parse('2026-05-11T09:00:00Z'), ...wanted },
      }),
    );
    const platforms = new Map<PlatformName, Platform>([
      ...world.deps.platforms,
      ['email', aPlatform('email')],
    ]);
    const newest = async (channel: ChannelId) =>
      (await store.deliveries.listRecent(channel, 1))[0]?.digest?.papers.map(({ paperId }) => paperId) ?? [];
    return {
      store,
      async next(n: number, day: string) {
        await postDay({ ...world, deps: { ...world.deps, platforms } }, n, day);
        return { channel: await newest(CHANNEL), mail: await newest(mailbox) };
      },
    };
  }

  it('has as many papers by the same taste, in the same order, also once the channel switches its taste off', async () => {
    const { store, next } = await withMailbox();
    const byTaste = await next(7, '2026-05-11');
    expect(byTaste.channel.map(isLiked)).toEqual([true, true, true, true, true]);
    expect(byTaste.mail).toEqual(byTaste.channel);
    await wish(store, { taste: 'off' });
    const byUpvotes = await next(8, '2026-05-12');
    expect(byUpvotes.channel.filter(isLiked)).toHaveLength(1);
    expect(byUpvotes.mail).toEqual(byUpvotes.channel);
  });

  it('keeps its own size where it comes weekly', async () => {
    const { next } = await withMailbox({ editions: 8, count: 10 });
    const { channel, mail } = await next(7, '2026-05-11');
    expect(channel).toHaveLength(5);
    expect(mail).toHaveLength(10);
  });
});
