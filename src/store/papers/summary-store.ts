import type { Kysely } from 'kysely';
import type { SummaryKey, SummaryStore, WrittenSummary } from '../../core/summary/summary.ts';
import { hasFields, readJson } from '../tables/json.ts';
import type { Schema } from '../tables/schema.ts';

const NOTHING_SPENT = { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 };

/** Written summaries, and their cost. */
export function createSummaryStore(db: Kysely<Schema>): SummaryStore {
  return {
    async find(key) {
      const row = await db
        .selectFrom('summary')
        .selectAll()
        .where((w) => w.and(toColumns(key)))
        .executeTakeFirst();
      if (!row) return undefined;
      const cell = { table: 'summary', key: row.paper_id, column: 'summary' };
      return { summary: readJson(row.summary, cell, isWritten), textChecksum: row.text_checksum };
    },

    async has({ paperId, style, language, provider }) {
      const row = await db
        .selectFrom('summary')
        .select('paper_id')
        .where('paper_id', '=', paperId)
        .where('style', '=', style)
        .where('language', '=', language)
        .where('model', '=', provider)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async put(key, { summary, textChecksum }) {
      const row = { summary: JSON.stringify(summary), text_checksum: textChecksum };
      await db
        .insertInto('summary')
        .values({ ...toColumns(key), ...row })
        .onConflict((c) =>
          c.columns(['paper_id', 'style', 'language', 'model', 'prompt_version']).doUpdateSet(row),
        )
        .execute();
    },

    async sumSpend(day) {
      const row = await db.selectFrom('summary_spend').selectAll().where('day', '=', day).executeTakeFirst();
      if (!row) return NOTHING_SPENT;
      const { calls, input_tokens: inputTokens, output_tokens: outputTokens, cost } = row;
      return { calls, inputTokens, outputTokens, cost };
    },

    async addSpend(day, { calls, inputTokens, outputTokens, cost }) {
      const sums = { calls, input_tokens: inputTokens, output_tokens: outputTokens, cost };
      // One statement, so that two processes add and neither overwrites.
      await db
        .insertInto('summary_spend')
        .values({ day, ...sums })
        .onConflict((c) =>
          c.column('day').doUpdateSet((e) => ({
            calls: e('summary_spend.calls', '+', calls),
            input_tokens: e('summary_spend.input_tokens', '+', inputTokens),
            output_tokens: e('summary_spend.output_tokens', '+', outputTokens),
            cost: e('summary_spend.cost', '+', cost),
          })),
        )
        .execute();
    },
  };
}

function toColumns({ paperId, style, language, model, promptVersion }: SummaryKey) {
  return { paper_id: paperId, style, language, model, prompt_version: promptVersion };
}

function isWritten(value: unknown): value is WrittenSummary {
  return (
    hasFields(value, { style: 'string', source: 'string', points: 'array', notes: 'array' }) &&
    (value.points as unknown[]).every((point) => hasFields(point, { text: 'string' })) &&
    (value.notes as unknown[]).every(
      (note) => hasFields(note, { code: 'string' }) && hasFields(note.values, {}),
    )
  );
}
