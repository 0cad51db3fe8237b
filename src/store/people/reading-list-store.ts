import type { Kysely } from 'kysely';
import type { ReadingListStore } from '../../core/schedule/personal.ts';
import type { Schema } from '../tables/schema.ts';

/** Reading lists, a person's own. */
export function createReadingListStore(db: Kysely<Schema>): ReadingListStore {
  return {
    async put(person, paperId, at) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('reading_list')
        .values({ person, paper_id: paperId, at })
        .onConflict((c) => c.columns(['person', 'paper_id']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },

    async remove(person, paperId) {
      const { numDeletedRows } = await db
        .deleteFrom('reading_list')
        .where('person', '=', person)
        .where('paper_id', '=', paperId)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    async list(person) {
      const rows = await db
        .selectFrom('reading_list')
        .select('paper_id')
        .where('person', '=', person)
        .orderBy('at', 'desc')
        .orderBy('paper_id', 'desc')
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },
  };
}
