import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { toPostId } from '../../../src/core/digest/post-plan.ts';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { aSubscription } from '../../support/builders.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { channelId, personId } from '../../support/ids.ts';
import { aWorld, CHANNEL, fault, HOUR, wish } from '../world.ts';

describe('a digest that is due', () => {
  it('is posted once: an overview, a thread and a card per paper, each with preset reactions', async () => {
    const { clock, tick, platform, last } = await aWorld();
    await tick();
    expect(platform.posts).toEqual([]);
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    await tick();
    expect(
      platform.posts.map(({ message, destination }) => [message.kind, destination.thread ?? null]),
    ).toEqual([
      ['overview', null],
      ['card', 't-m1'],
      ['card', 't-m1'],
      ['card', 't-m1'],
    ]);
    expect(platform.posts.map(({ presetReactions }) => presetReactions.length)).toEqual([3, 2, 2, 2]);
    expect(await last()).toMatchObject({ state: 'sent', slot: Date.parse('2026-04-30T09:00:00Z') });
  });

  it('shows the next day what it has not shown yet, and nothing twice', async () => {
    const { clock, tick, platform } = await aWorld();
    for (const day of ['30T09:00:10Z', '31T09:00:10Z']) {
      clock.set(`2026-04-${day}`.replace('04-31', '05-01'));
      await tick();
    }
    const shown = platform.posts
      .filter(({ message }) => message.kind === 'card')
      .map(({ message }) => (message.kind === 'card' ? message.view.paper.id : ''));
    expect(shown).toHaveLength(6);
    expect(new Set(shown).size).toBe(6);
  });

  it('is posted once by two processes on one store, and when the clock goes back', async () => {
    const world = await aWorld();
    world.clock.set('2026-04-30T09:00:10Z');
    const other = createDeliver({ ...world.deps, owner: 'two' });
    await Promise.all([world.tick(), world.tick()]);
    await other.run();
    world.clock.set('2026-04-30T08:59:00Z');
    await world.tick();
    world.clock.set('2026-04-30T09:00:30Z');
    await world.tick();
    expect(world.platform.posts.filter(({ message }) => message.kind === 'overview')).toHaveLength(1);
  });

  it('that was missed for two hours is posted once, late', async () => {
    const { clock, tick, platform, last } = await aWorld();
    clock.set('2026-04-30T11:00:00Z');
    await tick();
    expect(platform.posts).toHaveLength(4);
    expect((await last())?.state).toBe('sent');
  });

  it('that was missed for longer than allowed is skipped, and says why', async () => {
    const { clock, tick, platform, last } = await aWorld();
    clock.set('2026-04-30T16:00:00Z');
    await tick();
    expect(platform.posts).toEqual([]);
    expect(await last()).toMatchObject({
      state: 'skipped',
      reason: { code: 'too-late', values: { latestMs: 6 * HOUR } },
    });
  });

  it.each([
    ['skip', 3, 0],
    ['latest', 3, 1],
    ['all', 3, 2],
    ['all', 1, 1],
  ] as const)(
    'after two days of downtime with catch-up %s (%i) posts %i digests',
    async (catchUp, catchUpLimit, digests) => {
      const { clock, tick, platform, store } = await aWorld();
      await wish(store, { catchUp, catchUpLimit });
      clock.set('2026-05-01T10:00:00Z');
      await tick();
      expect(platform.posts.filter(({ message }) => message.kind === 'overview')).toHaveLength(digests);
    },
  );

  it('of a paused or removed channel is not posted', async () => {
    const { clock, tick, platform, store } = await aWorld();
    await store.subscriptions.pause(CHANNEL, {
      at: clock.now(),
      by: 'person',
      reason: { code: 'typed', values: { text: 'holidays' } },
    });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    await store.subscriptions.remove(CHANNEL);
    await tick();
    expect(platform.posts).toEqual([]);
  });
});

