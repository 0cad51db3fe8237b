import type { Kysely } from 'kysely';
import type { Follow, FollowSchedule, FollowStore } from '../../core/schedule/personal.ts';
import { transact } from '../dialect/dialect.ts';
import type { FollowScheduleTable, Schema } from '../tables/schema.ts';
import { bySlices } from '../tables/slices.ts';

/** What people follow, when they are notified, and which papers they were notified of. */
export function createFollowStore(db: Kysely<Schema>): FollowStore {
  return { ...createFollows(db), ...createFollowSchedules(db), ...createNotified(db) };
}

/** What people follow. */
function createFollows(db: Kysely<Schema>): Pick<FollowStore, 'add' | 'remove' | 'list'> {
  return {
    async add(person, { kind, text }, at) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('follow')
        .values({ person, kind, text, at })
        .onConflict((c) => c.columns(['person', 'kind', 'text']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },

    async remove(person, { kind, text }) {
      const { numDeletedRows } = await db
        .deleteFrom('follow')
        .where('person', '=', person)
        .where('kind', '=', kind)
        .where('text', '=', text)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    async list(person) {
      const rows = await db
        .selectFrom('follow')
        .selectAll()
        .where('person', '=', person)
        .orderBy('at')
        .orderBy('kind')
        .orderBy('text')
        .execute();
      return rows.map(({ kind, text }) => ({ kind: kind as Follow['kind'], text }));
    },
  };
}

/** When they are notified. */
function createFollowSchedules(
  db: Kysely<Schema>,
): Pick<FollowStore, 'findSchedule' | 'setSchedule' | 'listDue'> {
  return {
    async findSchedule(person) {
      const row = await db
        .selectFrom('follow_schedule')
        .selectAll()
        .where('person', '=', person)
        .executeTakeFirst();
      return row && readSchedule(row);
    },

    async setSchedule({ person, cron, zone, quiet, language, nextDueAt }) {
      const row = {
        cron,
        zone,
        quiet_from: quiet.from,
        quiet_until: quiet.until,
        language,
        next_due_at: nextDueAt,
      };
      await db
        .insertInto('follow_schedule')
        .values({ person, ...row })
        .onConflict((c) => c.column('person').doUpdateSet(row))
        .execute();
    },

    async listDue(now) {
      const rows = await db
        .selectFrom('follow_schedule')
        .selectAll()
        .where('next_due_at', '<=', now)
        .where('person', 'in', (w) => w.selectFrom('follow').select('person'))
        .orderBy('next_due_at')
        .execute();
      return rows.map(readSchedule);
    },
  };
}

/** Which papers they were notified of. */
function createNotified(db: Kysely<Schema>): Pick<FollowStore, 'findPending' | 'markNotified'> {
  return {
    async findPending(person, paperIds) {
      const rows = await bySlices(paperIds, (slice) =>
        db
          .selectFrom('follow_notified')
          .select('paper_id')
          .where('person', '=', person)
          .where('paper_id', 'in', slice)
          .execute(),
      );
      const notified = new Set(rows.map(({ paper_id }) => paper_id));
      return paperIds.filter((id) => !notified.has(id));
    },

    markNotified: (person, paperIds, nextDueAt) =>
      transact(db, 'none', async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('follow_schedule')
          .set({ next_due_at: nextDueAt })
          .where('person', '=', person)
          .executeTakeFirstOrThrow();
        // The person had everything deleted while the message was being sent: nothing is stored about them again.
        if (numUpdatedRows === 0n) return false;
        for (const paper_id of paperIds) {
          await tx
            .insertInto('follow_notified')
            .values({ person, paper_id })
            .onConflict((c) => c.columns(['person', 'paper_id']).doNothing())
            .execute();
        }
        return true;
      }),
  };
}

/** The schedule of a row. */
export function readSchedule(row: FollowScheduleTable): FollowSchedule {
  const { person, cron, zone, language } = row;
  const quiet = { from: row.quiet_from, until: row.quiet_until };
  return { person, cron, zone, quiet, language, nextDueAt: row.next_due_at };
}
