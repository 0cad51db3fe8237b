import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Ballot, Reaction } from '../../../src/core/vote/vote.ts';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { reconcileVotes } from '../../../src/jobs/votes/reconcile-votes.ts';
import { aProblem } from '../../support/a-problem.ts';
import { papers } from '../../support/builders.ts';
import { personId, tenantId } from '../../support/ids.ts';
import { aWorld, CHANNEL, wish } from '../world.ts';

const UP: Ballot = { kind: 'up' };
const DOWN: Ballot = { kind: 'down' };
const SECOND: Ballot = { kind: 'nth', n: 2 };

async function posted(count = 3) {
  const world = await aWorld({ papers: papers(Math.max(8, count)) });
  await wish(world.store, { count });
  world.clock.set('2026-04-30T09:00:10Z');
  await world.tick();
  const toChannel = (messageId: string) => (messageId === 'm1' ? '100' : 't-m1');
  const react = (person: string, messageId: string, ballot: Ballot, added = true) =>
    world.tallies.recordReaction({
      platform: 'discord',
      tenant: tenantId('discord:guild'),
      channel: toChannel(messageId),
      messageId,
      person: personId(`discord:${person}`),
      ballot,
      added,
    });
  const tallyOn = (messageId: string, n = 1) => {
    const { message } = world.platform.post(messageId);
    return message.kind === 'card'
      ? message.view.tally
      : message.kind === 'overview'
        ? message.entries[n - 1]?.tally
        : undefined;
  };
  return { ...world, react, tallyOn };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a vote', () => {
  it('on a card shows on the card and in the overview', async () => {
    const { react, tallies, tallyOn } = await posted();
    await react('ann', 'm3', UP);
    await tallies.flush();
    expect(tallyOn('m3')).toEqual({ up: 1, down: 0 });
    expect(tallyOn('m1', 2)).toEqual({ up: 1, down: 0, elsewhere: 1 });
    expect(tallyOn('m2')).toEqual({ up: 0, down: 0 });
  });

  it('during an edit that takes long is shown by one more edit, however many they are', async () => {
    const { react, tallies, tallyOn, platform } = await posted();
    const slow = Promise.withResolvers<void>();
    const { edit } = platform.editor;
    let begun = 0;
    platform.editor.edit = async (...args) => {
      if (args[0].messageId === 'm3') begun += 1;
      await slow.promise;
      return edit(...args);
    };
    for (const person of ['ann', 'bob', 'cy', 'dee']) {
      await react(person, 'm3', UP);
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(begun).toBe(1);
    slow.resolve();
    await tallies.flush();
    expect(begun).toBe(2);
    expect(tallyOn('m3')).toEqual({ up: 4, down: 0 });
  });

  it('by keycap on the overview is the same vote as the thumb on the card: it counts once', async () => {
    const { react, tallies, tallyOn } = await posted();
    await react('ann', 'm1', SECOND);
    await react('ann', 'm3', UP);
    await tallies.flush();
    expect(tallyOn('m3')).toEqual({ up: 1, down: 0 });
  });

  it('that changes or is taken back counts as it is now', async () => {
    const { react, tallies, tallyOn, clock } = await posted();
    await react('ann', 'm2', UP);
    clock.advance(1000);
    await react('ann', 'm2', DOWN);
    await tallies.flush();
    // Both thumbs are there, and so are both counters of the platform; what counts is the later one.
    expect(tallyOn('m2')).toEqual({ up: 1, down: 1 });
    expect(tallyOn('m1', 1)).toEqual({ up: 0, down: 1, elsewhere: 1 });
    await react('ann', 'm2', DOWN, false);
    await react('ann', 'm2', UP, false);
    await tallies.flush();
    expect(tallyOn('m2')).toEqual({ up: 0, down: 0 });
  });

  it('on a message that is not ours, or that means no paper, counts nothing', async () => {
    const { react, tallies, platform } = await posted();
    await react('ann', 'm99', UP);
    await react('ann', 'm1', UP);
    await react('ann', 'm1', { kind: 'nth', n: 9 });
    await tallies.flush();
    expect(platform.posts.map(({ edits }) => edits)).toEqual([0, 0, 0, 0]);
  });

  it('that comes before its post is recorded counts as soon as it is, in the order it came', async () => {
    const world = await aWorld();
    world.clock.set('2026-04-30T09:00:10Z');
    const react = (person: PersonId, added: boolean) =>
      world.tallies.recordReaction({
        platform: 'discord',
        tenant: tenantId('discord:guild'),
        channel: '100',
        messageId: 'm1',
        person,
        ballot: SECOND,
        added,
      });
    const deliver = createDeliver({
      ...world.deps,
      onPosted: world.tallies.recordPost,
    });
    const { send } = world.platform;
    world.platform.send = async (...args) => {
      const sent = await send(...args);
      if (sent.messageId === 'm1') {
        await react(personId('discord:ann'), true);
        await react(personId('discord:bob'), true);
        await react(personId('discord:bob'), false);
      }
      return sent;
    };
    await enqueueDue(world);
    await deliver.run();
    const votes = await world.store.votes.list(['2604.00002'], [tenantId('discord:guild')]);
    expect(votes.map(({ person, value }) => [person, value])).toEqual([['discord:ann', 1]]);
  });

  it('by button is taken back by pressing it again', async () => {
    const { tallies, tallyOn } = await posted();
    const press = () =>
      tallies.press({
        paperId: '2604.00001',
        person: personId('discord:ann'),
        tenant: tenantId('discord:guild'),
        value: 1,
      });
    expect([await press(), await press(), await press()]).toEqual([1, 0, 1]);
    await tallies.flush();
    expect(tallyOn('m2')).toEqual({ up: 1, down: 0, elsewhere: 1 });
  });

  it('of a linked community counts here too', async () => {
    const { store, tallies, tallyOn } = await posted();
    await store.votes.link(tenantId('discord:guild'), tenantId('slack:T1'));
    await store.votes.cast({
      paperId: '2604.00001',
      person: personId('slack:T1/U1'),
      tenant: tenantId('slack:T1'),
      value: 1,
      source: 'button',
      at: 1,
    });
    await tallies.editAfterChange(['2604.00001'], tenantId('slack:T1'));
    await tallies.flush();
    expect(tallyOn('m2')).toEqual({ up: 1, down: 0, elsewhere: 1 });
  });
});