describe('when the platform fails', () => {
  it.each(['refused', 'gone'] as const)(
    'with "%s" the channel pauses and its owner hears the fix',
    async (kind) => {
      const { clock, tick, platform, store, last } = await aWorld();
      await wish(store, { owner: personId('discord:7') });
      platform.faults.push({ error: fault(kind) });
      clock.set('2026-04-30T09:00:10Z');
      await tick();
      expect(await last()).toMatchObject({ state: 'failed', reason: { values: { fix: 'fix it' } } });
      expect((await store.subscriptions.find(CHANNEL))?.paused).toMatchObject({
        by: 'fault',
        reason: { values: { fix: 'fix it' } },
      });
      expect(platform.notified).toMatchObject([
        { person: 'discord:7', message: { kind: 'notice', fix: 'fix it' } },
      ]);
    },
  );

  it('for a moment the post is tried again after the time it asked for, and is posted once', async () => {
    const { clock, tick, platform, last } = await aWorld();
    platform.faults.push(undefined, { error: fault('transient', 90_000) });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(await last()).toMatchObject({ state: 'due' });
    clock.advance(89_000);
    await tick();
    expect(platform.posts).toHaveLength(1);
    clock.advance(2000);
    await tick();
    expect(platform.posts.map(({ message }) => message.kind)).toEqual(['overview', 'card', 'card', 'card']);
    expect((await last())?.state).toBe('sent');
  });

  it('for hours the delivery fails visibly', async () => {
    const { clock, tick, platform, last } = await aWorld();
    clock.set('2026-04-30T09:00:10Z');
    for (let i = 0; i < 60; i++) {
      platform.faults.push({ error: fault('transient') });
      await tick();
      clock.advance(HOUR / 4);
    }
    expect(await last()).toMatchObject({
      state: 'failed',
      reason: { code: 'unexpected', values: { text: 'the platform says transient' } },
    });
    expect(platform.posts).toEqual([]);
  });

  it('and the answer to a post is lost, the post is looked up and not sent again', async () => {
    const { clock, tick, platform, last } = await aWorld();
    platform.faults.push({ error: fault('unknown'), after: true });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(platform.posts).toHaveLength(1);
    clock.advance(60_000);
    await tick();
    expect(platform.posts.map(({ message }) => message.kind)).toEqual(['overview', 'card', 'card', 'card']);
    expect((await last())?.state).toBe('sent');
  });

  it('and does not let us look, the outcome is unknown and nothing is sent blindly', async () => {
    const { clock, tick, platform, last, store } = await aWorld();
    platform.faults.push({ error: fault('unknown'), after: true });
    platform.findFault = fault('refused');
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    clock.advance(60_000);
    await tick();
    clock.advance(HOUR);
    await tick();
    expect(platform.posts).toHaveLength(1);
    expect(await last()).toMatchObject({ state: 'unknown', reason: { values: { fix: 'fix it' } } });
    expect((await store.subscriptions.find(CHANNEL))?.paused).toBeUndefined();
  });

  it('one channel does not hold up another', async () => {
    const { clock, tick, platform, store } = await aWorld();
    await wish(store, { channel: channelId('discord:200') });
    platform.faults.push({ error: fault('refused') });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(platform.posts).toHaveLength(4);
  });
});

describe('when a platform takes longer over a post than the lease lasts', () => {
  it('no other worker of the process begins it again', async () => {
    const { clock, store, deliver, platform } = await aWorld();
    const other = aSubscription({ channel: channelId('discord:200'), count: 3, nextDueAt: 0 });
    await store.subscriptions.put(other);
    clock.set('2026-04-30T09:00:10Z');
    const slow = { channel: CHANNEL, slot: clock.now() };
    for (const channel of [CHANNEL, other.channel])
      await store.deliveries.enqueue({ ...slow, channel: channelId(channel) }, slow.slot);
    const leaseUntil = async () => (await store.deliveries.find(slow))?.leaseUntil ?? 0;
    const firstLease = slow.slot + 2 * 60_000;
    platform.beforeSend = async (key) => {
      if (key !== toPostId(slow, 0)) clock.advance(60_000);
      // Goes on when the other worker, which is done with its own, has found the lease over and taken a new one.
      else while ((await leaseUntil()) <= firstLease) await nextTurn();
    };
    await deliver.run();
    expect(platform.posts).toHaveLength(8);
    expect(new Set(platform.posts.map(({ key }) => key)).size).toBe(8);
    for (const channel of [CHANNEL, other.channel])
      expect((await store.deliveries.listRecent(channelId(channel), 1))[0]?.state).toBe('sent');
  });
});

describe('while a platform keeps one channel waiting', () => {
  it('what comes due meanwhile is delivered', async () => {
    const { clock, store, deliver, platform } = await aWorld();
    const other = aSubscription({
      channel: channelId('discord:200'),
      count: 3,
      layout: 'compact',
      nextDueAt: 0,
    });
    await store.subscriptions.put(other);
    clock.set('2026-04-30T09:00:10Z');
    const slot = clock.now();
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const { promise: otherIsPosted, resolve: posted } = Promise.withResolvers<void>();
    platform.beforeSend = async (key) => {
      if (key === toPostId({ channel: other.channel, slot }, 0)) posted();
      else {
        hold();
        await released;
      }
    };
    const first = deliver.run();
    await held;
    await store.deliveries.enqueue({ channel: other.channel, slot }, slot);
    const second = deliver.run();
    await otherIsPosted;
    release();
    await Promise.all([first, second]);
    expect(platform.posts).toHaveLength(5);
  });
});

