import type { Kysely } from 'kysely';
import type { ChannelId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import { CONFIRM_WITHIN_MS, type Mailbox, type StopCause } from '../../core/mail/mailbox.ts';
import type { AskLimits, AskOutcome, MailboxStore } from '../../core/mail/mailbox-store.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { deleteChannels } from '../channels/channel-data.ts';
import { toSubscriptionRow } from '../channels/subscription-row.ts';
import { eraseDeleted, transact } from '../dialect/dialect.ts';
import type { MailboxTable, Schema } from '../tables/schema.ts';
import { readMailbox, toMailboxRow } from './mailbox-row.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** In half a year an address that bounced may belong to somebody else. */
const BLOCKED_MS = 180 * DAY;

/** Rows of a stopped mailbox's posts: a delivery in progress must still find them. */
const STOPPED_MS = DAY;

/** E-mail addresses that get digests. */
export function createMailboxStore(db: Kysely<Schema>): MailboxStore {
  return {
    ...createConfirmations(db),
    ask: (mailbox, asker, limits) => transact(db, 'mailboxes', (tx) => ask(tx, mailbox, { asker, limits })),
    async find(channel) {
      const row = await findRow(db, channel);
      return row && readMailbox(row);
    },
    async stop(channel, cause, now) {
      const isStopped = await transact(db, 'mailboxes', async (tx) => {
        const row = await findRow(tx, channel);
        return row ? stop(tx, row, { cause, now }) : false;
      });
      if (isStopped) await eraseDeleted(db);
      return isStopped;
    },
    async purge(now) {
      const count = await transact(db, 'mailboxes', (tx) => purge(tx, now));
      if (count > 0) await eraseDeleted(db);
      return count;
    },
  };
}

function findRow(db: Kysely<Schema>, channel: ChannelId): Promise<MailboxTable | undefined> {
  return db.selectFrom('mailbox').selectAll().where('channel', '=', channel).executeTakeFirst();
}

/** From the request to the click. */
function createConfirmations(
  db: Kysely<Schema>,
): Pick<MailboxStore, 'claimConfirmation' | 'settleConfirmation' | 'confirm'> {
  return {
    async claimConfirmation(now) {
      // One after the other: two processes never take the same row.
      const row = await transact(db, 'mailboxes', (tx) =>
        tx
          .updateTable('mailbox')
          .set({ confirm_due_at: null })
          .where('channel', 'in', ({ selectFrom }) =>
            selectFrom('mailbox')
              .select('channel')
              .where('confirm_due_at', '<=', now)
              .where('state', '=', 'asked')
              .orderBy('confirm_due_at')
              .limit(1),
          )
          .returningAll()
          .executeTakeFirst(),
      );
      return row && { mailbox: readMailbox(row), attempts: row.confirm_attempts };
    },

    async settleConfirmation(channel, { attempts, runAt = null }) {
      await db
        .updateTable('mailbox')
        .set({ confirm_attempts: attempts, confirm_due_at: runAt })
        .where('channel', '=', channel)
        .where('state', '=', 'asked')
        .execute();
    },

    async confirm(subscription, now) {
      const replaced = await transact(db, 'mailboxes', (tx) => confirm(tx, subscription, now));
      if (replaced) await eraseDeleted(db);
      return replaced !== undefined;
    },
  };
}

/** How many other mailboxes it replaced; `undefined` where there was nothing to confirm. */
async function confirm(
  tx: Kysely<Schema>,
  subscription: Subscription,
  now: Instant,
): Promise<number | undefined> {
  const row = await tx
    .updateTable('mailbox')
    .set({ state: 'confirmed', changed_at: now, confirm_due_at: null })
    .where('channel', '=', subscription.channel)
    .where('state', '=', 'asked')
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  const others = await findOthersLike(tx, row);
  for (const other of others) await stop(tx, other, { cause: 'replaced', now });
  await tx
    .insertInto('subscription')
    .values(toSubscriptionRow(subscription))
    .onConflict((on) => on.doNothing())
    .execute();
  return others.length;
}

interface Ask {
  readonly asker: string;
  readonly limits: AskLimits;
}

async function ask(tx: Kysely<Schema>, mailbox: Mailbox, { asker, limits }: Ask): Promise<AskOutcome> {
  const { askedAt: now, checksum = '' } = mailbox;
  const subtractFromNow = (ms: number) =>
    tx
      .selectFrom('mail_request')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('at', '>', now - ms);
  const counts = {
    perAskerAnHour: subtractFromNow(HOUR).where('asker_checksum', '=', asker),
    perAddressADay: subtractFromNow(DAY).where('address_checksum', '=', checksum),
    perHour: subtractFromNow(HOUR),
  };
  for (const limit of Object.keys(counts) as ReadonlyArray<keyof AskLimits>) {
    const { count } = await counts[limit].executeTakeFirstOrThrow();
    if (Number(count) >= limits[limit]) return limit;
  }
  await tx
    .insertInto('mail_request')
    .values({ asker_checksum: asker, address_checksum: checksum, at: now })
    .execute();
  // Last, so that requests for a blocked address reach the same limits as with any other.
  const blocked = await tx
    .selectFrom('mail_block')
    .select('at')
    .where('address_checksum', '=', checksum)
    .executeTakeFirst();
  if (blocked) return 'blocked';
  await tx.insertInto('mailbox').values(toMailboxRow(mailbox)).execute();
  return 'asked';
}

/** Mailboxes of the same address for the same content. */
async function findOthersLike(tx: Kysely<Schema>, row: MailboxTable): Promise<MailboxTable[]> {
  const { like, followsOf, postedIn } = readMailbox(row).wish;
  const rows = await tx
    .selectFrom('mailbox')
    .selectAll()
    .where('address_checksum', '=', row.address_checksum)
    .where('state', '=', 'confirmed')
    .where('channel', '!=', row.channel)
    .execute();
  return rows.filter((other) => {
    const { wish } = readMailbox(other);
    return wish.like === like && wish.followsOf === followsOf && wish.postedIn === postedIn;
  });
}

async function stop(
  tx: Kysely<Schema>,
  { channel, state, address_checksum: checksum }: MailboxTable,
  { cause, now }: { readonly cause: StopCause; readonly now: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mailbox')
    .set({
      ...{ state: 'stopped', address: null, address_checksum: null },
      changed_at: now,
      confirm_due_at: null,
    })
    .where('channel', '=', channel)
    .where('state', '!=', 'stopped')
    .executeTakeFirstOrThrow();
  await tx.deleteFrom('subscription').where('channel', '=', channel).execute();
  // The checksum leaves a tag out. Anybody can have `NAME+tag` bounce before it is confirmed: that must not block `NAME`.
  const isBlocked = cause === 'complained' || (cause === 'bounced' && state === 'confirmed');
  if (checksum !== null && isBlocked)
    await tx
      .insertInto('mail_block')
      .values({ address_checksum: checksum, cause, at: now })
      .onConflict((on) => on.column('address_checksum').doUpdateSet({ cause, at: now }))
      .execute();
  return numUpdatedRows > 0n;
}

async function purge(tx: Kysely<Schema>, now: Instant): Promise<number> {
  const old = await tx
    .selectFrom('mailbox')
    .select('channel')
    .where(({ eb, or, and }) =>
      or([
        and([eb('state', '=', 'asked'), eb('asked_at', '<', now - CONFIRM_WITHIN_MS)]),
        and([eb('state', '=', 'stopped'), eb('changed_at', '<', now - STOPPED_MS)]),
      ]),
    )
    .execute();
  await deleteChannels(
    tx,
    old.map(({ channel }) => channel),
  );
  await tx
    .deleteFrom('mail_request')
    .where('at', '<', now - DAY)
    .execute();
  await tx
    .deleteFrom('mail_block')
    .where('at', '<', now - BLOCKED_MS)
    .execute();
  return old.length;
}
