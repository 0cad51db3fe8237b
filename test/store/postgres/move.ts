import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/core/store/store.ts';
import { moveStore } from '../../../src/store/move-store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { startMain } from '../../e2e/run-main.ts';
import { aLog, papers } from '../../support/builders.ts';
import type { PostgresServer } from '../../support/postgres-server.ts';
import { KEY, NOON } from '../ledger.ts';
import { liveThrough } from '../life-of-a-bot.ts';
import { aFolder, aPath } from '../temp-store.ts';

/** More than one batch. */
const MANY = papers(1200);

/** The tests that a store moves from a file to a server whole, or not at all. */
export function testMove(server: PostgresServer): void {
  const move = (
    path: string,
    database: string,
    onProgress = (_: number) => {},
    signal = new AbortController().signal,
  ) => moveStore({ from: `file:${path}`, to: server.url(database), log: aLog(), signal, onProgress });

  describe('a store is moved from a file to a server', () => {
    it('by a typed command, with everything in it; a second time is refused', async () => {
      const folder = aFolder();
      const path = `${folder}/paperboy.sqlite`;
      const before = await fill(path);
      const run = (...more: string[]) =>
        startMain(['move', '--from', `file:${path}`, ...more], {
          cwd: folder,
          env: { LOG_LEVEL: 'silent', DATABASE_URL: server.url('moved') },
        }).done;
      const ended = await run();
      expect(ended).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('compared them with the source'),
      });
      const moved = await openStore({ url: server.url('moved'), log: aLog() });
      expect(await describeStore(moved)).toEqual(before);
      await moved.close();
      const again = await run('--to', server.url('moved'));
      expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('already has data in it') });
      expect(ended.stdout + ended.stderr + again.stdout + again.stderr).not.toContain('no-password-needed');
    }, 60_000);

    it('but not while a bot runs on it, and not from nowhere', async () => {
      const path = aPath();
      const bot = await openStore({ url: `file:${path}`, log: aLog() });
      await bot.claim();
      await expect(move(path, 'continued')).rejects.toMatchObject({ code: 'move-serving' });
      await bot.close();
      await expect(move(`${path}-missing`, 'continued')).rejects.toMatchObject({ code: 'move-source' });
    });

    it('on from where it was broken off, and again from the start where the source has changed since', async () => {
      const path = aPath();
      await fill(path);
      const stop = new AbortController();
      const broken = move(path, 'continued', () => stop.abort(), stop.signal);
      await expect(broken).rejects.toMatchObject({ name: 'AbortError' });
      const refused = openStore({ url: server.url('continued'), log: aLog() });
      await expect(refused).rejects.toMatchObject({ code: 'store-half-moved' });
      const source = await openStore({ url: `file:${path}`, log: aLog() });
      await source.papers.save([{ ...(MANY[0] ?? papers(1)[0]), title: 'changed since' } as never], NOON + 9);
      const now = await describeStore(source);
      await source.close();
      await move(path, 'continued');
      const moved = await openStore({ url: server.url('continued'), log: aLog() });
      expect(await describeStore(moved)).toEqual(now);
      await moved.close();
    }, 60_000);
  });
}

async function fill(path: string): Promise<unknown> {
  const store = await openStore({ url: `file:${path}`, log: aLog() });
  await store.papers.save(MANY, NOON);
  await liveThrough(store);
  const all = await describeStore(store);
  await store.close();
  return all;
}

/** Something of every kind. */
async function describeStore(store: Store): Promise<unknown> {
  return [
    ...[
      await store.papers.readIdentity(),
      await store.papers.listChangedSince(0, 5000),
      await store.subscriptions.list(),
    ],
    ...[await store.deliveries.listRecent(KEY.channel, 10), await store.posts.listOfDelivery(KEY)],
    ...[
      await store.summaries.sumSpend('2026-04-30'),
      await store.editions.listBetween('2026-01-01', '2026-12-31'),
    ],
  ];
}
