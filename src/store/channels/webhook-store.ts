import type { Kysely } from 'kysely';
import { toWebhookTenant, type Webhook, type WebhookStore } from '../../core/webhook/webhook.ts';
import { eraseDeleted, transact } from '../dialect/dialect.ts';
import type { Schema, WebhookTable } from '../tables/schema.ts';
import { unlinkTenant } from '../votes/communities.ts';
import { deleteChannels } from './channel-data.ts';

/** Addresses that digests are posted to. */
export function createWebhookStore(db: Kysely<Schema>): WebhookStore {
  return {
    async add({ channel, sealed, createdAt }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('webhook')
        .values({ channel, sealed, created_at: createdAt })
        .onConflict((on) => on.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async find(channel) {
      const row = await db
        .selectFrom('webhook')
        .selectAll()
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row && readWebhook(row);
    },
    async list() {
      const rows = await db.selectFrom('webhook').selectAll().orderBy('channel').execute();
      return rows.map(readWebhook);
    },
    async remove(channel) {
      const isRemoved = await transact(db, 'votes', async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('webhook')
          .where('channel', '=', channel)
          .executeTakeFirstOrThrow();
        if (numDeletedRows === 0n) return false;
        await unlinkTenant(tx, toWebhookTenant(channel));
        await deleteChannels(tx, [channel]);
        return true;
      });
      if (isRemoved) await eraseDeleted(db);
      return isRemoved;
    },
  };
}

function readWebhook({ channel, sealed, created_at }: WebhookTable): Webhook {
  return { channel, sealed, createdAt: created_at };
}
