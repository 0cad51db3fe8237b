import { describe, expect, it } from 'vitest';
import { toSlot } from '../../../src/core/delivery/delivery.ts';
import { createAlerts } from '../../../src/jobs/alerts/alerts.ts';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import type { RefreshStatus } from '../../../src/jobs/papers/refresh.ts';
import { aProblem } from '../../support/a-problem.ts';
import { channelId, tenantId } from '../../support/ids.ts';
import { aWorld, fault, HOUR } from '../world.ts';

const MINUTE = 60_000;
const OPS = channelId('discord:900');

async function anOperator() {
  const world = await aWorld();
  const { store, clock, platform, deps } = world;
  let status: RefreshStatus = { lastSuccess: clock.now() };
  let refusedAt: number | undefined;
  const state = { isUp: true };
  const connected = { ...platform.connection, isUp: () => state.isUp };
  const start = () =>
    createAlerts({
      ...{
        store,
        clock,
        channel: OPS,
        platforms: new Map([['discord', { ...platform, connection: connected }]]),
      },
      sourceNames: { lists: 'Hugging Face', details: 'arXiv' },
      readRefreshStatus: () => status,
      getLastBudgetRefusal: () => refusedAt,
    });
  let alerts = start();
  return {
    ...{ ...world, state, connected },
    alerts: () => alerts,
    restart: () => {
      alerts = start();
    },
    source: (next: RefreshStatus) => {
      status = next;
    },
    refuse: () => {
      refusedAt = clock.now();
    },
    /** So many minutes pass, with a tick in each. */
    async pass(minutes: number) {
      for (let i = 0; i < minutes; i++) {
        clock.advance(MINUTE);
        await alerts.run();
        await createDeliver({
          ...deps,
          onUnknownOutcome: (name) => void alerts.raiseUnknownOutcome(name),
        }).run();
      }
    },
    said: () =>
      platform.posts
        .filter(({ destination }) => destination.channel === '900')
        .map(({ message }) => ('text' in message ? String(message.text) : '')),
  };
}

const problem = aProblem('HTTP 503');
const TROUBLE = [{ days: [], problem, publicProblem: problem }];

describe('the channel for alerts', () => {
  it('hears of a source that is away for an hour, once, and once when it answers', async () => {
    const { source, pass, said, clock, restart } = await anOperator();
    const lastSuccess = clock.now();
    source({ lastSuccess, lists: TROUBLE });
    await pass(50);
    expect(said()).toEqual([]);
    await pass(20);
    expect(said()).toEqual(['Hugging Face has not answered for an hour.']);
    // After a restart nothing is known yet, which is no answer.
    source({});
    restart();
    await pass(5);
    source({ lists: TROUBLE });
    await pass(65);
    expect(said()).toHaveLength(1);
    source({ lastSuccess: clock.now() });
    await pass(3);
    expect(said().slice(1)).toEqual(['Hugging Face answers again.']);
    source({ lastSuccess: clock.now(), lists: TROUBLE });
    await pass(65);
    expect(said()).toHaveLength(3);
  });

  it('hears of a lost connection after ten minutes, and of a server that removed the bot', async () => {
    const { state, pass, said, store, clock } = await anOperator();
    state.isUp = false;
    await pass(8);
    state.isUp = true;
    await pass(2);
    expect(said()).toEqual([]);
    state.isUp = false;
    const tenant = tenantId('discord:1');
    const pause = { at: 0, by: 'departure', reason: { code: 'removed', values: { graceDays: 30 } } } as const;
    await store.tenants.depart({ tenant, at: clock.now() }, pause);
    await pass(13);
    expect(said()).toEqual([
      'The bot was removed from discord:1. Posts there are paused, and the data of discord:1 is deleted after 30 days.',
      expect.stringContaining('No events have been received from discord for ten minutes'),
    ]);
    state.isUp = true;
    await store.tenants.undoDeparture(tenant);
    await pass(2);
    expect(said().slice(2)).toEqual([
      'The bot was added to discord:1 again, or the data of discord:1 was deleted. Events are received from discord again, or discord is no longer configured.',
    ]);
  });

  it('hears of shards that another process has, and that all events come again once nobody sees them down', async () => {
    const { pass, said, store, clock, connected } = await anOperator();
    Object.assign(connected, { listShards: () => new Map([[0, true]]) });
    const see = () =>
      store.alerts.raise({ kind: 'platform', subject: 'discord' }, clock.now(), toSlot('alert', clock.now()));
    for (let minute = 0; minute < 5; minute++) {
      await see();
      await pass(1);
    }
    expect(said()).toEqual([expect.stringContaining('No events have been received from discord')]);
    await pass(4);
    expect(said().slice(1)).toEqual([
      'Events are received from discord again, or discord is no longer configured.',
    ]);
  });

  it('hears that an alert is over where the bot is started without its platform', async () => {
    const { pass, said, store, clock } = await anOperator();
    // As with several processes: none has the role of a platform that no process is configured for.
    Object.assign(store.roles, { has: (role: string) => role !== 'slack' });
    await store.alerts.raise(
      { kind: 'platform', subject: 'slack' },
      clock.now(),
      toSlot('alert', clock.now()),
    );
    await pass(2);
    expect(said().slice(1)).toEqual([
      'Events are received from slack again, or slack is no longer configured.',
    ]);
  });

  it('hears of a budget that is used up, and of the next day', async () => {
    const { refuse, pass, said, clock, source } = await anOperator();
    refuse();
    await pass(3);
    refuse();
    await pass(3);
    expect(said()).toEqual([expect.stringContaining('The daily budget of the model is used up.')]);
    clock.advance(16 * HOUR);
    source({ lastSuccess: clock.now() });
    await pass(2);
    expect(said().slice(1)).toEqual(['The model has a new daily budget.']);
  });

  it('hears of an unknown outcome, and that there was none for a day', async () => {
    const { alerts, pass, said, clock, source } = await anOperator();
    await alerts().raiseUnknownOutcome('slack');
    await pass(2);
    await alerts().raiseUnknownOutcome('slack');
    await pass(2);
    expect(said()).toEqual(['It is not known whether a digest on slack was posted.']);
    clock.advance(25 * HOUR);
    source({ lastSuccess: clock.now() });
    await pass(2);
    expect(said().slice(1)).toEqual(['No post on slack has had an unknown outcome for a day.']);
  });

  it('gets alerts by the rules of every post: tried again, looked up, and never twice', async () => {
    const { refuse, pass, said, platform, store } = await anOperator();
    refuse();
    platform.faults.push({ error: fault('transient') }, { error: fault('unknown'), after: true });
    await pass(20);
    expect(said()).toHaveLength(1);
    const [delivery] = await store.deliveries.listRecent(OPS, 1, 'alert');
    expect(delivery).toMatchObject({ state: 'sent', kind: 'alert' });
    expect(await store.deliveries.listRecent(OPS, 1), 'it is no digest').toEqual([]);
  });
});
