import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { transact } from '../../../src/store/dialect/dialect.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aLog, papers } from '../../support/builders.ts';
import type { PostgresServer } from '../../support/postgres-server.ts';
import { NOON } from '../ledger.ts';

const PASSWORD = 'hunter2-hunter2';

/** The tests of a server that starts, stops, refuses or is the wrong one. */
export function testOpening(server: PostgresServer): void {
  const open = async (database: string) => {
    const store = await openStore({ url: server.url(database), log: aLog() });
    onTestFinished(() => store.close());
    return store;
  };
  const run = async (database: string, text: string) => {
    const { db } = await openDatabase(server.url(database), aLog());
    await sql.raw(text).execute(db);
    await db.destroy();
  };
  const refusal = (url: string) =>
    openStore({ url, log: aLog() }).then(
      () => undefined,
      (error: { code?: string; message?: string; fix?: unknown }) => error,
    );

  describe('an empty database', () => {
    it('is made ready by one of several processes, with an identity of its own', async () => {
      const stores = await Promise.all(Array.from({ length: 4 }, () => open('empty')));
      const identities = await Promise.all(stores.map(({ papers: store }) => store.readIdentity()));
      expect(new Set(identities).size).toBe(1);
      expect(identities[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(await (await open('other')).papers.readIdentity()).not.toBe(identities[0]);
    });
  });

  describe('a database that cannot be used is refused', () => {
    it.each([
      ['that does not exist', () => server.url('nowhere'), 'store-missing'],
      ['with a wrong login', () => server.url('store').replace('admin:', 'stranger:'), 'store-login'],
      ['on a port where nothing listens', () => 'postgres://me@127.0.0.1:1/store', 'store-away'],
    ])('%s', async (_, url, code) => {
      const error = await refusal(url().replace('no-password-needed', PASSWORD));
      expect(error).toMatchObject({ code, message: expect.stringContaining('127.0.0.1:') });
      expect(error?.fix).toBeTruthy();
      expect(JSON.stringify([error?.message, error?.fix])).not.toContain(PASSWORD);
    });

    it('because another program’s tables are in it, or a newer version’s', async () => {
      await run('other', `alter table kysely_migration rename to somebody`);
      expect(await refusal(server.url('other'))).toMatchObject({ code: 'store-foreign' });
      const { db } = await openDatabase(server.url('store'), aLog());
      onTestFinished(() => db.destroy());
      await sql`insert into kysely_migration (name, timestamp) values ('0999-future', '2030')`.execute(db);
      const error = await refusal(server.url('store'));
      await sql`delete from kysely_migration where name = '0999-future'`.execute(db);
      expect(error).toMatchObject({ code: 'store-newer' });
    });

    it('because it cannot store every text', async () => {
      const args = ['--encoding=LATIN1', '--locale=C', '--template=template0', 'latin', '--maintenance-db'];
      execFileSync(join(server.programs, 'createdb'), [...args, server.url('postgres')]);
      expect(await refusal(server.url('latin'))).toMatchObject({ code: 'store-encoding' });
    });
  });

  it('by several processes at once, and not by one that wants it alone', async () => {
    const { claim, close } = await openDatabase(server.url('empty'), aLog());
    onTestFinished(close);
    const alone = await claim();
    const one = await openStore({ url: server.url('empty'), log: aLog() });
    onTestFinished(() => one.close());
    expect(await one.claim()).toBe(false);
    await alone?.release();
    const two = await openStore({ url: server.url('empty'), log: aLog() });
    expect(await two.claim()).toBe(true);
    expect(await claim()).toBeUndefined();
    await two.close();
  });

  it('two transactions that wait for each other are both done', async () => {
    const { db } = await openDatabase(server.url('store'), aLog());
    onTestFinished(() => db.destroy());
    const store = await open('store');
    await store.papers.save(papers(2), NOON);
    const touch = (ids: readonly string[]) =>
      transact(db, 'none', async (tx) => {
        for (const id of ids) {
          await tx.updateTable('paper').set({ first_seen_at: 1 }).where('id', '=', id).execute();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      });
    await Promise.all([touch(['2604.00001', '2604.00002']), touch(['2604.00002', '2604.00001'])]);
  });

  it('a server that is killed and started again is used again, and has everything that was acknowledged', async () => {
    const store = await open('empty');
    let saved = 0;
    const saving = (async () => {
      for (; ; saved++) await store.papers.save([{ ...papers(1)[0], id: `killed ${saved}` } as never], NOON);
    })();
    const ended = saving.catch((error: unknown) => error);
    await expect.poll(() => saved, { timeout: 15_000 }).toBeGreaterThan(10);
    await server.kill();
    expect(await ended).toMatchObject({
      code: 'store-away',
      publicProblem: expect.objectContaining({ code: 'database-away' }),
    });
    await expect(store.papers.count()).rejects.toMatchObject({ code: 'store-away' });
    await server.restart();
    const count = () => store.papers.count().catch(() => 0);
    await expect.poll(count, { timeout: 15_000 }).toBeGreaterThanOrEqual(saved);
  }, 60_000);
}
