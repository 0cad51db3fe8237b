import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Instant } from '../../core/base/time.ts';
import type { DeliveryKey, ScheduledKind } from '../../core/delivery/delivery.ts';
import type { DeliveryStore, PlatformFilter } from '../../core/delivery/delivery-store.ts';
import { findOperations, transact, withoutSync } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';
import { readDelivery } from './delivery-row.ts';
import { isInTenants } from './in-tenants.ts';
import { planDelivery } from './plan-delivery.ts';

/**
 * Whether a delivery is waiting to be continued. Exactly the condition of the index `delivery_open`, and
 * without parameters: only then does the planner know that the index has all these rows, already sorted.
 */
const isOpen = sql<boolean>`state in ('due', 'claimed', 'sending')`;

/**
 * The outcome of each channel's digest at each slot. A claim, a plan or an outcome that is lost in a power failure is
 * made again, and no post of it twice: that a post is being sent is on the disk before it is sent.
 */
export function createDeliveryStore(db: Kysely<Schema>): DeliveryStore {
  return { ...createDueSlots(db), ...createClaims(db), ...createOutcomes(db), ...createDeliveryReader(db) };
}

/** Where a subscription says when each kind is due. */
const DUE_COLUMNS = {
  digest: 'next_due_at',
  week: 'week_due_at',
  month: 'month_due_at',
} as const satisfies Record<ScheduledKind, string>;

/** Slots that become due. */
function createDueSlots(db: Kysely<Schema>): Pick<DeliveryStore, 'enqueue' | 'schedule'> {
  return {
    async enqueue({ channel, slot }, runAt, kind = 'digest') {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('delivery')
        .values({
          channel,
          slot,
          kind,
          state: 'due',
          attempts: 0,
          run_at: runAt,
          updated_at: runAt,
        })
        .onConflict((on) => on.doNothing())
        .executeTakeFirstOrThrow();
      return Number(numInsertedOrUpdatedRows) > 0;
    },

    schedule: (advances, now) =>
      transact(db, 'deliveries', async (tx) => {
        const rows = advances.flatMap(({ channel, kind, slots }) =>
          slots.map((slot) => ({
            ...{ channel, slot, kind, state: 'due' as const, attempts: 0 },
            run_at: now,
            updated_at: now,
          })),
        );
        for (const slice of splitIntoSlices(rows))
          await tx
            .insertInto('delivery')
            .values(slice)
            .onConflict((on) => on.doNothing())
            .execute();
        for (const { channel, kind, from, to } of advances)
          await tx
            .updateTable('subscription')
            .set({ [DUE_COLUMNS[kind]]: to })
            .where('channel', '=', channel)
            .where(DUE_COLUMNS[kind], '=', from)
            .execute();
      }),
  };
}

