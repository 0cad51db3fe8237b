import { type Kysely, sql } from 'kysely';
import { findOperations } from '../dialect/dialect.ts';
import { MOVE_TABLE } from '../tables/move-table.ts';
import type { Schema } from '../tables/schema.ts';

const TABLE = sql.table(MOVE_TABLE);

/** How far a move has come, in the target, so that it can go on. While the table is there, no bot uses the database. */
export class ProgressTable {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async exists(): Promise<boolean> {
    return (await findOperations(this.#db).listTables(this.#db)).includes(MOVE_TABLE);
  }

  async begin(): Promise<void> {
    await sql`create table ${TABLE} (name text primary key, last_row bigint not null)`.execute(this.#db);
  }

  /** The row of the source up to which a table is copied. */
  async read(table: string): Promise<number> {
    const { rows } = await sql<{ last_row: number }>`
      select last_row from ${TABLE} where name = ${table}`.execute(this.#db);
    return rows[0]?.last_row ?? -1;
  }

  /** Within the transaction that copies. */
  async save(tx: Kysely<Schema>, table: string, lastRow: number): Promise<void> {
    await sql`
      insert into ${TABLE} (name, last_row) values (${table}, ${lastRow})
      on conflict (name) do update set last_row = excluded.last_row`.execute(tx);
  }

  /** Forgets what was copied. */
  async restart(tables: readonly string[]): Promise<void> {
    const all = sql.join([MOVE_TABLE, ...tables].map((table) => sql.table(table)));
    await sql`truncate ${all}`.execute(this.#db);
  }

  async end(): Promise<void> {
    await sql`drop table ${TABLE}`.execute(this.#db);
  }
}
