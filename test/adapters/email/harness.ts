import { onTestFinished } from 'vitest';
import { createEmail, type EmailOptions } from '../../../adapters/email/index.ts';
import { openMailServer } from '../../../loopback/mail-server.ts';
import { type ChannelId, toChannelId } from '../../../src/core/base/ids.ts';
import type { MailAccess } from '../../../src/core/mail/mail-access.ts';
import { sameMailbox } from '../../../src/core/mail/mail-address.ts';
import { createMailLinks } from '../../../src/core/mail/mail-links.ts';
import { toMailWish } from '../../../src/core/mail/mail-wish.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { DEFAULT_SUBSCRIPTION } from '../../../src/core/schedule/subscription.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { createMailKeys } from '../../../src/mail/keys.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog } from '../../support/builders.ts';
import { tenantId } from '../../support/ids.ts';

export const MAIL_KEY = 'a key of a test that is long enough';
export const TENANT = tenantId('email:readers');
const LIMITS = { perAskerAnHour: 1000, perAddressADay: 1000, perHour: 100_000 };

/** The id of the n-th mailbox of a test. */
export function mailboxId(n: number): ChannelId {
  return toChannelId('email', n.toString(16).padStart(32, '0'));
}

/** The e-mail adapter before a real mail server on loopback, with a store and no mailbox yet. */
export async function anEmail(options: Partial<EmailOptions> = {}) {
  const log = aLog();
  const clock = aClock('2026-04-30T08:00:00Z');
  const server = await openMailServer();
  const store = await openStore({ url: ':memory:', log });
  const keys = createMailKeys(MAIL_KEY);
  const links = createMailLinks('https://papers.example.org/', keys, clock);
  const access: MailAccess = { mailboxes: store.mailboxes, keys, links };
  const sender = { from: 'Paperboy <papers@example.org>', address: 'papers@example.org' };
  const make = (more: Partial<EmailOptions> = {}): Platform =>
    createEmail({
      ...{ url: server.url, sender, clock, botClock: clock, access, log, perSecond: 1000 },
      ...options,
      ...more,
    });
  const platform = make();
  onTestFinished(async () => {
    platform.close?.();
    await server.close();
    await store.close();
  });
  return { log, clock, server, store, access, keys, links, platform, make };
}

/** A mailbox that somebody confirmed, and what it gets. */
export async function aMailbox(
  { store, access: { keys } }: { readonly store: Store; readonly access: Pick<MailAccess, 'keys'> },
  n: number,
  nextDueAt: number,
  address = `reader${n}@example.com`,
): Promise<ChannelId> {
  const channel = mailboxId(n);
  const wish = { ...toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false), count: 3 };
  await store.mailboxes.ask(
    {
      ...{ channel, state: 'asked', wish, tenant: TENANT, askedAt: 0 },
      sealed: keys.seal(channel, address),
      checksum: keys.checksum(sameMailbox(address)),
    },
    `asker ${n}`,
    LIMITS,
  );
  const subscription = {
    ...DEFAULT_SUBSCRIPTION,
    ...wish,
    channel,
    tenant: TENANT,
    layout: 'letter' as const,
  };
  await store.mailboxes.confirm({ ...subscription, nextDueAt, createdAt: 0 }, 0);
  return channel;
}
