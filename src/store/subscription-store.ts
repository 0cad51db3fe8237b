import type { Kysely } from 'kysely';
import type { SubscriptionStore } from '../core/ports.ts';
import type { Pause, Subscription } from '../core/subscription.ts';
import { readJson } from './json.ts';
import type { Schema, SubscriptionTable } from './schema.ts';

export function createSubscriptionStore(db: Kysely<Schema>): SubscriptionStore {
  return {
    async put(subscription) {
      const { channel, ...row } = rowOf(subscription);
      await db
        .insertInto('subscription')
        .values({ channel, ...row })
        .onConflict((c) => c.column('channel').doUpdateSet(row))
        .execute();
    },

    async get(channel) {
      const row = await db
        .selectFrom('subscription')
        .selectAll()
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row && subscriptionOf(row);
    },

    async list() {
      return (await db.selectFrom('subscription').selectAll().orderBy('channel').execute()).map(
        subscriptionOf,
      );
    },

    async remove(channel) {
      const { numDeletedRows } = await db
        .deleteFrom('subscription')
        .where('channel', '=', channel)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    async due(now) {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('paused', 'is', null)
        .where('next_due_at', '<=', now)
        .orderBy('next_due_at')
        .execute();
      return rows.map(subscriptionOf);
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
      await db
        .updateTable('subscription')
        .set({ paused: JSON.stringify(pause) })
        .where('channel', '=', channel)
        .execute();
    },

    async resume(channel, nextDueAt) {
      await db
        .updateTable('subscription')
        .set({ paused: null, next_due_at: nextDueAt })
        .where('channel', '=', channel)
        .execute();
    },

    async setSpace(channel, space) {
      await db.updateTable('subscription').set({ space }).where('channel', '=', channel).execute();
    },
  };
}

function rowOf({
  channel,
  space,
  paused,
  nextDueAt,
  createdAt,
  ...settings
}: Subscription): SubscriptionTable {
  return {
    channel,
    space: space ?? null,
    settings: JSON.stringify(settings),
    paused: paused ? JSON.stringify(paused) : null,
    next_due_at: nextDueAt,
    created_at: createdAt,
  };
}

function subscriptionOf({
  channel,
  space,
  settings,
  paused,
  next_due_at,
  created_at,
}: SubscriptionTable): Subscription {
  return {
    ...readJson<Omit<Subscription, 'channel' | 'nextDueAt' | 'createdAt'>>(settings, 'subscription', channel),
    channel,
    ...(space === null ? {} : { space }),
    ...(paused === null ? {} : { paused: readJson<Pause>(paused, 'subscription', channel) }),
    nextDueAt: next_due_at,
    createdAt: created_at,
  };
}
