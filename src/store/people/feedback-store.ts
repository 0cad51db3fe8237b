import type { Kysely } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';
import type { FeedbackCount, SummaryFeedback, SummaryFeedbackStore } from '../../core/summary/feedback.ts';
import type { SummaryStyle } from '../../core/summary/summary.ts';
import type { Schema, SummaryFeedbackTable } from '../tables/schema.ts';

/** What people said of summaries. */
export function createFeedbackStore(db: Kysely<Schema>): SummaryFeedbackStore {
  return {
    async record(feedback) {
      const row = toFeedbackRow(feedback);
      const { tenant, helped, at } = row;
      await db
        .insertInto('summary_feedback')
        .values(row)
        .onConflict((on) =>
          on
            .columns(['person', 'paper_id', 'style', 'language', 'provider'])
            .doUpdateSet({ tenant, helped, at }),
        )
        .execute();
    },

    async count({ paperId, style, language, provider }, tenant) {
      const row = await db
        .selectFrom('summary_feedback')
        .select(({ fn }) => [fn.sum<number>('helped').as('yes'), fn.countAll<number>().as('all')])
        .where('tenant', '=', tenant)
        .where('paper_id', '=', paperId)
        .where('style', '=', style)
        .where('language', '=', language)
        .where('provider', '=', provider)
        .executeTakeFirstOrThrow();
      return toCount(row);
    },

    async listTotals(tenant, limit) {
      const rows = await inTenant(db, tenant)
        .select(['provider', 'style', 'language'])
        .select(({ fn }) => [fn.sum<number>('helped').as('yes'), fn.countAll<number>().as('all')])
        .groupBy(['provider', 'style', 'language'])
        .orderBy('all', 'desc')
        .orderBy('provider')
        .limit(limit)
        .execute();
      return rows.map(({ style, language, provider, ...sums }) => ({
        ...{ style: style as SummaryStyle, language, provider },
        ...toCount(sums),
      }));
    },
  };
}

function inTenant(db: Kysely<Schema>, tenant: TenantId | undefined) {
  const all = db.selectFrom('summary_feedback');
  return tenant === undefined ? all : all.where('tenant', '=', tenant);
}

function toCount({ yes, all }: { yes: number | null; all: number }): FeedbackCount {
  return { yes: yes ?? 0, no: all - (yes ?? 0) };
}

function toFeedbackRow({ paperId, helped, ...rest }: SummaryFeedback): SummaryFeedbackTable {
  return { ...rest, paper_id: paperId, helped: helped ? 1 : 0 };
}

export function readFeedback({ paper_id, style, helped, ...rest }: SummaryFeedbackTable): SummaryFeedback {
  return { ...rest, paperId: paper_id, style: style as SummaryStyle, helped: helped === 1 };
}
