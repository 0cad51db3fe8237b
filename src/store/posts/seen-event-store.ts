import type { Kysely } from 'kysely';
import type { SeenEventStore } from '../../core/store/seen-event-store.ts';
import { withoutSync } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';

/** A row that a power failure loses lets one repetition of an event through. */
export function createSeenEventStore(db: Kysely<Schema>): SeenEventStore {
  return {
    add: (key, now) =>
      withoutSync(db, async (own) => {
        const { numInsertedOrUpdatedRows = 0n } = await own
          .insertInto('seen_event')
          .values({ key, at: now })
          .onConflict((on) => on.column('key').doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows > 0n;
      }),

    async purge(before) {
      await db.deleteFrom('seen_event').where('at', '<', before).execute();
    },
  };
}