/** Which process is working on which delivery. */
function createClaims(db: Kysely<Schema>): Pick<DeliveryStore, 'claim' | 'renew'> {
  return {
    async claim(owner, now, leaseMs, limit, filter) {
      const free = db
        .selectFrom('delivery')
        .select(['channel', 'slot'])
        .where(isOpen)
        .where('run_at', '<=', now)
        .where(isFree(now))
        .where(hasItsTurn(now))
        .orderBy('run_at')
        .orderBy('slot')
        .orderBy('channel')
        .limit(limit)
        .$if(filter !== undefined, (query) => query.where(isOn(filter ?? { notOn: [] })))
        // A row whose outcome is being saved is left alone: what is read of it is no longer true.
        .$if(findOperations(db).locksRows, (query) => query.forUpdate().skipLocked());
      // One claimant after the other: two at once could each see that the other slot of a channel is free.
      const rows = await withoutSync(db, (own) =>
        transact(own, 'deliveries', (tx) =>
          tx
            .updateTable('delivery')
            .set(({ case: when, and, eb }) => ({
              // A former owner that did not release it may have begun to send.
              state: when()
                .when(and([eb('digest', 'is', null), eb('claimed_by', 'is', null)]))
                .then('claimed')
                .else('sending')
                .end(),
              claimed_by: owner,
              lease_until: now + leaseMs,
              updated_at: now,
            }))
            .where(({ eb, refTuple }) =>
              eb(refTuple('channel', 'slot'), 'in', free.$asTuple('channel', 'slot')),
            )
            .returningAll()
            .execute(),
        ),
      );
      return rows.map(readDelivery).sort((a, b) => a.runAt - b.runAt || a.slot - b.slot);
    },

    async renew({ channel, slot }, owner, leaseUntil) {
      const { numUpdatedRows } = await db
        .updateTable('delivery')
        .set({ lease_until: leaseUntil })
        .where('channel', '=', channel)
        .where('slot', '=', slot)
        .where('claimed_by', '=', owner)
        .where(isOpen)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
  };
}

/** The posts of a delivery, and its outcome. */
function createOutcomes(db: Kysely<Schema>): Pick<DeliveryStore, 'plan' | 'settle'> {
  return {
    plan: (key, digest, posts, now) =>
      withoutSync(db, (own) =>
        transact(own, 'deliveries', (tx) => planDelivery(tx, { key, digest, posts, now })),
      ),

    async settle({ channel, slot }, { state, reason, runAt, attempts, waitingSince }, now, owner) {
      const { numUpdatedRows } = await withoutSync(db, (own) =>
        own
          .updateTable('delivery')
          .set({
            state,
            reason: reason === undefined ? null : JSON.stringify(reason),
            claimed_by: null,
            lease_until: null,
            updated_at: now,
            ...(runAt === undefined ? {} : { run_at: runAt }),
            ...(attempts === undefined ? {} : { attempts }),
            ...(waitingSince === undefined ? {} : { waiting_since: waitingSince }),
          })
          .where('channel', '=', channel)
          .where('slot', '=', slot)
          .$if(owner !== undefined, (update) => update.where('claimed_by', '=', owner ?? ''))
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n;
    },
  };
}

/** What is recorded. */
function createDeliveryReader(
  db: Kysely<Schema>,
): Pick<DeliveryStore, 'find' | 'listRecent' | 'listOpen' | 'countOpen' | 'countUnknown'> {
  return {
    async find({ channel, slot }: DeliveryKey) {
      const row = await db
        .selectFrom('delivery')
        .selectAll()
        .where('channel', '=', channel)
        .where('slot', '=', slot)
        .executeTakeFirst();
      return row && readDelivery(row);
    },

    async listRecent(channel, limit, kind) {
      const rows = await db
        .selectFrom('delivery')
        .selectAll()
        .where('channel', '=', channel)
        .where('kind', kind === undefined ? '!=' : '=', kind ?? 'alert')
        .orderBy('slot', 'desc')
        .limit(limit)
        .execute();
      return rows.map(readDelivery);
    },

    async listOpen() {
      const rows = await db
        .selectFrom('delivery')
        .selectAll()
        .where(isOpen)
        .orderBy('run_at')
        .orderBy('slot')
        .orderBy('channel')
        .execute();
      return rows.map(readDelivery);
    },

    async countOpen(platform) {
      const { open } = await db
        .selectFrom('delivery')
        .select(({ fn }) => fn.countAll<number>().as('open'))
        .where(isOpen)
        .where(isOn({ on: platform }))
        .executeTakeFirstOrThrow();
      return Number(open);
    },

    async countUnknown(platform, triedBefore) {
      const { unknown } = await db
        .selectFrom('delivery')
        .select(({ fn }) => fn.countAll<number>().as('unknown'))
        .where(isOpen)
        .where(isOn({ on: platform }))
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('post')
              .select('post.id')
              .whereRef('post.channel', '=', 'delivery.channel')
              .whereRef('post.slot', '=', 'delivery.slot')
              .where('post.state', '=', 'sending')
              .where('post.tried_at', '<', triedBefore),
          ),
        )
        .executeTakeFirstOrThrow();
      return Number(unknown);
    },
  };
}

/**
 * A channel's digests are made one after the other, oldest first: two at once would choose the same papers. One that waits
 * for a retry later blocks none.
 */
function hasItsTurn(now: Instant) {
  return ({ not, exists, selectFrom }: ExpressionBuilder<Schema, 'delivery'>) =>
    not(
      exists(
        selectFrom('delivery as other')
          .select('other.slot')
          .whereRef('other.channel', '=', 'delivery.channel')
          .whereRef('other.slot', '!=', 'delivery.slot')
          .where('other.state', 'in', ['due', 'claimed', 'sending'])
          .where(({ eb, or, and }) =>
            or([
              eb('other.lease_until', '>', now),
              and([eb('other.run_at', '<=', now), eb('other.slot', '<', eb.ref('delivery.slot'))]),
            ]),
          ),
      ),
    );
}

/** Whether the channel is on the requested platform, or on none of the excluded ones. */
function isOn(filter: PlatformFilter) {
  // Not a range of the primary key: the planner must stay with the index of open deliveries.
  const on = (name: string) => sql<boolean>`channel like ${`${name}:%`}`;
  return ({ and, not }: ExpressionBuilder<Schema, 'delivery'>) => {
    if ('notOn' in filter) return and(filter.notOn.map((name) => not(on(name))));
    const { notOf = [] } = filter;
    return notOf.length === 0 ? on(filter.on) : and([on(filter.on), not(isInTenants('channel', notOf))]);
  };
}

/** It is unclaimed, or its lease has run out. */
function isFree(now: Instant) {
  return ({ eb, or }: ExpressionBuilder<Schema, 'delivery'>) =>
    or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]);
}
