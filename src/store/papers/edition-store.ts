import type { Kysely } from 'kysely';
import type { Day } from '../../core/base/time.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { EditionStore } from '../../core/paper/edition-store.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { transact } from '../dialect/dialect.ts';
import { readWord } from '../tables/json.ts';
import type { EditionTable, Schema } from '../tables/schema.ts';
import { bySlices, splitIntoSlices } from '../tables/slices.ts';

/** Editions, and the papers in them in their order. */
export function createEditionStore(db: Kysely<Schema>): EditionStore {
  return {
    save: (edition) => transact(db, 'editions', (tx) => save(tx, edition)),

    async find(day) {
      const rows = await db.selectFrom('edition').selectAll().where('day', '=', day).execute();
      return (await withPapers(db, rows))[0];
    },

    async listLatest(count, through) {
      const rows = await db
        .selectFrom('edition')
        .selectAll()
        .where('paper_count', '>', 0)
        .where('day', '<=', through)
        .orderBy('day', 'desc')
        .limit(count)
        .execute();
      return withPapers(db, rows);
    },

    async listBetween(from, to) {
      const rows = await db
        .selectFrom('edition')
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .execute();
      return withPapers(db, rows);
    },

    async listDaysWithPapers(through) {
      const rows = await db
        .selectFrom('edition')
        .select('day')
        .where('paper_count', '>', 0)
        .where('day', '<=', through)
        .orderBy('day')
        .execute();
      return rows.map(({ day }) => day);
    },

    async findDaysAround(day, through) {
      const withPapers = db
        .selectFrom('edition')
        .select('day')
        .where('paper_count', '>', 0)
        .where('day', '<=', through);
      const before = withPapers.where('day', '<', day).orderBy('day', 'desc').limit(1);
      const after = withPapers.where('day', '>', day).orderBy('day').limit(1);
      const earlier = (await before.executeTakeFirst())?.day;
      const later = (await after.executeTakeFirst())?.day;
      return { ...(earlier === undefined ? {} : { earlier }), ...(later === undefined ? {} : { later }) };
    },

    async listDays(id) {
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

async function save(tx: Kysely<Schema>, { day, state, paperIds, fetchedAt }: Edition): Promise<void> {
  const before = (await readPapers(tx, [day])).get(day) ?? [];
  const now = [...new Set([...paperIds, ...before])];
  const row = {
    // A source that returns an empty list for a day that had papers has not made the day a holiday.
    state: state === 'empty' && now.length > 0 ? 'closed' : state,
    fetched_at: fetchedAt,
    paper_count: now.length,
  };
  await tx
    .insertInto('edition')
    .values({ day, ...row })
    .onConflict((on) => on.column('day').doUpdateSet(row))
    .execute();
  if (now.length === before.length && now.every((id, i) => id === before[i])) return;
  await tx.deleteFrom('edition_paper').where('day', '=', day).execute();
  const rows = now.map((paper_id, position) => ({ day, paper_id, place: position }));
  for (const slice of splitIntoSlices(rows)) await tx.insertInto('edition_paper').values(slice).execute();
}

async function withPapers(db: Kysely<Schema>, rows: readonly EditionTable[]): Promise<Edition[]> {
  const papers = await readPapers(
    db,
    rows.map(({ day }) => day),
  );
  return rows.map(({ day, state, fetched_at }) => ({
    day,
    state: readWord(state, { table: 'edition', key: day, column: 'state' }, ['filling', 'closed', 'empty']),
    paperIds: papers.get(day) ?? [],
    fetchedAt: fetched_at,
  }));
}

async function readPapers(db: Kysely<Schema>, days: readonly Day[]): Promise<Map<Day, PaperId[]>> {
  const rows = await bySlices(days, (slice) =>
    db
      .selectFrom('edition_paper')
      .select(['day', 'paper_id'])
      .where('day', 'in', slice)
      .orderBy('place')
      .execute(),
  );
  const byDay = new Map<Day, PaperId[]>(days.map((day) => [day, []]));
  for (const { day, paper_id } of rows) byDay.get(day)?.push(paper_id);
  return byDay;
}
