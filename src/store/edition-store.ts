import type { Kysely } from 'kysely';
import type { Edition } from '../core/edition.ts';
import type { EditionStore } from '../core/ports.ts';
import type { EditionTable, Schema } from './schema.ts';

export function createEditionStore(db: Kysely<Schema>): EditionStore {
  async function withPapers(rows: readonly EditionTable[]): Promise<Edition[]> {
    if (rows.length === 0) return [];
    const days = rows.map(({ day }) => day);
    const listed = await db
      .selectFrom('edition_paper')
      .selectAll()
      .where('day', 'in', days)
      .orderBy('place')
      .execute();
    return rows.map(({ day, state, fetched_at }) => ({
      day,
      state: state as Edition['state'],
      fetchedAt: fetched_at,
      paperIds: listed.filter((one) => one.day === day).map(({ paper_id }) => paper_id),
    }));
  }

  return {
    save: ({ day, state, paperIds, fetchedAt }) =>
      db.transaction().execute(async (trx) => {
        const before = await trx
          .selectFrom('edition_paper')
          .select('paper_id')
          .where('day', '=', day)
          .orderBy('place')
          .execute();
        // A list that shrinks has a fault more often than a reason: what stood on it stays, behind.
        const all = [...new Set([...paperIds, ...before.map(({ paper_id }) => paper_id)])];
        const row = {
          state: all.length > 0 && state === 'empty' ? 'closed' : state,
          fetched_at: fetchedAt,
          paper_count: all.length,
        };
        await trx
          .insertInto('edition')
          .values({ day, ...row })
          .onConflict((c) => c.column('day').doUpdateSet(row))
          .execute();
        for (const [place, paper_id] of all.entries()) {
          await trx
            .insertInto('edition_paper')
            .values({ day, paper_id, place })
            .onConflict((c) => c.columns(['day', 'paper_id']).doUpdateSet({ place }))
            .execute();
        }
      }),

    async get(day) {
      const rows = await db.selectFrom('edition').selectAll().where('day', '=', day).execute();
      return (await withPapers(rows))[0];
    },

    async latest(count, through) {
      const rows = await db
        .selectFrom('edition')
        .selectAll()
        .where('day', '<=', through)
        .where('paper_count', '>', 0)
        .orderBy('day', 'desc')
        .limit(count)
        .execute();
      return withPapers(rows);
    },

    async between(from, to) {
      const rows = await db
        .selectFrom('edition')
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .execute();
      return withPapers(rows);
    },

    async daysOf(id) {
      const rows = await db
        .selectFrom('edition_paper')
        .select('day')
        .where('paper_id', '=', id)
        .orderBy('day', 'desc')
        .execute();
      return rows.map(({ day }) => day);
    },
  };
}
