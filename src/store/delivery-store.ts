import type { Kysely } from 'kysely';
import type { Delivery, DeliveryKey, DeliveryState, Digest } from '../core/delivery.ts';
import { PaperboyError } from '../core/errors.ts';
import type { DeliveryStore } from '../core/ports.ts';
import { present, readJson } from './json.ts';
import { insertPosts } from './post-store.ts';
import type { DeliveryTable, Schema } from './schema.ts';

const OPEN: readonly DeliveryState[] = ['due', 'claimed', 'sending'];

export function createDeliveryStore(db: Kysely<Schema>): DeliveryStore {
  const at = ({ channel, slot }: DeliveryKey) =>
    db.selectFrom('delivery').selectAll().where('channel', '=', channel).where('slot', '=', slot);

  return {
    async enqueue({ channel, slot }, runAt) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('delivery')
        .values({ channel, slot, state: 'due', attempts: 0, run_at: runAt, updated_at: runAt })
        .onConflict((c) => c.columns(['channel', 'slot']).doNothing())
        .executeTakeFirstOrThrow();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async claim(owner, now, leaseMs, limit) {
      // One statement: whoever comes second finds the rows taken.
      const rows = await db
        .updateTable('delivery')
        .set((s) => ({
          state: s.case().when('digest', 'is', null).then('claimed').else('sending').end(),
          claimed_by: owner,
          lease_until: now + leaseMs,
          updated_at: now,
        }))
        .where((w) =>
          w(
            w.refTuple('channel', 'slot'),
            'in',
            w
              .selectFrom('delivery')
              .select(['channel', 'slot'])
              .where((free) =>
                free.or([
                  free.and([free('state', '=', 'due'), free('run_at', '<=', now)]),
                  free.and([free('state', 'in', ['claimed', 'sending']), free('lease_until', '<=', now)]),
                ]),
              )
              .orderBy('run_at')
              .limit(limit)
              .$asTuple('channel', 'slot'),
          ),
        )
        .returningAll()
        .execute();
      return rows.map(deliveryOf);
    },

    async renew({ channel, slot }, owner, leaseUntil) {
      const { numUpdatedRows } = await db
        .updateTable('delivery')
        .set({ lease_until: leaseUntil })
        .where('channel', '=', channel)
        .where('slot', '=', slot)
        .where('claimed_by', '=', owner)
        .where('state', 'in', ['claimed', 'sending'])
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    plan: ({ channel, slot }, digest, posts, now) =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('delivery')
          .set((s) => ({
            digest: JSON.stringify(digest),
            // A row that nobody has claimed yet (a post made by hand) waits for its claimant.
            state: s.case().when('state', '=', 'claimed').then('sending').else(s.ref('state')).end(),
            updated_at: now,
          }))
          .where('channel', '=', channel)
          .where('slot', '=', slot)
          .where('digest', 'is', null)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) {
          throw new PaperboyError(
            'delivery-planned',
            `The digest of ${channel} for ${new Date(slot).toISOString()} is planned already.`,
          );
        }
        await insertPosts(trx, posts);
      }),

    async settle({ channel, slot }, { state, reason = null, fix = null, runAt, attempts }, now) {
      await db
        .updateTable('delivery')
        .set({
          state,
          reason,
          fix,
          claimed_by: null,
          lease_until: null,
          updated_at: now,
          ...(runAt === undefined ? {} : { run_at: runAt }),
          ...(attempts === undefined ? {} : { attempts }),
        })
        .where('channel', '=', channel)
        .where('slot', '=', slot)
        .execute();
    },

    async get(key) {
      const row = await at(key).executeTakeFirst();
      return row && deliveryOf(row);
    },

    async recent(channel, limit) {
      const rows = await db
        .selectFrom('delivery')
        .selectAll()
        .where('channel', '=', channel)
        .orderBy('slot', 'desc')
        .limit(limit)
        .execute();
      return rows.map(deliveryOf);
    },

    async open() {
      const rows = await db
        .selectFrom('delivery')
        .selectAll()
        .where('state', 'in', OPEN)
        .orderBy('run_at')
        .execute();
      return rows.map(deliveryOf);
    },
  };
}

function deliveryOf(row: DeliveryTable): Delivery {
  const { channel, slot, state, attempts, run_at, updated_at } = row;
  return {
    ...{ channel, slot, attempts, runAt: run_at, updatedAt: updated_at, state: state as DeliveryState },
    ...present({ reason: row.reason, fix: row.fix, claimedBy: row.claimed_by, leaseUntil: row.lease_until }),
    ...(row.digest === null
      ? {}
      : { digest: readJson<Digest>(row.digest, 'delivery', `${channel} ${slot}`) }),
  };
}
