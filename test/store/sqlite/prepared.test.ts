import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { createNodeSqliteDialect } from '../../../src/store/sqlite/node-sqlite.ts';

it('statements that come again and again stay prepared, however many rows of how many sizes are written', async () => {
  const database = new DatabaseSync(':memory:');
  const prepared: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (text, ...rest) => {
    prepared.push(text);
    return prepare(text, ...rest);
  };
  const db = new Kysely<{ paper: { id: number } }>({
    dialect: createNodeSqliteDialect(database, ':memory:', 0),
  });
  await sql`create table paper (id integer)`.execute(db);
  const count = () => db.selectFrom('paper').select(db.fn.countAll<number>().as('count')).execute();
  await count();
  for (let rows = 800; rows < 950; rows++) {
    const values = Array.from({ length: rows }, (_, id) => ({ id }));
    await db.insertInto('paper').values(values).execute();
  }
  expect(await count()).toEqual([{ count: 131_175 }]);
  expect(prepared.filter((text) => text.startsWith('select'))).toHaveLength(1);
  await db.destroy();
});
