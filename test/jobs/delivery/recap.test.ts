import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import { wordOverviewTitle } from '../../../src/core/message/overview.ts';
import type { Subscription } from '../../../src/core/schedule/subscription.ts';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import { createRecount } from '../../../src/jobs/papers/recount.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { papers } from '../../support/builders.ts';
import { personId, tenantId } from '../../support/ids.ts';
import { aWorld, CHANNEL, HOUR, wish } from '../world.ts';

const AT = Date.parse('2026-04-30T16:00:00Z');
const RECAPS = { week: { cron: '0 16 * * 4', nextDueAt: AT } } as const;
const ANN = personId('discord:ann');

/** Thursday’s digest of three papers is posted, of 20; a recap is due at 16:00. */
async function aWeek(wanted: Partial<Subscription> = {}) {
  const world = await aWorld({ papers: papers(20) });
  await wish(world.store, { recaps: RECAPS, ...wanted });
  world.clock.set('2026-04-30T09:00:10Z');
  await world.tick();
  const before = world.platform.posts.length;
  return {
    ...world,
    /** What was posted after the digest. */
    since: (): Message[] => world.platform.posts.slice(before).map(({ message }) => message),
    vote: (paperId: string) =>
      world.store.votes.cast({
        ...{ paperId, person: ANN, tenant: tenantId('discord:guild'), value: 1, source: 'button' },
        at: world.clock.now(),
      }),
    recap: async () => (await world.store.deliveries.listRecent(CHANNEL, 1, 'week'))[0],
  };
}

describe('a weekly recap', () => {
  it('says what was voted for, what rose and what was missed, once', async () => {
    const { clock, tick, since, vote, store } = await aWeek();
    const [, , third] = papers(3);
    await vote('2604.00002');
    if (third) await store.papers.save([{ ...third, upvotes: 200 }], clock.now() + HOUR);
    clock.set(AT + 10_000);
    await tick();
    await tick();
    const [message, ...more] = since();
    expect(more).toEqual([]);
    if (message?.kind !== 'overview') throw new Error('no recap');
    expect(wordOverviewTitle(message)).toBe('Weekly recap · Apr 24, 2026 to Apr 30, 2026');
    expect(message.groups).toEqual([
      { heading: 'You voted for', count: 1 },
      { heading: 'Rose after they were posted', count: 1 },
      { heading: 'You missed', count: 1 },
    ]);
    // Of those in the best tenth, the first was left alone; the second was voted for.
    expect(message.entries.map(({ paper, n }) => [n, paper.id])).toEqual([
      [1, '2604.00002'],
      [2, '2604.00003'],
      [3, '2604.00001'],
    ]);
    expect(message.entries[1]?.rise).toEqual({ gained: 102, hours: 7 });
  });

  it('comes after a digest of the same minute, and both are posted', async () => {
    const { clock, tick, since, vote } = await aWeek({ cron: '0 9,16 * * *' });
    await vote('2604.00002');
    clock.set(AT + 10_000);
    await tick();
    const kinds = since().map((message) => message.kind === 'overview' && message.recap?.period);
    expect(kinds.filter((kind) => kind !== false)).toEqual([undefined, 'week']);
  });

  it.each([
    [20, 'sent', 'latest'],
    [30, 'skipped', 'latest'],
    [20, 'sent', 'all'],
    [30, 'skipped', 'all'],
    [20, 'skipped', 'skip'],
  ] as const)(
    'missed while the process was off is made up for within a day: after %i hours it is %s (%s)',
    async (hours, state, catchUp) => {
      const { clock, tick, recap, vote } = await aWeek({ catchUp });
      await vote('2604.00002');
      clock.set(AT + hours * HOUR);
      await tick();
      expect((await recap())?.state).toBe(state);
    },
  );

  it('is not posted in a paused channel, and not made up for', async () => {
    const { clock, tick, since, store, recap } = await aWeek();
    const reason = { code: 'by-hand', values: {} } as const;
    await store.subscriptions.pause(CHANNEL, { at: clock.now(), by: 'person', reason });
    clock.set(AT + 10_000);
    await tick();
    expect([since(), await recap()]).toEqual([[], undefined]);
  });

  it('moves on by a week, and says nothing of a week without anything', async () => {
    const { clock, tick, since, store, recap } = await aWeek({ cron: '0 9 * * 0' });
    const week = 7 * 24 * HOUR;
    for (const at of [AT, AT + week]) {
      clock.set(at + 10_000);
      await tick();
    }
    const next = (await store.subscriptions.find(CHANNEL))?.recaps.week?.nextDueAt;
    expect(next).toBe(AT + 2 * week);
    // The digest of Sunday has papers of April; nobody voted, nothing rose, and nothing was listed since.
    expect((await recap())?.state).toBe('skipped');
    expect((await recap())?.reason?.code).toBe('nothing-to-recap');
    expect(since().filter((message) => message.kind === 'notice')).toEqual([]);
  });

  it('names no paper as missed that the channel was shown before these days', async () => {
    const { clock, tick, since, store, recap } = await aWeek();
    const at = AT + 8 * 24 * HOUR;
    await wish(store, { cron: '0 9 1 1 *', nextDueAt: at + 24 * HOUR, recaps: { week: weekly(at) } });
    const paperIds = papers(20).map(({ id }) => id);
    await store.editions.save({ day: '2026-05-05', state: 'closed', paperIds, fetchedAt: at });
    clock.set(at + 10_000);
    await tick();
    expect([since(), (await recap())?.reason?.code]).toEqual([[], 'nothing-to-recap']);
  });

  it('comes with the counts that are saved where they cannot be read again', async () => {
    const { clock, since, store, vote, deps, log } = await aWeek();
    await vote('2604.00002');
    clock.set(AT + 10_000);
    await enqueueDue(deps);
    const source = { list: () => Promise.reject(new Error('Hugging Face is down')) };
    const search = { update: async () => undefined };
    const recount = createRecount({ store, source, search, clock, log, wallClock: clock });
    await createDeliver({ ...deps, recount }).run();
    expect(since().map(({ kind }) => kind)).toEqual(['overview']);
    expect(log.lines.map(({ message }) => message)).toContain(
      'the papers of a recap could not be counted again',
    );
  });

  it('says why where a channel wants to hear of empty days', async () => {
    const { clock, tick, since, store } = await aWeek({ emptyDays: 'say', cron: '0 9 1 1 *' });
    await store.subscriptions.put({
      ...(await subscription(store)),
      recaps: { week: { cron: '0 16 * * 4', nextDueAt: AT + 21 * 24 * HOUR } },
    });
    clock.set(AT + 21 * 24 * HOUR + 10_000);
    await tick();
    expect(JSON.stringify(since())).toContain('No recap this time');
  });

  it('that was switched off while it was due is not posted', async () => {
    const { clock, since, store, deliver, recap } = await aWeek();
    clock.set(AT + 10_000);
    await store.deliveries.schedule(
      [{ channel: CHANNEL, kind: 'week', slots: [AT + 1], from: AT, to: AT + HOUR }],
      clock.now(),
    );
    await wish(store, { recaps: {} });
    await deliver.run();
    expect([since(), (await recap())?.reason?.code]).toEqual([[], 'recap-off']);
  });
});

function weekly(nextDueAt: number) {
  return { cron: '0 16 * * 5', nextDueAt };
}

async function subscription(store: Awaited<ReturnType<typeof aWorld>>['store']): Promise<Subscription> {
  const found = await store.subscriptions.find(CHANNEL);
  if (!found) throw new Error('no subscription');
  return found;
}
