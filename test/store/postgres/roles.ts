import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../src/core/store/roles.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aLog } from '../../support/builders.ts';
import type { PostgresServer } from '../../support/postgres-server.ts';

const ROLES: readonly Role[] = ['fetch', 'discord', 'slack'];

/** Longer than a lease, and the time until the next look. */
const TAKEN_OVER_MS = 20_000;

/** How processes on one database share its roles. */
export function testRoles(server: PostgresServer): void {
  const serve = async (database: string): Promise<Store> => {
    const store = await openStore({ url: server.url(database), log: aLog() });
    onTestFinished(() => store.close());
    expect(await store.claim(ROLES)).toBe(true);
    return store;
  };
  const listHeld = ({ roles }: Store) => ROLES.filter((role) => roles.has(role));
  const cutConnections = async (database: string) => {
    const { db } = await openDatabase(server.url('store'), aLog());
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database}`.execute(db);
    await db.destroy();
  };

  describe('a role', () => {
    it('belongs to every process that does not serve, and to one of those that do', async () => {
      const idle = await openStore({ url: server.url('empty'), log: aLog() });
      onTestFinished(() => idle.close());
      const one = await serve('empty');
      const two = await serve('empty');
      expect([listHeld(idle), listHeld(one), listHeld(two)]).toEqual([ROLES, ROLES, []]);
    });

    it('goes to another process as soon as its holder ends', async () => {
      const one = await serve('empty');
      const two = await serve('empty');
      const changes: string[] = [];
      two.roles.observe((role, isOurs) => changes.push(`${role} ${isOurs}`));
      await one.close();
      await expect.poll(() => listHeld(two), { timeout: 5000 }).toEqual(ROLES);
      expect(changes.toSorted()).toEqual(['discord true', 'fetch true', 'slack true']);
    });

    it('stays with its holder where only the connection is cut, and is never two processes’', async () => {
      const one = await serve('empty');
      const two = await serve('empty');
      await cutConnections('empty');
      const until = Date.now() + 3000;
      while (Date.now() < until) {
        expect(listHeld(one).filter((role) => two.roles.has(role))).toEqual([]);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await expect
        .poll(() => [...listHeld(one), ...listHeld(two)].length, { timeout: TAKEN_OVER_MS })
        .toBe(3);
    }, 30_000);

    it('ends before another process can have it where the server is away', async () => {
      const one = await serve('empty');
      const lost: Role[] = [];
      one.roles.observe((role, isOurs) => {
        if (!isOurs) lost.push(role);
      });
      await server.kill();
      await expect.poll(() => listHeld(one), { timeout: TAKEN_OVER_MS }).toEqual([]);
      await expect.poll(() => lost.length, { timeout: 2000 }).toBe(3);
      await server.restart();
      await expect.poll(() => listHeld(one), { timeout: TAKEN_OVER_MS }).toEqual(ROLES);
    }, 60_000);
  });

  describe('a signal', () => {
    it('reaches every other process, also after its connection was cut', async () => {
      const one = await serve('empty');
      const two = await serve('empty');
      const received: string[] = [];
      one.signals.listen((kind) => received.push(`one ${kind}`));
      two.signals.listen((kind, ids) => received.push(`two ${kind} ${ids.join()}`));
      one.signals.send('edits', ['a', 'b']);
      await expect.poll(() => received, { timeout: 5000 }).toEqual(['two edits a,b']);
      await cutConnections('empty');
      await expect
        .poll(() => received.toSorted(), { timeout: 10_000 })
        .toEqual(['one unheard', 'two edits a,b', 'two unheard ']);
      one.signals.send('due');
      await expect.poll(() => received.at(-1), { timeout: 5000 }).toBe('two due ');
    }, 30_000);
  });

  it('a signal with more ids than one notification takes reaches the others without any', async () => {
    const one = await serve('empty');
    const two = await serve('empty');
    const received: string[] = [];
    two.signals.listen((kind, ids) => received.push(`${kind} ${ids.length}`));
    const listIds = (count: number) =>
      Array.from({ length: count }, (_, i) => `discord:1234567890123456789 ${1_234_567_890_123_456_000 + i}`);
    one.signals.send('shared', listIds(20));
    one.signals.send('shared', listIds(300));
    await expect.poll(() => received, { timeout: 5000 }).toEqual(['shared 20', 'shared 0']);
  });

  it('that events were missed reaches the others also where it could not be sent at first', async () => {
    const one = await serve('empty');
    const { db } = await openDatabase(server.url('store'), aLog());
    onTestFinished(() => db.destroy());
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = 'empty'`.execute(db);
    const two = await serve('empty');
    const received: string[] = [];
    two.signals.listen((kind, ids) => received.push(`${kind} ${ids.join()}`));
    for (const { pid } of rows) await sql`select pg_terminate_backend(${pid})`.execute(db);
    one.signals.send('missed', ['slack']);
    one.signals.send('due');
    await expect.poll(() => received, { timeout: 10_000 }).toContain('missed slack');
  }, 30_000);

  it('a process that died has its events read back', async () => {
    const one = await serve('empty');
    const { db } = await openDatabase(server.url('empty'), aLog());
    const received: string[] = [];
    one.signals.listen((kind) => received.push(kind));
    await db.insertInto('role').values({ name: 'process dead', holder: 'dead', until: 1 }).execute();
    await expect.poll(() => received, { timeout: 5000 }).toEqual(['missed']);
    await db.destroy();
  });

  it('an event is new once, whichever process asks', async () => {
    const one = await serve('empty');
    const two = await serve('empty');
    const answers = await Promise.all([one, two, one, two].map((store) => store.seenEvents.add('Ev1', 1000)));
    expect(answers.filter((isNew) => isNew)).toHaveLength(1);
    await one.seenEvents.purge(1001);
    expect(await two.seenEvents.add('Ev1', 2000)).toBe(true);
  });
}
