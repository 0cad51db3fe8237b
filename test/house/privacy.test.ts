import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { PERSONAL_DATA } from '../../src/store/people/personal-data.ts';
import { aPath, aStore } from '../store/temp-store.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The tables and columns that `PRIVACY.md` names as holding something about people. */
function documented(): Map<string, string[]> {
  const text = readFileSync(join(ROOT, 'PRIVACY.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)];
  return new Map(
    rows.map(([, table = '', columns = '']) => [
      table,
      [...columns.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    ]),
  );
}

async function schemaNow(): Promise<Map<string, string[]>> {
  const path = aPath();
  await aStore(path);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'kysely_%'")
      .all();
    return new Map(
      tables.map(({ name }) => [
        String(name),
        database
          .prepare('select name from pragma_table_info(?)')
          .all(String(name))
          .map((column) => String(column.name)),
      ]),
    );
  } finally {
    database.close();
  }
}

it('every column of the database is known to hold something about people, or nothing', async () => {
  const documentedColumns = new Map(
    Object.entries(PERSONAL_DATA).map(([table, columns]) => [table, Object.keys(columns)]),
  );
  const sorted = (tables: Map<string, string[]>) =>
    [...tables].map(([table, columns]) => `${table}: ${columns.toSorted().join()}`).toSorted();
  expect(sorted(documentedColumns)).toEqual(sorted(await schemaNow()));
});

it('PRIVACY.md names every table and column that holds something about people', () => {
  const personal = Object.entries(PERSONAL_DATA).flatMap(([table, columns]) => {
    const named = Object.entries<string | null>(columns).flatMap(([name, what]) =>
      what === null ? [] : [name],
    );
    return named.length > 0 ? [[table, named.toSorted()] as const] : [];
  });
  const documentedTables = [...documented()].map(([table, columns]) => [table, columns.toSorted()] as const);
  expect(documentedTables.toSorted()).toEqual(personal.toSorted());
});
