import type { Kysely } from 'kysely';
import type { CardSummary } from '../../core/message/message.ts';
import { CARD_VERSION, type CardStore } from '../../core/summary/card-store.ts';
import { hasFields, readJson } from '../tables/json.ts';
import type { Schema } from '../tables/schema.ts';
import { bySlices, splitIntoSlices } from '../tables/slices.ts';

/** Cards, one row a paper. */
export function createCardStore(db: Kysely<Schema>): CardStore {
  return {
    async findMany(ids) {
      const rows = await bySlices(ids, (slice) =>
        db
          .selectFrom('card')
          .select(['paper_id', 'text_checksum', 'summary'])
          .where('paper_id', 'in', slice)
          .where('version', '=', CARD_VERSION)
          .execute(),
      );
      return rows.map(({ paper_id: paperId, text_checksum: textChecksum, summary }) => {
        const cell = { table: 'card', key: paperId, column: 'summary' };
        return {
          ...{ paperId, textChecksum },
          ...(summary === null ? {} : { summary: readJson(summary, cell, isCardSummary) }),
        };
      });
    },

    async put(cards) {
      const rows = cards.map(({ paperId, textChecksum, summary }) => ({
        ...{ paper_id: paperId, version: CARD_VERSION, text_checksum: textChecksum },
        summary: summary === undefined ? null : JSON.stringify(summary),
      }));
      for (const slice of splitIntoSlices(rows)) {
        await db
          .insertInto('card')
          .values(slice)
          .onConflict((on) =>
            on.column('paper_id').doUpdateSet(({ ref }) => ({
              version: ref('excluded.version'),
              text_checksum: ref('excluded.text_checksum'),
              summary: ref('excluded.summary'),
            })),
          )
          .execute();
      }
    },

    async listMissing(before, limit) {
      const rows = await db
        .selectFrom('paper')
        .select('id')
        .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('card')
                .select('paper_id')
                .whereRef('paper_id', '=', 'paper.id')
                .where('version', '=', CARD_VERSION),
            ),
          ),
        )
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

function isCardSummary(value: unknown): value is CardSummary {
  return hasFields(value, { text: 'string', by: 'string' });
}
