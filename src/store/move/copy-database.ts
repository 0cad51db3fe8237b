import type { Kysely } from 'kysely';
import { PaperboyError } from '../../core/base/errors.ts';
import { transact } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';
import { ProgressTable } from './progress-table.ts';
import { countRows, listTables, type Row, readBatch, sumSource, sumTarget } from './tables.ts';
import { problems } from './texts.ts';

/** A database that is moved, or moved to. */
export interface Side {
  readonly db: Kysely<Schema>;
  readonly name: string;
}

export interface Copying {
  readonly source: Side;
  readonly target: Side;
  readonly signal: AbortSignal;
  /** Rows, of the rows that there are. */
  onProgress(done: number, total: number): void;
}

/** The table with a row that a new database has as well. */
const OWN_ROW = 'identity';

/** Copies everything from SQLite to PostgreSQL, from where an earlier attempt stopped, and compares. Returns the number of rows. */
export async function copyDatabase(copying: Copying): Promise<number> {
  const { source, target } = copying;
  const progress = new ProgressTable(target.db);
  const tables = await listTables(source.db);
  const isContinued = await progress.exists();
  if (!isContinued) {
    await refuseFilled(target, tables);
    await progress.begin();
  }
  const rows = await copyTables(copying, progress, tables);
  const different = await findDifference(copying, tables);
  if (different === undefined) {
    await progress.end();
    return rows;
  }
  // A bot may have run on the source since an earlier attempt, and what that one copied is old.
  await progress.restart(tables);
  if (isContinued) {
    await progress.end();
    return copyDatabase(copying);
  }
  throw new PaperboyError(problems.moveDiffers({ database: target.name, table: different }));
}

async function refuseFilled({ db, name }: Side, tables: readonly string[]): Promise<void> {
  for (const table of tables)
    if (table !== OWN_ROW && (await countRows(db, table)) > 0)
      throw new PaperboyError(problems.moveTargetInUse({ database: name, table }));
}

async function copyTables(
  { source, target, signal, onProgress }: Copying,
  progress: ProgressTable,
  tables: readonly string[],
): Promise<number> {
  const counts: number[] = [];
  for (const table of tables) counts.push(await countRows(source.db, table));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [i, table] of tables.entries()) {
    let done = 0;
    for (let after = await progress.read(table); ; ) {
      signal.throwIfAborted();
      const { rows, last } = await readBatch(source.db, table, after);
      if (last === undefined) break;
      await transact(target.db, 'none', async (tx) => {
        await insertRows(tx, table, rows);
        await progress.save(tx, table, last);
      });
      after = last;
      done += rows.length;
      onProgress(before + done, total);
    }
    before += counts[i] ?? 0;
  }
  return total;
}

async function insertRows(tx: Kysely<Schema>, table: string, rows: readonly Row[]): Promise<void> {
  if (table === OWN_ROW) await tx.deleteFrom(OWN_ROW).execute();
  await tx
    .withTables<Record<string, Row>>()
    .insertInto(table)
    .values([...rows])
    .execute();
}

/** The first table whose rows differ in number or content. */
async function findDifference(
  { source, target, signal }: Copying,
  tables: readonly string[],
): Promise<string | undefined> {
  for (const table of tables) {
    signal.throwIfAborted();
    const [expected, copied] = [await sumSource(source.db, table), await sumTarget(target.db, table)];
    if (!copied.equals(expected)) return table;
  }
  return undefined;
}
