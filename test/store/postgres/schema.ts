import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, SQLITE_MIGRATIONS } from '../../../src/store/migrate.ts';
import { createNodeSqliteDialect } from '../../../src/store/sqlite/node-sqlite.ts';
import type { Schema } from '../../../src/store/tables/schema.ts';

/** What SQLite’s types are on PostgreSQL. */
const TYPES: Readonly<Record<string, string>> = { integer: 'int8', text: 'text', real: 'float8' };

interface Index {
  readonly table: string;
  readonly isUnique: boolean;
  readonly isPartial: boolean;
  readonly columns: string;
}

/** The tests that the schema on PostgreSQL is that on SQLite. */
export function testSchema(db: Kysely<Schema>): void {
  describe('the schema on PostgreSQL', () => {
    it('has the tables and columns of SQLite’s, each with its type and whether it may be empty', async () => {
      const { database, sqlite } = await aFile();
      const expected = (await sqlite.introspection.getTables()).flatMap((table) =>
        table.columns.map(({ name, dataType, isNullable, hasDefaultValue }) => {
          const isKey = keyOf(database, table.name).includes(name);
          // SQLite lets a key be empty that is not an integer; nothing of ours is.
          const may = isNullable && !isKey ? 'may be empty' : 'is never empty';
          return `${table.name}.${name} ${TYPES[dataType.toLowerCase()]} ${may} ${hasDefaultValue ? 'default' : ''}`;
        }),
      );
      const actual = (await db.introspection.getTables()).flatMap((table) =>
        table.columns.map(
          ({ name, dataType, isNullable, hasDefaultValue }) =>
            `${table.name}.${name} ${dataType} ${isNullable ? 'may be empty' : 'is never empty'} ${hasDefaultValue ? 'default' : ''}`,
        ),
      );
      expect(actual.toSorted()).toEqual(expected.toSorted());
      expect(actual.length).toBeGreaterThan(100);
    });

    it('has its keys and indexes', async () => {
      const { database } = await aFile();
      const names = listNames(database);
      const expected = names.flatMap((table) =>
        database
          .prepare(`select name, "unique", partial from pragma_index_list(?)`)
          .all(table)
          .map(({ name, unique, partial }) => ({
            ...{ table, isUnique: unique === 1, isPartial: partial === 1 },
            columns: database
              .prepare('select name from pragma_index_info(?) order by seqno')
              .all(String(name))
              .map((column) => column.name)
              .join(' '),
          })),
      );
      // The key of the table with one row is an integer, which SQLite needs no index for.
      expected.push({ table: 'identity', isUnique: true, isPartial: false, columns: 'only' });
      expect(sorted(await listIndexes(db))).toEqual(sorted(expected));
    });

    it('has its references', async () => {
      const { database } = await aFile();
      const expected = listNames(database).flatMap((table) => {
        const rows = database
          .prepare(
            'select id, "table", "from", "to", on_delete from pragma_foreign_key_list(?) order by id, seq',
          )
          .all(table);
        return [...Map.groupBy(rows, ({ id }) => id).values()].map((parts) => {
          const [first] = parts;
          const [from, to] = [parts.map((part) => part.from), parts.map((part) => part.to)];
          return `${table} ${from} ${first?.table} ${to} ${first?.on_delete === 'CASCADE'}`;
        });
      });
      expect((await listReferences(db)).toSorted()).toEqual(expected.toSorted());
    });

    it('compares texts byte by byte, as SQLite does', async () => {
      const { rows } = await sql<{ column: string }>`
        select table_name || '.' || column_name as column from information_schema.columns
        where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'`.execute(
        db,
      );
      expect(rows).toEqual([]);
    });
  });
}

async function aFile(): Promise<{ database: DatabaseSync; sqlite: Kysely<Schema> }> {
  const database = new DatabaseSync(':memory:');
  const sqlite = new Kysely<Schema>({ dialect: createNodeSqliteDialect(database, ':memory:', 0) });
  onTestFinished(() => sqlite.destroy());
  await migrate(sqlite, ':memory:', SQLITE_MIGRATIONS);
  return { database, sqlite };
}

function listNames(database: DatabaseSync): string[] {
  return database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'kysely_%' order by name`)
    .all()
    .map(({ name }) => String(name));
}

function keyOf(database: DatabaseSync, table: string): unknown[] {
  const columns = database.prepare('select name from pragma_table_info(?) where pk > 0').all(table);
  return columns.map(({ name }) => name);
}

function sorted(indexes: readonly Index[]): string[] {
  return indexes.map((index) => JSON.stringify(index)).toSorted();
}

async function listIndexes(db: Kysely<Schema>): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select t.relname as table, i.indisunique as "isUnique", i.indpred is not null as "isPartial",
      (select string_agg(a.attname, ' ' order by k.n) from unnest(i.indkey) with ordinality as k (column_number, n)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.column_number) as columns
    from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = current_schema() and t.relname not like 'kysely_%'`.execute(db);
  return rows;
}

async function listReferences(db: Kysely<Schema>): Promise<string[]> {
  const columns = (of: 'con.conrelid' | 'con.confrelid', key: 'con.conkey' | 'con.confkey') => sql<string>`
    (select string_agg(a.attname, ',' order by k.n) from unnest(${sql.ref(key)}) with ordinality as k (column_number, n)
      join pg_attribute a on a.attrelid = ${sql.ref(of)} and a.attnum = k.column_number)`;
  const { rows } = await sql<{ text: string }>`
    select con.conrelid::regclass || ' ' || ${columns('con.conrelid', 'con.conkey')} || ' ' || con.confrelid::regclass
      || ' ' || ${columns('con.confrelid', 'con.confkey')} || ' ' || (con.confdeltype = 'c') as text
    from pg_constraint con where con.contype = 'f' and con.connamespace = current_schema()::regnamespace`.execute(
    db,
  );
  return rows.map(({ text }) => text);
}
