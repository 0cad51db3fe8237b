import type { Kysely } from 'kysely';
import { InputError } from '../../core/base/errors.ts';
import type { ChannelId } from '../../core/base/ids.ts';
import type { SubscriptionStore } from '../../core/schedule/subscription-store.ts';
import { problems } from '../../core/schedule/texts.ts';
import { findOperations } from '../dialect/dialect.ts';
import type { Schema, SubscriptionTable } from '../tables/schema.ts';
import { readSubscription, toSubscriptionRow } from './subscription-row.ts';

/** The settings of each channel, and when its next digest is due. */
export function createSubscriptionStore(db: Kysely<Schema>): SubscriptionStore {
  return { ...createSubscriptions(db), ...createDueTimes(db) };
}

/** The settings of each channel. */
function createSubscriptions(
  db: Kysely<Schema>,
): Pick<SubscriptionStore, 'put' | 'find' | 'list' | 'remove' | 'setTenant'> {
  return {
    async put(subscription) {
      const row = toSubscriptionRow(subscription);
      const put = db
        .insertInto('subscription')
        .values(row)
        .onConflict((on) =>
          on.column('channel').doUpdateSet(({ fn, ref }) => ({
            ...row,
            // Only the platform names a channel's tenant; a new subscription need not know it.
            tenant: fn.coalesce(ref('excluded.tenant'), ref('subscription.tenant')),
          })),
        );
      try {
        await put.execute();
      } catch (error) {
        const { publicName: name } = subscription;
        // Of all columns beside the channel only this one is unique.
        if (name === undefined || !findOperations(db).isDuplicate(error)) throw error;
        throw new InputError(problems.publicNameTaken({ name }));
      }
    },

    async find(channel) {
      const row = await db
        .selectFrom('subscription')
        .selectAll()
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row && readSubscription(row);
    },

    async list() {
      const rows = await db.selectFrom('subscription').selectAll().orderBy('channel').execute();
      return rows.map(readSubscription);
    },

    async remove(channel) {
      const { numDeletedRows } = await db
        .deleteFrom('subscription')
        .where('channel', '=', channel)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    async setTenant(channel, tenant) {
      await db
        .updateTable('subscription')
        .set({ tenant })
        .where('channel', '=', channel)
        .where('tenant', 'is distinct from', tenant)
        .execute();
    },
  };
}

/** Of the digest, and of the recaps. */
const DUE_COLUMNS = ['next_due_at', 'week_due_at', 'month_due_at'] as const;

/** When its next digest is due, and whether it is paused. */
function createDueTimes(
  db: Kysely<Schema>,
): Pick<SubscriptionStore, 'listDue' | 'advance' | 'pause' | 'resume'> {
  return {
    async listDue(now) {
      // One query each: asked with `or`, SQLite would read the whole table in the order of one of the indexes.
      const rows = new Map<ChannelId, SubscriptionTable>();
      for (const column of DUE_COLUMNS) {
        const due = db
          .selectFrom('subscription')
          .selectAll()
          .where('paused', 'is', null)
          .where(column, '<=', now);
        for (const row of await due.orderBy(column).orderBy('channel').execute()) rows.set(row.channel, row);
      }
      return [...rows.values()].map(readSubscription);
    },

    async advance(channel, from, to) {
      const { numUpdatedRows } = await db
        .updateTable('subscription')
        .set({ next_due_at: to })
        .where('channel', '=', channel)
        .where('next_due_at', '=', from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async pause(channel, pause) {
      const paused = JSON.stringify(pause);
      await db.updateTable('subscription').set({ paused }).where('channel', '=', channel).execute();
    },

    async resume(channel, { nextDueAt, recaps }) {
      await db
        .updateTable('subscription')
        .set({
          paused: null,
          next_due_at: nextDueAt,
          week_due_at: recaps.week?.nextDueAt ?? null,
          month_due_at: recaps.month?.nextDueAt ?? null,
        })
        .where('channel', '=', channel)
        .execute();
    },
  };
}
