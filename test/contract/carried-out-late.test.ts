import { describe, expect, it } from 'vitest';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { createDuplicateCheck } from '../../src/jobs/delivery/duplicate-check.ts';
import { askSource } from '../jobs/world.ts';
import { aDelivery, type Slack, slackRig } from './rig.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** When a request is given up: longer than any answer takes on a busy machine, or look-ups and notices time out as well. */
const TIMEOUT_MS = 1500;

/** The first post of a digest of two cards is given up, and Slack has not carried it out yet. */
const aLatePost = (how: How = 'late') => aGivenUpPost({ layout: 'cards' }, how);

/** The same with the notice that none of the day's papers passes. */
const aLateNotice = (how: How = 'late') =>
  aGivenUpPost({ emptyDays: 'say', topics: ['gastropods'], cron: '0 9 * * *' }, how);

type How = 'late' | { kind: 'hang'; done: false };

async function aGivenUpPost(wanted: Partial<Subscription>, how: How) {
  const rig = await slackRig(undefined, TIMEOUT_MS);
  const world = await aDelivery(rig);
  const subscription = await world.subscription();
  if (!subscription) throw new Error('no subscription');
  await world.store.subscriptions.put({ ...subscription, ...wanted });
  await askSource(world.store, world.clock.now());
  rig.server.faults.add('chat.postMessage', how === 'late' ? { kind: 'late' } : how);
  const platforms = new Map<PlatformName, Platform>([['slack', rig.platform]]);
  const { store, clock, log } = world;
  const duplicates = createDuplicateCheck({ store, platforms, clock, log });
  /** What a minute of the real bot does, so often. */
  const pass = async (ms: number, step = 10 * SECOND) => {
    for (let gone = 0; gone < ms; gone += step) {
      clock.advance(step);
      await world.tick();
      await duplicates.run();
    }
  };
  await world.tick();
  return { rig, pass, ...world };
}

const standing = ({ state }: Slack) => (state.channels.get('C0OPEN')?.messages ?? []).map(({ ts }) => ts);

describe('a request that Slack carries out after it was given up', () => {
  it('150 s later is found by the second look: the post is there once', async () => {
    const { rig, pass, delivery } = await aLatePost();
    await pass(150 * SECOND);
    expect(standing(rig.server)).toEqual([]);
    rig.server.carryOutLate();
    await pass(3 * MINUTE);
    expect(standing(rig.server)).toHaveLength(2);
    expect((await delivery())?.state).toBe('sent');
    await pass(15 * MINUTE);
    expect(standing(rig.server)).toHaveLength(2);
  });

  it('is sent again when two looks have found nothing', async () => {
    const { rig, pass, delivery } = await aLatePost({ kind: 'hang', done: false });
    const looks = () => rig.server.listCalls('conversations.history').length;
    await pass(30 * SECOND);
    expect(looks()).toBe(1);
    await pass(5 * MINUTE);
    expect(looks()).toBe(2);
    expect((await delivery())?.state).toBe('sent');
    expect(standing(rig.server)).toHaveLength(2);
  });

  it('after it was sent again is deleted, and the one on record stays', async () => {
    const { rig, pass, delivery, store, log } = await aLatePost();
    await pass(5 * MINUTE);
    const sent = await delivery();
    const recorded = sent ? (await store.posts.listOfDelivery(sent)).map((post) => post.sent?.messageId) : [];
    rig.server.carryOutLate();
    expect(standing(rig.server)).toHaveLength(3);
    await pass(12 * MINUTE, MINUTE);
    expect(standing(rig.server)).toEqual(recorded);
    expect(log.lines.some(({ message }) => message.startsWith('a post existed twice'))).toBe(true);
  });

  it('and cannot be deleted is reported to the owner', async () => {
    const { rig, pass } = await aLatePost();
    await pass(5 * MINUTE);
    rig.server.carryOutLate();
    rig.server.faults.add('chat.delete', { kind: 'error', code: 'cant_delete_message' });
    await pass(12 * MINUTE, MINUTE);
    expect(rig.notices()).toContain('A post appears twice');
    expect(standing(rig.server)).toHaveLength(3);
  });

  it('is looked for again where the look itself fails', async () => {
    const { rig, pass } = await aLatePost();
    await pass(5 * MINUTE);
    rig.server.carryOutLate();
    rig.server.faults.add('conversations.history', { kind: 'status', status: 503 }, 1);
    await pass(12 * MINUTE, MINUTE);
    expect(standing(rig.server)).toHaveLength(3);
    await pass(12 * MINUTE, MINUTE);
    expect(standing(rig.server)).toHaveLength(2);
  });
});

describe('the notice of a day without papers that Slack carries out after it was given up', () => {
  it('150 s later is found by the second look: there is one notice', async () => {
    const { rig, pass, delivery } = await aLateNotice();
    await pass(150 * SECOND);
    expect(standing(rig.server)).toEqual([]);
    rig.server.carryOutLate();
    await pass(3 * MINUTE);
    expect(standing(rig.server)).toHaveLength(1);
    expect((await delivery())?.state).toBe('skipped');
    await pass(15 * MINUTE);
    expect(standing(rig.server)).toHaveLength(1);
  });

  it('is sent again when two looks have found nothing, and a duplicate is deleted', async () => {
    const { rig, pass, delivery } = await aLateNotice();
    await pass(5 * MINUTE);
    expect(rig.server.listCalls('conversations.history')).toHaveLength(2);
    expect((await delivery())?.state).toBe('skipped');
    const recorded = standing(rig.server);
    expect(recorded).toHaveLength(1);
    rig.server.carryOutLate();
    expect(standing(rig.server)).toHaveLength(2);
    await pass(12 * MINUTE, MINUTE);
    expect(standing(rig.server)).toEqual(recorded);
  });

  it('is deleted where a digest has taken its place', async () => {
    const { rig, pass, delivery, store, subscription } = await aLateNotice();
    const wanted = await subscription();
    if (!wanted) throw new Error('no subscription');
    await store.subscriptions.put({ ...wanted, topics: [], layout: 'cards' });
    await pass(MINUTE);
    expect((await delivery())?.state).toBe('sent');
    const cards = standing(rig.server);
    expect(cards).toHaveLength(2);
    rig.server.carryOutLate();
    expect(standing(rig.server)).toHaveLength(3);
    await pass(12 * MINUTE, MINUTE);
    expect(standing(rig.server)).toEqual(cards);
  });
});
