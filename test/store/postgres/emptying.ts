import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../../src/store/tables/schema.ts';

/** Empties every table of ours, all but the row that names the database. */
export async function emptyTables(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ statements: string }>`
    select string_agg('delete from ' || quote_ident(tablename), '; ') as statements from pg_catalog.pg_tables
    where schemaname = current_schema() and tablename not like 'kysely_%' and tablename != 'identity'`.execute(
    db,
  );
  // Deleting a few rows is much faster than truncating, which makes new files.
  await sql`do $$ begin set constraints all deferred; ${sql.raw(rows[0]?.statements ?? '')}; end $$`.execute(
    db,
  );
}

/** Counts locations, and empties the database when another one is opened. */
export class Locations {
  #next = 0;
  #current: string | undefined;

  create(): string {
    return `location ${this.#next++}`;
  }

  async enter(location: string, db: Kysely<Schema>): Promise<void> {
    if (location === this.#current) return;
    this.#current = location;
    await emptyTables(db);
  }
}