describe('a thousand digests that are due at the same minute', () => {
  it('leave a command its turn while they are made ready', async () => {
    const { clock, log, store } = await aWorld();
    const nextDueAt = Date.parse('2026-04-30T09:00:00Z');
    for (let i = 0; i < 1000; i++)
      await store.subscriptions.put(aSubscription({ channel: channelId(`discord:${1000 + i}`), nextDueAt }));
    clock.set('2026-04-30T09:00:10Z');
    let turns = 0;
    const working = enqueueDue({ store, clock, log });
    const ended = working.then(() => 'ended');
    while ((await Promise.race([ended, nextTurn('working')])) === 'working') turns += 1;
    expect(turns).toBeGreaterThan(2);
    expect(await store.deliveries.listOpen()).toHaveLength(1001);
    expect(await store.subscriptions.listDue(clock.now())).toEqual([]);
  });
});

describe('a platform that keeps all its channels waiting', () => {
  it('does not hold up the digests of the other', async () => {
    const { clock, store, deps, platform } = await aWorld();
    clock.set('2026-04-30T09:00:10Z');
    const slack = aPlatform('slack');
    const deliver = createDeliver({ ...deps, platforms: new Map([...deps.platforms, ['slack', slack]]) });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    slack.beforeSend = () => released;
    const slot = clock.now();
    for (let i = 0; i < 5; i++) {
      const channel = `slack:T0LOOP/C${i}` as const;
      await store.subscriptions.put(
        aSubscription({ channel: channelId(channel), count: 3, layout: 'compact', nextDueAt: 0 }),
      );
      await store.deliveries.enqueue({ channel: channelId(channel), slot: slot - 1 }, slot - 1);
    }
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    const { promise: done, resolve: posted } = Promise.withResolvers<void>();
    platform.beforeSend = () => posted();
    const running = deliver.run();
    await done;
    expect(slack.posts).toEqual([]);
    release();
    await running;
    expect([platform.posts.length, slack.posts.length]).toEqual([4, 5]);
  });
});

describe('when the store fails while a digest is in progress', () => {
  it('the digest is finished, the error is logged, and the next run continues', async () => {
    const { clock, store, deps, log, platform } = await aWorld();
    clock.set('2026-04-30T09:00:10Z');
    const slot = clock.now();
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    const full = Promise.withResolvers<void>();
    const { claim } = store.deliveries;
    let claims = 0;
    const failing: typeof claim = async (...args) => {
      if (!(args[4] && 'on' in args[4]) || ++claims !== 2) return claim(...args);
      full.resolve();
      throw new Error('the disk is full');
    };
    const deliver = createDeliver({
      ...deps,
      store: { ...store, deliveries: { ...store.deliveries, claim: failing } },
    });
    // The worker that fails does so while the other is at its first post, and nobody waits for it.
    platform.beforeSend = async () => {
      await full.promise;
      await nextTurn();
    };
    await deliver.run();
    expect(platform.posts).toHaveLength(4);
    expect((await store.deliveries.find({ channel: CHANNEL, slot }))?.state).toBe('sent');
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    await store.deliveries.enqueue({ channel: CHANNEL, slot: slot + 1 }, slot);
    await deliver.run();
    expect((await store.deliveries.find({ channel: CHANNEL, slot: slot + 1 }))?.state).toBe('sent');
  });
});

describe('when the process stops in the middle', () => {
  it('the next one goes on with the same papers after the lease, and posts each once', async () => {
    const world = await aWorld();
    const { clock, platform, store, deps, last } = world;
    clock.set('2026-04-30T09:00:10Z');
    const first = createDeliver(deps);
    platform.beforeSend = () => {
      if (platform.posts.length === 1) void first.stop();
    };
    await store.deliveries.enqueue(
      { channel: CHANNEL, slot: Date.parse('2026-04-30T09:00:00Z') },
      clock.now(),
    );
    await first.run();
    expect(platform.posts).toHaveLength(2);
    // Meanwhile the ranking has changed: that is tomorrow's business.
    await store.papers.save(
      [{ id: '2604.00008', title: 'Paper number 8', abstract: '', authors: [], upvotes: 9999 }],
      clock.now(),
    );
    clock.advance(3 * 60_000);
    await world.tick();
    const cards = platform.posts.flatMap(({ message }) =>
      message.kind === 'card' ? [message.view.paper.id] : [],
    );
    expect(cards).toEqual(['2604.00001', '2604.00002', '2604.00003']);
    expect((await last())?.state).toBe('sent');
  });

  it('between sending and recording, the post is found and not repeated', async () => {
    const { clock, platform, store, tick } = await aWorld();
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    const [overview] = platform.posts;
    if (!overview) throw new Error('nothing was posted');
    // As a crash would leave it: sent on the platform, `sending` in the ledger.
    const key = { channel: CHANNEL, slot: Date.parse('2026-04-30T09:00:00Z') };
    const [post] = await store.posts.listOfDelivery(key);
    await store.posts.mark(post?.id ?? '', 'sending', clock.now());
    await store.deliveries.settle(key, { state: 'due', runAt: clock.now() }, clock.now());
    await tick();
    expect(platform.posts).toHaveLength(4);
    expect((await store.posts.listOfDelivery(key)).map(({ state }) => state)).toEqual([
      'sent',
      'sent',
      'sent',
      'sent',
    ]);
  });
});
