import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlatformDefinition } from '../../adapters/shared/definition.ts';
import { addPlatforms } from '../../src/app/platforms.ts';
import { PROFILES } from '../../src/app/profile.ts';
import { type Config, readConfig } from '../../src/config/config.ts';
import { readTerminalTraits } from '../../src/config/terminal-traits.ts';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { type PlatformName, toChannelId, toTenantId } from '../../src/core/base/ids.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { Layout } from '../../src/core/schedule/subscription.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { createDuplicateCheck } from '../../src/jobs/delivery/duplicate-check.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { PresetReactions } from '../../src/jobs/votes/preset-reactions.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { openStore } from '../../src/store/open-store.ts';
import { askSource, HOUR } from '../jobs/world.ts';
import { aProblem } from '../support/a-problem.ts';
import { aClock, aLog, aSubscription, papers, saveEdition, until } from '../support/builders.ts';
import { DELIVERING } from '../support/delivering.ts';

const CHANNEL = toChannelId('pager', 'desk');
const ALL = toTenantId('pager', 'all');

interface Sent {
  readonly message: Message;
  readonly key: string;
  readonly thread: string | undefined;
}

/** A platform that can post and nothing else: no edits, threads, reactions, look-ups, private messages, events or checks. */
function aPager() {
  const sent: Sent[] = [];
  /** What the next posts do; `after` carries the post out first. */
  const faults: Array<{ readonly error: DeliveryError; readonly after?: boolean }> = [];
  let hangs = false;
  const platform: Platform = {
    name: 'pager',
    render: (message) => message,
    async send(to, message, key) {
      const fault = faults.shift();
      if (fault && !fault.after) throw fault.error;
      sent.push({ message, key, thread: to.thread });
      if (fault) throw fault.error;
      if (hangs) await new Promise(() => undefined);
      return { ...to, messageId: key, tenant: ALL };
    },
  };
  const definition: PlatformDefinition<Config> = {
    ...{ name: 'pager', title: 'Pager', tokens: ['PAGER_TOKEN'], whereIdsAre: 'On its back.' },
    ...{ isChannelId: () => true, isPersonId: () => true, isTenantId: () => true },
    isConfigured: () => true,
    create: async () => platform,
  };
  const hang = () => {
    hangs = true;
  };
  return { sent, faults, hang, definition };
}

/** The real scheduler, ledger and jobs, with the pager as the one platform that is registered. */
async function aBot(layout: Layout) {
  const { sent, faults, hang, definition } = aPager();
  const log = aLog();
  const clock = aClock('2026-04-30T08:00:00Z');
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  const platforms = new Map<PlatformName, Platform>();
  await addPlatforms(platforms, {
    ...{ profile: PROFILES.service, config: readConfig({}), traits: readTerminalTraits(), zone: 'UTC' },
    ...{ wallClock: clock, log, registry: [definition] },
  });
  await saveEdition(store, papers(8), clock.now());
  const nextDueAt = Date.parse('2026-04-30T09:00:00Z');
  await store.subscriptions.put(aSubscription({ channel: CHANNEL, layout, count: 3, nextDueAt }));
  const deps = { ...DELIVERING, store, platforms, clock, log };
  const tallies = createTallies({ ...deps, wallClock: clock, editEveryMs: 0, editWithinMs: 7 * 24 * HOUR });
  return {
    ...{ sent, faults, hang, store, clock, log, tallies, platforms, deps },
    async tick(time: string, own = deps) {
      clock.set(`2026-04-30T${time}Z`);
      await askSource(store, clock.now());
      await enqueueDue({ store, clock, log });
      await createDeliver({ ...own, onPosted: tallies.recordPost }).run();
      await new PresetReactions(deps).run();
      await createDuplicateCheck(deps).run();
      await tallies.resume();
    },
    last: async () => (await store.deliveries.listRecent(CHANNEL, 1))[0],
  };
}

const unknown = () =>
  new DeliveryError('unknown', aProblem('the connection broke after the message was sent'));

describe('a platform of a few lines that can only post', () => {
  it.each([
    ['thread', ['overview', 'card', 'card', 'card']],
    ['cards', ['card', 'card', 'card']],
    ['compact', ['overview']],
  ] as const)('gets the digest in the layout %s, once', async (layout, kinds) => {
    const { sent, tick, last, store, clock, log } = await aBot(layout);
    await tick('09:00:10');
    await tick('09:01:10');
    expect(sent.map(({ message }) => message.kind)).toEqual(kinds);
    expect(sent.every(({ thread }) => thread === undefined)).toBe(true);
    expect(await last()).toMatchObject({ state: 'sent', attempts: 1 });
    expect(await store.presetReactions.listDue('pager', clock.now() + HOUR, 10)).toEqual([]);
    expect(log.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });

  it('gets a post that certainly was not sent at the next try, without a look-up', async () => {
    const { sent, faults, tick, last } = await aBot('cards');
    faults.push({ error: new DeliveryError('transient', aProblem('greylisted')) });
    await tick('09:00:10');
    expect(sent).toEqual([]);
    expect(await last()).toMatchObject({ state: 'due' });
    await tick('09:10:10');
    expect(sent.map(({ message }) => message.kind)).toEqual(['card', 'card', 'card']);
    expect(await last()).toMatchObject({ state: 'sent' });
  });

  it.each([true, false])(
    'gets a post whose outcome is unknown no second time (carried out: %s)',
    async (after) => {
      const { sent, faults, tick, last, store } = await aBot('cards');
      faults.push({ error: unknown(), after });
      await tick('09:00:10');
      await tick('09:10:10');
      await tick('10:10:10');
      expect(sent).toHaveLength(after ? 1 : 0);
      const delivery = await last();
      expect(delivery?.state).toBe('unknown');
      expect(delivery?.reason?.code).toBeDefined();
      const posts = delivery ? await store.posts.listOfDelivery(delivery) : [];
      expect(posts.map(({ state }) => state)).toEqual(['unknown', 'planned', 'planned']);
      expect((await store.subscriptions.find(CHANNEL))?.paused).toBeUndefined();
    },
  );

  it('gets no second time what a process was sending when it ended', async () => {
    const { sent, hang, deps, tick, last } = await aBot('compact');
    hang();
    const ended = { ...deps, owner: 'one that ends' };
    void tick('09:00:10', ended);
    await until(() => sent.length === 1, 'the post is under way');
    await tick('10:00:10');
    expect(sent).toHaveLength(1);
    expect(await last()).toMatchObject({ state: 'unknown' });
  });

  it('shows votes of other channels nowhere, and is read back from by nobody', async () => {
    const { tallies, tick, store, platforms, deps, sent } = await aBot('thread');
    await tick('09:00:10');
    const [card] = sent.filter(({ message }) => message.kind === 'card');
    const id = card?.message.kind === 'card' ? card.message.view.paper.id : '';
    await tallies.editAfterChange([id], ALL);
    await tallies.flush();
    await tick('09:05:10');
    expect(await store.edits.listDue('pager', Date.now() * 2, 10)).toEqual([]);
    const pager = platforms.get('pager');
    if (!pager) throw new Error('it is registered');
    await reconcileVotes(pager, { ...deps, tallies, withinMs: HOUR });
    expect(sent).toHaveLength(4);
  });
});
