import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/store/store.ts';
import { aSubscription, papers } from '../support/builders.ts';
import { channelId } from '../support/ids.ts';
import { aDigest, aPost, KEY, MINUTE, NOON } from './ledger.ts';
import { startChild } from './run-child.ts';
import { aStore, usedDatabase } from './temp-store.ts';

const SLOTS = Array.from({ length: 200 }, (_, i) => i);

async function enqueueAll({ deliveries }: Store): Promise<void> {
  for (const slot of SLOTS) await deliveries.enqueue({ channel: channelId(`discord:${slot}`), slot }, slot);
}

function numbers(lines: readonly string[]): number[] {
  return lines.map(Number).sort((a, b) => a - b);
}

describe('two stores on one database', () => {
  it('never claim a delivery twice', async () => {
    const location = usedDatabase().createLocation();
    const [one, two] = [await aStore(location), await aStore(location)];
    await enqueueAll(one);
    const claimed: number[] = [];
    const worker = async (store: Store, owner: string) => {
      for (;;) {
        const rows = await store.deliveries.claim(owner, NOON, MINUTE, 2);
        if (rows.length === 0) return;
        claimed.push(...rows.map(({ slot }) => slot));
      }
    };
    await Promise.all([worker(one, 'a'), worker(two, 'b'), worker(one, 'c'), worker(two, 'd')]);
    expect(claimed.sort((a, b) => a - b)).toEqual(SLOTS);
  });

  it('advance a subscription once, and enqueue a slot once', async () => {
    const location = usedDatabase().createLocation();
    const stores = [await aStore(location), await aStore(location), await aStore(location)];
    await stores[0]?.subscriptions.put(aSubscription({ channel: KEY.channel, nextDueAt: 5 }));
    const advanced = await Promise.all(stores.map((s) => s.subscriptions.advance(KEY.channel, 5, 6)));
    const enqueued = await Promise.all(stores.map((s) => s.deliveries.enqueue(KEY, NOON)));
    expect(advanced.filter((won) => won)).toHaveLength(1);
    expect(enqueued.filter((won) => won)).toHaveLength(1);
  });

  it('plan a delivery once; the other is refused and finds the first plan', async () => {
    const location = usedDatabase().createLocation();
    const stores = [await aStore(location), await aStore(location)];
    await stores[0]?.deliveries.enqueue(KEY, NOON);
    const plans = await Promise.allSettled(
      stores.map(({ deliveries }, i) =>
        deliveries.plan(KEY, aDigest(`p${i}`), [aPost(KEY, 0, [`p${i}`])], NOON),
      ),
    );
    expect(plans.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const stored = await stores[1]?.deliveries.find(KEY);
    const [post] = (await stores[1]?.posts.listOfDelivery(KEY)) ?? [];
    expect(post?.paperIds).toEqual(stored?.digest?.papers.map(({ paperId }) => paperId));
  });

  it('save at the same time without waiting for each other forever', async () => {
    const location = usedDatabase().createLocation();
    const stores = [await aStore(location), await aStore(location)];
    const saves = Array.from({ length: 40 }, (_, i) =>
      stores[i % 2]?.papers.save(
        papers(10).map((paper) => ({ ...paper, upvotes: i })),
        i,
      ),
    );
    await Promise.all(saves);
    const changes = (await stores[0]?.papers.listChangedSince(0, 100)) ?? [];
    expect(changes).toHaveLength(10);
    expect(new Set(changes.map(({ changedAt }) => changedAt)).size).toBe(10);
  });

  it('keep a transaction whole when calls of one process come in between', async () => {
    const store = await aStore();
    const many = papers(300);
    const saving = store.papers.save(many, NOON);
    const counts = await Promise.all(Array.from({ length: 20 }, () => store.papers.count()));
    await saving;
    // One connection answers in turn; another one is not held up, and sees nothing of it.
    const whole = usedDatabase().hasProcesses && !usedDatabase().isFile ? [0, 300] : [300];
    expect(whole).toEqual(expect.arrayContaining([...new Set(counts)]));
  });
});

describe.runIf(usedDatabase().hasProcesses)('two processes on one database', () => {
  it('never claim a delivery twice', async () => {
    const location = usedDatabase().createLocation();
    await enqueueAll(await aStore(location));
    const children = [
      await startChild(usedDatabase().url(location), 'claim', 1),
      await startChild(usedDatabase().url(location), 'claim', 2),
    ];
    for (const child of children) child.begin();
    const ends = await Promise.all(children.map((child) => child.end()));
    expect(ends.map(({ errors }) => errors)).toEqual(['', '']);
    expect(numbers(ends.flatMap(({ lines }) => lines))).toEqual(SLOTS);
  });

  it('advance a subscription and enqueue its slots once each', async () => {
    const location = usedDatabase().createLocation();
    await (await aStore(location)).subscriptions.put(aSubscription({ channel: KEY.channel, nextDueAt: 0 }));
    const children = [
      await startChild(usedDatabase().url(location), 'advance'),
      await startChild(usedDatabase().url(location), 'advance'),
    ];
    for (const child of children) child.begin();
    const ends = await Promise.all(children.map((child) => child.end()));
    expect(ends.map(({ errors }) => errors)).toEqual(['', '']);
    const lines = ends.flatMap((end) => end.lines);
    const said = (what: string) =>
      numbers(lines.filter((line) => line.startsWith(what)).map((line) => line.split(' ')[1] ?? ''));
    expect(said('advanced')).toEqual(SLOTS);
    expect(said('enqueued')).toEqual(SLOTS);
  });
});
