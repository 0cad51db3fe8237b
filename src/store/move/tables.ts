import { type Kysely, sql } from 'kysely';
import { findOperations } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';
import { RowSum } from './checksum.ts';

export type Row = Readonly<Record<string, unknown>>;

/** So many rows at a time: with fourteen columns far fewer parameters than one statement takes. */
export const BATCH = 500;

/** Tables that others refer to come before those. */
const PARENTS: readonly string[] = ['paper', 'edition', 'delivery', 'post'];

/** Our tables, in the order in which they can be copied. */
export async function listTables(db: Kysely<Schema>): Promise<string[]> {
  const names = await findOperations(db).listTables(db);
  const own = names.filter((name) => !name.startsWith('kysely_')).toSorted();
  return [...PARENTS, ...own.filter((name) => !PARENTS.includes(name))];
}

export async function countRows(db: Kysely<Schema>, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** The rows of a table of SQLite behind a row, in the order in which they are stored. */
export async function readBatch(
  db: Kysely<Schema>,
  table: string,
  after: number,
): Promise<{ rows: Row[]; last: number | undefined }> {
  const { rows } = await sql<{ row_number: number }>`
    select rowid as row_number, * from ${sql.table(table)} where rowid > ${after} order by rowid limit ${BATCH}`.execute(
    db,
  );
  return { rows: rows.map(({ row_number: _, ...row }) => row), last: rows.at(-1)?.row_number };
}

export async function sumSource(db: Kysely<Schema>, table: string): Promise<RowSum> {
  const sum = new RowSum();
  for (let after: number | undefined = -1; after !== undefined; ) {
    const { rows, last } = await readBatch(db, table, after);
    sum.add(rows);
    after = last;
  }
  return sum;
}

export async function sumTarget(db: Kysely<Schema>, table: string): Promise<RowSum> {
  const sum = new RowSum();
  await db.transaction().execute(async (tx) => {
    await sql`declare copied no scroll cursor for select * from ${sql.table(table)}`.execute(tx);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from copied`.execute(tx);
      if (rows.length === 0) return;
      sum.add(rows);
    }
  });
  return sum;
}
