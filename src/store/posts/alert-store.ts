import type { Kysely } from 'kysely';
import { ALERT_KINDS, type Alert, type AlertStore } from '../../core/delivery/alert.ts';
import { transact } from '../dialect/dialect.ts';
import { readWord, toOptional } from '../tables/json.ts';
import type { AlertTable, Schema } from '../tables/schema.ts';

/** What the operator was notified of. */
export function createAlertStore(db: Kysely<Schema>): AlertStore {
  return {
    async raise({ kind, subject }, at, slot) {
      const raised = { raised_at: at, seen_at: at, raised_slot: slot, ended_at: null, ended_slot: null };
      await transact(db, 'none', async (tx) => {
        await tx
          .deleteFrom('alert')
          .where('kind', '=', kind)
          .where('subject', '=', subject)
          .where('ended_at', 'is not', null)
          .execute();
        await tx
          .insertInto('alert')
          .values({ kind, subject, ...raised })
          .onConflict((on) => on.columns(['kind', 'subject']).doUpdateSet({ seen_at: at }))
          .execute();
      });
    },

    async end({ kind, subject }, at, slot) {
      await db
        .updateTable('alert')
        .set({ ended_at: at, ended_slot: slot })
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('ended_at', 'is', null)
        .execute();
    },

    async list() {
      const rows = await db.selectFrom('alert').selectAll().orderBy('raised_at').orderBy('subject').execute();
      return rows.map(readAlert);
    },

    async purge(before) {
      await db.deleteFrom('alert').where('ended_at', '<', before).execute();
    },
  };
}

function readAlert(row: AlertTable): Alert {
  const cell = { table: 'alert', key: `${row.kind} ${row.subject}` };
  return {
    kind: readWord(row.kind, { ...cell, column: 'kind' }, ALERT_KINDS),
    subject: row.subject,
    raisedAt: row.raised_at,
    seenAt: row.seen_at,
    raisedSlot: row.raised_slot,
    ...toOptional('endedAt', row.ended_at),
    ...toOptional('endedSlot', row.ended_slot),
  };
}
