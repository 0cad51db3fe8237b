import type { Kysely } from 'kysely';
import type { SimilarStore } from '../../core/search/similar-store.ts';
import { readJson } from '../tables/json.ts';
import type { Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';

/** Similar papers, one row a paper. */
export function createSimilarStore(db: Kysely<Schema>): SimilarStore {
  return {
    async find(id) {
      const row = await db
        .selectFrom('similar_papers')
        .selectAll()
        .where('paper_id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      const cell = { table: 'similar_papers', key: id, column: 'similar' };
      return {
        ...{ paperId: id, textChecksum: row.text_checksum, paperCount: row.paper_count },
        similar: readJson(row.similar, cell, isListOfIds),
      };
    },

    async put(found) {
      const rows = found.map(({ paperId, textChecksum, paperCount, similar }) => ({
        ...{ paper_id: paperId, text_checksum: textChecksum, paper_count: paperCount },
        similar: JSON.stringify(similar),
      }));
      for (const slice of splitIntoSlices(rows)) {
        await db
          .insertInto('similar_papers')
          .values(slice)
          .onConflict((on) =>
            on.column('paper_id').doUpdateSet(({ ref }) => ({
              text_checksum: ref('excluded.text_checksum'),
              paper_count: ref('excluded.paper_count'),
              similar: ref('excluded.similar'),
            })),
          )
          .execute();
      }
    },

    async listStates(before, limit) {
      const rows = await db
        .selectFrom('paper')
        .leftJoin('similar_papers', 'similar_papers.paper_id', 'paper.id')
        .select(['paper.id', 'similar_papers.paper_count'])
        .$if(before !== undefined, (query) => query.where('paper.id', '<', before ?? ''))
        .orderBy('paper.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id: paperId, paper_count: paperCount }) => ({
        paperId,
        ...(paperCount === null ? {} : { paperCount }),
      }));
    },
  };
}

function isListOfIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((id) => typeof id === 'string');
}
