import type { Kysely } from 'kysely';
import type { Schema } from './tables/schema.ts';

/** The names of the migrations that a database has had, sorted. It has to have the table of them. */
export async function listExecuted(db: Kysely<Schema>): Promise<string[]> {
  const executed = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return executed.map(({ name }) => name);
}
