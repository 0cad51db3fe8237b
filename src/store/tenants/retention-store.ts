import type { Kysely } from 'kysely';
import type { RetentionStore } from '../../core/store/tenant-store.ts';
import { deleteDelivery } from '../channels/channel-data.ts';
import { transact } from '../dialect/dialect.ts';
import { requestEditsShowing } from '../posts/edit-store.ts';
import type { Schema } from '../tables/schema.ts';
import { findCommunity } from '../votes/communities.ts';
import { deleteVote } from '../votes/vote-row.ts';

/** What is deleted because of its age. */
export function createRetentionStore(db: Kysely<Schema>): RetentionStore {
  return {
    dropVotes: (before, limit) =>
      transact(db, 'votes', async (tx) => {
        const rows = await tx
          .selectFrom('vote')
          .selectAll()
          .where('at', '<', before)
          .orderBy('at')
          .limit(limit)
          .execute();
        for (const row of rows) await deleteVote(tx, row);
        for (const [tenant, votes] of Map.groupBy(rows, (row) => row.tenant))
          await requestEditsShowing(
            tx,
            votes.map(({ paper_id }) => paper_id),
            await findCommunity(tx, tenant),
          );
        return rows.length;
      }),

    async dropFeedback(before, limit) {
      const old = db
        .selectFrom('summary_feedback')
        .select('at')
        .where('at', '<', before)
        .orderBy('at')
        .limit(limit);
      // Rows of the same millisecond are deleted together, a few more than `limit`.
      const { numDeletedRows } = await db
        .deleteFrom('summary_feedback')
        .where('at', 'in', old)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },

    dropDeliveries: (before, limit) =>
      transact(db, 'deliveries', async (tx) => {
        const rows = await tx
          .selectFrom('delivery')
          .select(['channel', 'slot'])
          .where('slot', '<', before)
          .where('state', 'not in', ['due', 'claimed', 'sending'])
          .orderBy('slot')
          .limit(limit)
          .execute();
        for (const delivery of rows) await deleteDelivery(tx, delivery);
        return rows.length;
      }),

    async dropForgotten(before) {
      const { numDeletedRows } = await db
        .deleteFrom('forgotten')
        .where('at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
