import { describe, expect, it } from 'vitest';
import type { MailFault } from '../../../loopback/mail-server.ts';
import { splitId } from '../../../src/core/base/ids.ts';
import { deliveryTicks } from '../../jobs/delivery-ticks.ts';
import { papers, saveEdition } from '../../support/builders.ts';
import { aMailbox, mailboxId } from '../../support/mailboxes.ts';
import { anEmail, MAIL_KEY } from './harness.ts';

/** The real ledger and the real adapter before a real mail server; a digest of three papers is due at nine. */
async function aMorning(options: Parameters<typeof anEmail>[0] = {}, mailboxes = 1) {
  const rig = await anEmail(options);
  const { store, clock } = rig;
  await saveEdition(store, papers(8), clock.now());
  for (let n = 1; n <= mailboxes; n++) await aMailbox(rig, n, Date.parse('2026-04-30T09:00:00Z'));
  return {
    ...rig,
    ...deliveryTicks(rig, 8),
    last: async () => (await store.deliveries.listRecent(mailboxId(1), 1))[0],
  };
}

const later = (status: number, at: 'connect' | 'from' | 'to' | 'data'): MailFault => ({
  ...{ at, status },
  says: `4.2.0 try again, reader1@example.com`,
});

describe('a digest by e-mail', () => {
  it('goes out once, with every paper in one mail', async () => {
    const { tick, server, last } = await aMorning();
    await tick('09:00:10');
    await tick('09:01:10');
    expect(await last()).toMatchObject({ state: 'sent', attempts: 1 });
    expect(server.received).toHaveLength(1);
    const [{ mail, to, from } = { mail: undefined, to: [], from: '' }] = server.received;
    expect(to).toEqual(['reader1@example.com']);
    expect(from).toBe('papers@example.org');
    expect(mail?.subject).toContain('Paper number 1 and 2 more');
    for (const part of [mail?.text ?? '', String(mail?.html)])
      for (const title of ['Paper number 1', 'Paper number 2', 'Paper number 3'])
        expect(part).toContain(title);
  });

  it.each([
    [450, 'to'],
    [451, 'data'],
    [421, 'connect'],
    [421, 'to'],
    [452, 'from'],
  ] as const)(
    'that the server puts off with %s at %s is sent later, under the same id',
    async (status, at) => {
      const { tick, server, last, store } = await aMorning();
      server.faults.push(later(status, at));
      await tick('09:00:10');
      expect(server.received).toHaveLength(0);
      const waiting = await last();
      expect(waiting).toMatchObject({ state: 'due', attempts: 1 });
      expect(JSON.stringify(waiting?.reason)).not.toContain('reader1@');
      await tick('09:06:10');
      expect(await last()).toMatchObject({ state: 'sent', attempts: 2 });
      expect(server.received.map(({ mail }) => mail.messageId)).toEqual([
        expect.stringMatching(new RegExp(`^<[0-9a-z.]+\\.${splitId(mailboxId(1)).id}@example\\.org>$`)),
      ]);
      expect((await store.subscriptions.find(mailboxId(1)))?.paused).toBeUndefined();
    },
  );

  it('whose reader does not exist stops the address, and deletes it', async () => {
    const { tick, server, last, store, clock } = await aMorning();
    server.faults.push({ at: 'to', status: 550, says: '5.1.1 no such user' });
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'failed' });
    const mailbox = await store.mailboxes.find(mailboxId(1));
    expect(mailbox).toMatchObject({ state: 'stopped' });
    expect(mailbox).not.toHaveProperty('sealed');
    expect(await store.subscriptions.find(mailboxId(1))).toBeUndefined();
    clock.set('2026-05-01T09:00:10Z');
    await tick('10:00:10');
    expect(server.received).toHaveLength(0);
  });

  it.each([
    ['data', 554, '5.7.1 looks like spam'],
    ['to', 554, '5.7.1 your host is on a list'],
    ['to', 552, '5.2.2 the mailbox is full'],
  ] as const)(
    'that the server refuses for another reason than its address costs no address (%s: %s %s)',
    async (at, status, says) => {
      const { tick, server, last, store } = await aMorning();
      server.faults.push({ at, status, says });
      await tick('09:00:10');
      await tick('09:30:10');
      expect(await last()).toMatchObject({ state: 'failed' });
      expect(await store.mailboxes.find(mailboxId(1))).toMatchObject({ state: 'confirmed' });
      expect((await store.subscriptions.find(mailboxId(1)))?.paused).toBeUndefined();
    },
  );

  it('whose connection breaks after the text has an unknown outcome, and is never sent again', async () => {
    const { tick, server, last, store } = await aMorning();
    server.faults.push({ at: 'cut-after-data' });
    await tick('09:00:10');
    await tick('09:30:10');
    await tick('11:30:10');
    expect(server.received).toHaveLength(1);
    const delivery = await last();
    expect(delivery?.state).toBe('unknown');
    expect(delivery && (await store.posts.listOfDelivery(delivery))[0]?.state).toBe('unknown');
  });

  it('whose connection breaks before the text was certainly not taken, and is sent later', async () => {
    const { tick, server, last } = await aMorning();
    server.faults.push({ at: 'cut-before-data' });
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'due' });
    await tick('09:06:10');
    expect(await last()).toMatchObject({ state: 'sent' });
    expect(server.received).toHaveLength(1);
  });

  it('finds a server that is away later', async () => {
    const { tick, server, last, make, deps } = await aMorning();
    deps.platforms.set('email', make({ url: 'smtp://127.0.0.1:1' }));
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'due' });
    deps.platforms.set('email', make());
    await tick('09:06:10');
    expect(await last()).toMatchObject({ state: 'sent' });
    expect(server.received).toHaveLength(1);
  });

  it('waits for a slow server, and is sent once', async () => {
    const { tick, server, last } = await aMorning();
    server.faults.push({ at: 'slow', ms: 300 });
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'sent' });
    expect(server.received).toHaveLength(1);
  });

  it('to a server that says nothing more has an unknown outcome', async () => {
    const { tick, server, last } = await aMorning({ socketTimeoutMs: 200 });
    server.faults.push({ at: 'slow', ms: 1000 });
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'unknown' });
    await tick('09:30:10');
    expect(server.received).toHaveLength(1);
  });

  it('whose address was sealed with another key waits, and nothing is deleted', async () => {
    const { tick, last, store, make, deps, access } = await aMorning();
    const { createMailKeys } = await import('../../../src/mail/keys.ts');
    deps.platforms.set('email', make({ access: { ...access, keys: createMailKeys(`another ${MAIL_KEY}`) } }));
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'due' });
    expect(await store.mailboxes.find(mailboxId(1))).toMatchObject({ state: 'confirmed' });
  });

  it('reaches each of 300 readers once while the server is in a bad mood', async () => {
    const { tick, server, store } = await aMorning({}, 300);
    const moods: MailFault[] = [
      later(450, 'to'),
      later(421, 'to'),
      { at: 'cut-before-data' },
      later(451, 'data'),
    ];
    server.faults.push(...moods, ...moods, ...moods);
    await tick('09:00:10');
    for (const time of ['09:10:10', '09:20:10', '09:40:10']) await tick(time);
    const counts = Map.groupBy(server.received, ({ to }) => to.join());
    expect(counts.size).toBe(300);
    expect([...counts.values()].filter(({ length }) => length !== 1)).toEqual([]);
    expect(await store.deliveries.listOpen()).toEqual([]);
    // A pool, and not a connection a mail.
    expect(server.connections()).toBeLessThan(40);
  }, 60_000);
});
