import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toMailWish } from '../../../src/core/mail/mail-wish.ts';
import type { Mailbox } from '../../../src/core/mail/mailbox.ts';
import { DEFAULT_SUBSCRIPTION } from '../../../src/core/schedule/subscription.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';
import { aPath, aStore, behindTheBack, usedDatabase } from '../temp-store.ts';

const LIMITS = { perAskerAnHour: 100, perAddressADay: 100, perHour: 100 };
const ADA = personId('slack:T1/U1');
const WORKSPACE = tenantId('slack:T1');
const SEALED = 'sealed-address-of-ada';

async function aMailbox(store: Store, n: number, fields: Partial<Mailbox> = {}) {
  const channel = channelId(`email:${String(n).padStart(32, '0')}`);
  const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
  const mailbox: Mailbox = {
    ...{ channel, wish, state: 'asked', sealed: SEALED, checksum: `checksum ${n}`, tenant: WORKSPACE },
    ...{ askedBy: ADA, askedAt: 1000 },
    ...fields,
  };
  await store.mailboxes.ask(mailbox, 'asker', LIMITS);
  return {
    channel,
    subscription: {
      ...DEFAULT_SUBSCRIPTION,
      ...wish,
      channel,
      tenant: WORKSPACE,
      nextDueAt: 0,
      createdAt: 0,
    },
  };
}

describe('mailboxes', () => {
  it('are shown to who typed the address, and forgotten with them and the votes from the mail', async () => {
    const store = await aStore();
    const { channel, subscription } = await aMailbox(store, 1);
    await store.mailboxes.confirm(subscription, 2000);
    const reader = personId(channel);
    await store.votes.cast({
      paperId: '2604.1',
      person: reader,
      tenant: WORKSPACE,
      value: 1,
      source: 'button',
      at: 3000,
    });
    expect((await store.people.readPersonData(ADA)).mailboxes).toEqual([
      { channel, state: 'confirmed', at: 1000 },
    ]);
    expect((await store.people.readPersonData(reader)).mailboxes).toHaveLength(1);
    await store.people.forget(ADA, 4000);
    expect((await store.people.readPersonData(ADA)).mailboxes).toEqual([]);
    expect(await store.mailboxes.find(channel)).toBeUndefined();
    expect(await store.subscriptions.find(channel)).toBeUndefined();
    expect(await store.votes.list(['2604.1'], [WORKSPACE])).toEqual([]);
  });

  it('are deleted with the server or workspace that they were asked for in', async () => {
    const store = await aStore();
    const confirmed = await aMailbox(store, 1);
    const asked = await aMailbox(store, 2);
    const other = await aMailbox(store, 3, {
      tenant: tenantId('slack:T2'),
      askedBy: personId('slack:T2/U2'),
    });
    await store.mailboxes.confirm(confirmed.subscription, 2000);
    await store.tenants.erase(WORKSPACE);
    for (const { channel } of [confirmed, asked]) expect(await store.mailboxes.find(channel)).toBeUndefined();
    expect(await store.mailboxes.find(other.channel)).toBeDefined();
  });

  it.runIf(usedDatabase().isFile)(
    'leave nothing of an address in the file once they are stopped',
    async () => {
      const path = aPath();
      const store = await aStore(path);
      const { channel, subscription } = await aMailbox(store, 1);
      await store.mailboxes.confirm(subscription, 2000);
      await store.mailboxes.stop(channel, 'unsubscribed', 3000);
      const [row] = behindTheBack(path, (database) => database.prepare('select * from mailbox').all());
      expect(row).toMatchObject({ state: 'stopped', address: null, address_checksum: null });
      for (const file of [path, `${path}-wal`]) expect(readFileSync(file, 'latin1')).not.toContain(SEALED);
    },
  );

  it.runIf(usedDatabase().isFile)(
    'leave none in the file either once another one replaces them, nobody confirms them, or their server is deleted',
    async () => {
      const path = aPath();
      const store = await aStore(path);
      const hasAddress = (sealed: string) =>
        [path, `${path}-wal`].some((file) => readFileSync(file, 'latin1').includes(sealed));
      const first = await aMailbox(store, 1, { sealed: 'sealed-first', checksum: 'one address' });
      await store.mailboxes.confirm(first.subscription, 2000);
      const second = await aMailbox(store, 2, { sealed: 'sealed-second', checksum: 'one address' });
      expect(hasAddress('sealed-first')).toBe(true);
      await store.mailboxes.confirm(second.subscription, 3000);
      expect(await store.mailboxes.find(first.channel)).toMatchObject({ state: 'stopped' });
      expect([hasAddress('sealed-first'), hasAddress('sealed-second')]).toEqual([false, true]);
      await aMailbox(store, 3, { sealed: 'sealed-third' });
      expect(hasAddress('sealed-third')).toBe(true);
      await store.mailboxes.purge(9e12);
      expect(hasAddress('sealed-third')).toBe(false);
      await store.tenants.erase(WORKSPACE);
      expect(hasAddress('sealed-second')).toBe(false);
    },
  );

  it('are confirmed once, by one of two presses at once', async () => {
    const store = await aStore();
    const { subscription } = await aMailbox(store, 1);
    const done = await Promise.all([1, 2].map(() => store.mailboxes.confirm(subscription, 2000)));
    expect(done.toSorted()).toEqual([false, true]);
  });

  it('have each confirmation taken by one of two processes, and none that was taken and not settled', async () => {
    const location = usedDatabase().createLocation();
    const [one, two] = [await aStore(location), await aStore(location)];
    for (let n = 1; n <= 6; n++) await aMailbox(one, n);
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? one : two).mailboxes.claimConfirmation(5000)),
    );
    const channels = taken.flatMap((due) => due?.mailbox.channel ?? []);
    expect(new Set(channels).size).toBe(6);
    expect(channels).toHaveLength(6);
    expect(await one.mailboxes.claimConfirmation(9e12)).toBeUndefined();
    const [first] = channels;
    if (first) await one.mailboxes.settleConfirmation(first, { attempts: 1, runAt: 7000 });
    expect(await two.mailboxes.claimConfirmation(6999)).toBeUndefined();
    expect(await two.mailboxes.claimConfirmation(7000)).toMatchObject({ attempts: 1 });
  });
});
