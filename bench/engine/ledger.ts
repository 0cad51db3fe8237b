import { setTimeout as sleep } from 'node:timers/promises';
import { toChannelId } from '../../src/core/base/ids.ts';
import { LEASE_MS } from '../../src/jobs/delivery/lease.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, aSubscription } from '../../test/support/builders.ts';
import type { Engine } from './engine.ts';

/** How often this bench looks for what is due; the bot looks after each signal and each minute. */
const LOOK_MS = 200;

/** The bot's own table of deliveries, by the statements that the bot claims with. */
export const ledger: Engine = {
  name: 'own ledger',
  async open(url) {
    const store = await openStore({ url, log: aLog() });
    const owner = `bench ${process.pid}`;
    let isStopping = false;
    let serving: Promise<void> | undefined;
    const serve = async (handle: (key: string) => Promise<void>): Promise<void> => {
      while (!isStopping) {
        const [delivery] = await store.deliveries.claim(owner, Date.now(), LEASE_MS, 1);
        if (delivery) await handle(delivery.channel);
        else await sleep(LOOK_MS);
      }
    };
    return {
      work: async (handle) => {
        serving = serve(handle);
      },
      async add(key) {
        const channel = toChannelId('discord', key);
        await store.subscriptions.put(aSubscription({ channel }));
        await store.deliveries.enqueue({ channel, slot: Date.now() }, Date.now());
      },
      async close() {
        isStopping = true;
        await serving;
        await store.close();
      },
    };
  },
};
