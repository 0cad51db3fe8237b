import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { PaperboyError } from '../../src/core/base/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, papers } from '../support/builders.ts';
import { aFolder, aPath, aStore, behindTheBack } from './temp-store.ts';

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

/** The error that opening ends with; it must say what to do. */
async function refusal(url: string): Promise<PaperboyError> {
  const error = await openStore({ url, log: aLog() }).then(
    async (store) => {
      await store.close();
      throw new Error(`${url} was opened`);
    },
    (reason: unknown) => reason,
  );
  if (!(error instanceof PaperboyError)) throw error;
  expect(error.fix).toMatch(/\w{3}/);
  return error;
}

describe('opening', () => {
  it('makes the folder and a file that is private, with its side files', async () => {
    const path = join(aFolder(), 'some', 'where', 'paperboy.sqlite');
    const store = await aStore(path);
    await store.papers.save(papers(1), 0);
    expect([path, `${path}-wal`, `${path}-shm`].map(mode)).toEqual(['600', '600', '600']);
  });

  it('takes a path relative to the working directory', async () => {
    const path = aPath();
    const store = await openStore({ url: `file:${relative(process.cwd(), path)}`, log: aLog() });
    await store.close();
    expect(existsSync(path)).toBe(true);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('in memory writes no file', async () => {
    const store = await openStore({ url: ':memory:', log: aLog() });
    await store.papers.save(papers(2), 0);
    expect(await store.papers.count()).toBe(2);
    await store.close();
    expect(existsSync(':memory:')).toBe(false);
  });

  it('does not wait for a process that writes where nothing is to be brought up to date', async () => {
    const path = aPath();
    await (await openStore({ url: `file:${path}`, log: aLog() })).close();
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const store = await openStore({ url: `file:${path}`, log: aLog() });
    expect(await store.papers.count()).toBe(0);
    other.exec('rollback');
    other.close();
    await store.close();
  }, 5_000);

  it('leaves the mode of a file that an operator has set', async () => {
    const path = aPath();
    writeFileSync(path, '');
    chmodSync(path, 0o640);
    await aStore(path);
    expect(mode(path)).toBe('640');
  });

  it('keeps a durable log, and says once that the schema was made', async () => {
    const path = aPath();
    const log = aLog();
    const [first, second] = [
      await openStore({ url: `file:${path}`, log }),
      await openStore({ url: `file:${path}`, log }),
    ];
    expect(log.lines).toEqual([
      {
        level: 'info',
        facts: {
          path,
          migrations: expect.arrayContaining(['0001-first', '0005-quiet-hours']),
        },
        message: 'database brought up to date',
      },
    ]);
    behindTheBack(path, (db) => {
      expect(db.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    });
    await first.close();
    await second.close();
  });

  it('by many at once makes the schema once', async () => {
    const path = aPath();
    const stores = await Promise.all(Array.from({ length: 6 }, () => aStore(path)));
    await Promise.all(stores.map((store, i) => store.papers.save(papers(i + 1), i)));
    expect(await stores[0]?.papers.count()).toBe(6);
  });

  it('answers everything asked before closing', async () => {
    const path = aPath();
    const store = await openStore({ url: `file:${path}`, log: aLog() });
    const saved = store.papers.save(papers(50), 0);
    await store.close();
    expect((await saved).added).toHaveLength(50);
    expect(await (await aStore(path)).papers.count()).toBe(50);
  });
});

describe('a url that cannot be used', () => {
  it.each([
    ['postgres://127.0.0.1:1/paperboy', 'store-away'],
    ['postgresql://u:secret@127.0.0.1:1/paperboy', 'store-away'],
    ['file:', 'store-url'],
    ['data/paperboy.sqlite', 'store-url'],
    ['file://data/paperboy.sqlite', 'store-url'],
    ['', 'store-url'],
  ])('%s is refused as %s', async (url, code) => {
    const error = await refusal(url);
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.fix}`).not.toContain('secret');
  });
});

describe('a file that cannot be used', () => {
  it('because its folder cannot be made', async () => {
    const file = aPath();
    writeFileSync(file, 'a file and no folder');
    expect(await refusal(`file:${join(file, 'paperboy.sqlite')}`)).toMatchObject({
      code: 'store-not-writable',
    });
  });

  it('because it is a folder', async () => {
    expect(await refusal(`file:${aFolder()}`)).toMatchObject({ code: 'store-not-writable' });
  });

  it.skipIf(process.getuid?.() === 0)('because its folder may not be written (skipped as root)', async () => {
    const folder = join(aFolder(), 'closed');
    mkdirSync(folder, { mode: 0o500 });
    expect(await refusal(`file:${folder}/paperboy.sqlite`)).toMatchObject({ code: 'store-not-writable' });
  });

  it('because it is no database, and leaves it as it is', async () => {
    const path = aPath();
    writeFileSync(path, 'Dear diary, '.repeat(500));
    const error = await refusal(`file:${path}`);
    expect(error).toMatchObject({ code: 'store-damaged' });
    expect(error.message).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe('Dear diary, '.repeat(500));
  });

  it('because it was cut short', async () => {
    const path = aPath();
    const store = await openStore({ url: `file:${path}`, log: aLog() });
    await store.papers.save(papers(500), 0);
    await store.close();
    truncateSync(path, 3 * 4096);
    expect(await refusal(`file:${path}`)).toMatchObject({ code: 'store-damaged' });
  });

  it('because it belongs to another program', async () => {
    const path = aPath();
    behindTheBack(path, (db) => db.exec('create table recipe (name text)'));
    expect(await refusal(`file:${path}`)).toMatchObject({ code: 'store-foreign' });
  });

  it('because a newer version has written it, and leaves it as it is', async () => {
    const path = aPath();
    const store = await openStore({ url: `file:${path}`, log: aLog() });
    await store.close();
    behindTheBack(path, (db) =>
      db.exec(`insert into kysely_migration values ('0999-future', '2030-01-01T00:00:00.000Z')`),
    );
    const before = readFileSync(path);
    const error = await refusal(`file:${path}`);
    expect(error.code).toBe('store-newer');
    expect(error.message).toContain('0999-future');
    expect(error.fix).toContain('that version');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('because another process locks it for too long, and is used when it is unlocked', async () => {
    const path = aPath();
    const store = await aStore(path);
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const saved = store.papers.save(papers(1), 0);
    setTimeout(() => other.exec('commit'), 120);
    expect((await saved).added).toHaveLength(1);
    other.close();
  });
});

describe('a database', () => {
  it('has an identity of its own, which it keeps', async () => {
    const url = `file:${aPath()}`;
    const [first, other] = [await openStore({ url, log: aLog() }), await aStore()];
    const mine = await first.papers.readIdentity();
    await first.close();
    const again = await openStore({ url, log: aLog() });
    expect(mine).toMatch(/^[0-9a-f]{32}$/);
    expect(await again.papers.readIdentity()).toBe(mine);
    expect(await other.papers.readIdentity()).not.toBe(mine);
    await again.close();
  });
});
