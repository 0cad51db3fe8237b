import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/core/base/log.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { papers } from '../support/builders.ts';
import { KEY, MINUTE, NOON, plan, sentAs } from './ledger.ts';

// A process of its own that works on a store: `child.ts URL WORK FROM`, started by a line on its
// standard input. It writes one line for everything that the store has acknowledged.

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function acknowledge(fact: string): void {
  // Not process.stdout: a line must be out of this process before it does anything else.
  writeSync(1, `${fact}\n`);
}

const WORK: Record<string, (store: Store, from: number) => Promise<void>> = {
  /** Claims until nothing is left. */
  async claim({ deliveries }, from) {
    for (;;) {
      const rows = await deliveries.claim(`child ${from}`, NOON, MINUTE, 3);
      for (const { slot } of rows) acknowledge(String(slot));
      if (rows.length === 0) return;
    }
  },

  /** Claims and settles until nothing is open, and says when it had each. */
  async work({ deliveries }, from) {
    const owner = `child ${from}`;
    while ((await deliveries.listOpen()).length > 0) {
      for (const { channel, slot } of await deliveries.claim(owner, NOON, MINUTE, 3)) {
        const since = process.hrtime.bigint();
        await sleep(1);
        const until = process.hrtime.bigint();
        await deliveries.settle({ channel, slot }, { state: 'sent' }, NOON, owner);
        acknowledge(`${slot} ${since} ${until}`);
      }
    }
  },

  /** Moves one subscription on and on, and enqueues each slot it won. */
  async advance({ subscriptions, deliveries }) {
    for (;;) {
      const due = (await subscriptions.find(KEY.channel))?.nextDueAt ?? 0;
      if (due >= 200) return;
      if (await subscriptions.advance(KEY.channel, due, due + 1)) acknowledge(`advanced ${due}`);
      if (await deliveries.enqueue({ channel: KEY.channel, slot: due }, due)) acknowledge(`enqueued ${due}`);
    }
  },

  /** A refresh and a digest, again and again, until it is killed. */
  async save(store, from) {
    for (let n = from; ; n++) {
      const batch = papers(20).map((paper) => ({ ...paper, id: `${paper.id}.${n % 50}`, upvotes: n }));
      const ids = batch.map(({ id }) => id);
      await store.papers.save(batch, n);
      acknowledge(`saved ${n}`);
      const day = `day ${n}`;
      await store.editions.save({ day, state: 'closed', paperIds: ids, fetchedAt: n });
      acknowledge(`listed ${n}`);
      const [overview] = await plan(store, { ...KEY, slot: n }, ...ids.slice(0, 5));
      acknowledge(`planned ${n}`);
      await store.posts.mark(overview?.id ?? '', 'sent', n, sentAs(`m${n}`));
      acknowledge(`sent ${n}`);
    }
  },
};

const [url = '', work = '', from = '0'] = process.argv.slice(2);
const store = await openStore({ url, log: quiet });
acknowledge('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.pause();
await WORK[work]?.(store, Number(from));
await store.close();
