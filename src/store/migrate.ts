import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { PaperboyError } from '../core/errors.ts';
import { first } from './migrations/0001-first.ts';
import type { Schema } from './schema.ts';

/** Every migration, in the order of their names. Append only. */
const MIGRATIONS = { '0001-first': first };

/** Brings the schema up to date; refuses a database that a newer Paperboy has written. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: async () => MIGRATIONS };
  const migrator = new Migrator({ db, provider });
  const unknown = await unknownMigrations(db);
  if (unknown.length > 0) {
    throw new PaperboyError(
      'store-newer',
      `The database was written by a newer Paperboy (it has ${unknown.join(', ')}).`,
      {
        fix: 'Start the newer version again, or point DATABASE_URL at another file.',
      },
    );
  }
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new PaperboyError(
      'store-migration',
      'The database could not be brought up to date; nothing was changed.',
      {
        fix: 'Keep a copy of the file and report the error in the log.',
        cause: error,
      },
    );
  }
}

async function unknownMigrations(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name).filter((name) => !(name in MIGRATIONS));
}