describe('edits', () => {
  it('are at most one in three seconds, however many react, and the last one shows everything', async () => {
    const { react, platform, tallyOn } = await posted();
    for (let i = 0; i < 50; i++) await react(`p${i}`, 'm2', UP);
    expect(platform.post('m2').edits).toBe(0);
    await vi.advanceTimersByTimeAsync(3000);
    await vi.waitFor(() => expect(platform.post('m2').edits).toBe(1));
    expect(tallyOn('m2')).toEqual({ up: 50, down: 0 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(platform.post('m2').edits).toBe(1);
  });

  it('that the store cannot record are made again with the next tick, and not again and again', async () => {
    const { store, platform, tallies } = await posted();
    const { finish } = store.edits;
    let refused = 0;
    store.edits.finish = async (edit) => {
      refused += 1;
      // A loop without an end would never end this test either.
      if (refused > 10) return finish(edit);
      throw new Error('the disk is full');
    };
    const post = await store.posts.findByMessage('discord', '100', 'm1');
    await store.edits.request([post?.id ?? '']);
    await expect(tallies.resume()).rejects.toThrow('the disk is full');
    expect([refused, platform.post('m1').edits]).toEqual([1, 1]);
    store.edits.finish = finish;
    await tallies.resume();
    expect(platform.post('m1').edits).toBe(2);
    await tallies.resume();
    expect(platform.post('m1').edits).toBe(2);
  });

  it('of one post are never two at once, also where a vote comes while it waits for its turn', async () => {
    const { store, react, platform, tallies, tallyOn } = await posted(25);
    const last = platform.posts.at(-1)?.sent.messageId ?? '';
    const [first, others, slow] = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    const { edit } = platform.editor;
    let [begun, atOnce, most] = [0, 0, 0];
    platform.editor.edit = async (sent, message) => {
      begun += 1;
      if (sent.messageId !== last) await (begun === 1 ? first : others)?.promise;
      else {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await slow?.promise;
        atOnce -= 1;
      }
      await edit(sent, message);
    };
    for (const { id, sent } of await store.posts.listSentSince('discord', 0)) {
      await store.edits.request([id]);
      const requested = await store.edits.find(id, 0);
      if (requested && sent?.messageId === last) await store.edits.postpone(requested, 1);
    }
    const resumed = tallies.resume();
    await vi.waitFor(() => expect(begun).toBe(20));
    // With the next one the rest is listed, the last one too, and waits for its turn.
    first?.resolve();
    await vi.waitFor(() => expect(begun).toBe(21));
    await react('ann', last, UP);
    await vi.advanceTimersByTimeAsync(3000);
    await vi.waitFor(() => expect(atOnce).toBe(1));
    others?.resolve();
    for (let turns = 0; turns < 50; turns++) await nextTurn();
    slow?.resolve();
    await resumed;
    await tallies.flush();
    expect(most).toBe(1);
    expect(tallyOn(last)).toEqual({ up: 1, down: 0 });
  });
});

describe('read back after downtime', () => {
  it('the votes equal what the platform shows, in any order of what was missed', async () => {
    const ballots = fc.constantFrom<Ballot>(UP, DOWN);
    const reactions = fc.array(
      fc.record({
        person: fc.constantFrom('ann', 'bob', 'cyd'),
        ballot: ballots,
        seen: fc.boolean(),
        isThere: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(reactions, async (history) => {
        const { react, platform, store, tallies, clock, log, deps } = await posted();
        for (const { person, ballot, seen } of history) if (seen) await react(person, 'm2', ballot);
        const toKey = ({ person, ballot }: (typeof history)[number]) => `${person}${ballot.kind}`;
        const standing = new Map(
          history
            .filter(({ isThere }) => isThere)
            .map((one) => [toKey(one), { person: personId(`discord:${one.person}`), ballot: one.ballot }]),
        );
        platform.post('m2').standing = [...standing.values()];
        await reconcileVotes(platform, { store, tallies, clock, log, withinMs: 86_400_000 });
        const stored = await store.votes.list(['2604.00001'], [tenantId('discord:guild')]);
        expect(stored.map(({ person, value }) => `${person} ${value}`).toSorted()).toEqual(
          [...standing.values()]
            .map(({ person, ballot }) => `${person} ${ballot.kind === 'up' ? 1 : -1}`)
            .toSorted(),
        );
        await tallies.flush();
        await deps.store.close();
      }),
      { numRuns: 30 },
    );
  });

  it('a vote that comes, and one that is taken back, while the platform is being read count as they end', async () => {
    const { react, platform, store, tallies, clock, log } = await posted();
    await react('ann', 'm2', UP);
    const late: Array<Promise<void>> = [];
    const read = (reactions: Reaction[]) => ({ reactions, own: [], shows: () => true });
    platform.reactions.read = async ({ messageId }) => {
      if (messageId !== 'm2') return read([]);
      // The answer is on its way when two people change their minds.
      late.push(react('bob', 'm2', UP), react('ann', 'm2', UP, false));
      for (let turns = 0; turns < 20; turns++) await nextTurn();
      return read([{ person: personId('discord:ann'), ballot: UP }]);
    };
    await reconcileVotes(platform, { store, tallies, clock, log, withinMs: 86_400_000 });
    await Promise.all(late);
    const votes = await store.votes.list(['2604.00001'], [tenantId('discord:guild')]);
    expect(votes.map(({ person }) => person)).toEqual(['discord:bob']);
  });

  it('a post that cannot be read holds up no vote on it', async () => {
    const { react, platform, store, tallies, clock, log } = await posted();
    platform.reactions.read = async () => Promise.reject(new DeliveryError('transient', aProblem('busy')));
    await reconcileVotes(platform, { store, tallies, clock, log, withinMs: 86_400_000 });
    await react('ann', 'm2', UP);
    expect(await store.votes.list(['2604.00001'], [tenantId('discord:guild')])).toHaveLength(1);
  });

  it('a deleted post keeps its votes', async () => {
    const { react, platform, store, tallies, clock, log } = await posted();
    await react('ann', 'm2', UP);
    platform.posts.splice(1, 1);
    await reconcileVotes(platform, { store, tallies, clock, log, withinMs: 86_400_000 });
    expect(await store.votes.list(['2604.00001'], [tenantId('discord:guild')])).toHaveLength(1);
  });
});

describe('a post in a thread that is archived', () => {
  it('keeps the tally that it shows: the votes count, the overview shows them, and the channel is not paused', async () => {
    const { react, tallies, tallyOn, platform, store } = await posted();
    const { edit } = platform.editor;
    platform.editor.edit = async (sent, message) => {
      if (sent.thread)
        throw new DeliveryError('refused', aProblem('The thread is archived: 50083 (change a post)'));
      await edit(sent, message);
    };
    await react('ann', 'm3', UP);
    await tallies.flush();
    expect(tallyOn('m3')).toEqual({ up: 0, down: 0 });
    expect(tallyOn('m1', 2)).toEqual({ up: 1, down: 0, elsewhere: 1 });
    expect(await store.votes.list(['2604.00002'], [tenantId('discord:guild')])).toHaveLength(1);
    expect((await store.subscriptions.find(CHANNEL))?.paused).toBeUndefined();
  });
});

describe('a post that could not be edited', () => {
  it('costs no request for a vote before it is tried again', async () => {
    const { react, tallies, tallyOn, platform, clock } = await posted();
    const { edit } = platform.editor;
    let refused = 0;
    platform.editor.edit = async (sent, message) => {
      if (sent.messageId !== 'm3') return edit(sent, message);
      refused += 1;
      throw new DeliveryError('refused', aProblem('The thread is archived'));
    };
    for (const person of ['ann', 'bob', 'cy']) {
      await react(person, 'm3', UP);
      await tallies.flush();
    }
    expect(refused).toBe(1);
    platform.editor.edit = edit;
    clock.advance(61 * 60_000);
    await tallies.resume();
    expect(tallyOn('m3')).toEqual({ up: 3, down: 0 });
  });
});

describe('the overview', () => {
  it('is still in the channel after an edit, with the same papers', async () => {
    const { react, tallies, platform } = await posted();
    const listIds = (message: Message) =>
      message.kind === 'overview' ? message.entries.map(({ paper }) => paper.id) : [];
    const before = listIds(platform.post('m1').message);
    await react('ann', 'm1', SECOND);
    await tallies.flush();
    expect(listIds(platform.post('m1').message)).toEqual(before);
    expect(platform.posts).toHaveLength(4);
  });
});
