import { type ChannelId, toChannelId } from '../../src/core/base/ids.ts';
import type { MailAccess } from '../../src/core/mail/mail-access.ts';
import { toMailboxKey } from '../../src/core/mail/mail-address.ts';
import { toMailWish } from '../../src/core/mail/mail-wish.ts';
import { READERS } from '../../src/core/mail/mailbox.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import type { Store } from '../../src/core/store/store.ts';

const LIMITS = { perAskerAnHour: 1000, perAddressADay: 1000, perHour: 100_000 };

/** An hour lies between two requests: so each is counted among few, also where there are thousands. */
const HOUR = 3_600_000;

/** The id of the n-th mailbox of a test. */
export function mailboxId(n: number): ChannelId {
  return toChannelId('email', n.toString(16).padStart(32, '0'));
}

/** A mailbox that somebody confirmed, and what it gets. */
export async function aMailbox(
  { store, access: { keys } }: { readonly store: Store; readonly access: Pick<MailAccess, 'keys'> },
  n: number,
  nextDueAt: number,
  address = `reader${n}@example.com`,
  /** Long ago by default: a bot that serves meanwhile may delete it before it is confirmed. */
  askedAt = n * HOUR,
): Promise<ChannelId> {
  const channel = mailboxId(n);
  const wish = { ...toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false), count: 3 };
  await store.mailboxes.ask(
    {
      ...{ channel, state: 'asked', wish, tenant: READERS, askedAt },
      sealed: keys.seal(channel, address),
      checksum: keys.computeChecksum(toMailboxKey(address)),
    },
    `asker ${n}`,
    LIMITS,
  );
  const subscription = {
    ...DEFAULT_SUBSCRIPTION,
    ...wish,
    channel,
    tenant: READERS,
    layout: 'letter' as const,
  };
  await store.mailboxes.confirm({ ...subscription, nextDueAt, createdAt: 0 }, 0);
  return channel;
}
