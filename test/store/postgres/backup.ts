import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { aLog } from '../../support/builders.ts';
import type { PostgresServer } from '../../support/postgres-server.ts';
import { KEY } from '../ledger.ts';
import { liveThrough } from '../life-of-a-bot.ts';
import { aFolder, aStore, usedDatabase } from '../temp-store.ts';

const DOCS = resolve(import.meta.dirname, '../../../docs/databases.md');

/** The test that what the documents say about backups is true. */
export function testBackup(server: PostgresServer): void {
  it('a backup made and restored as the documents say has everything', async () => {
    const location = usedDatabase().createLocation();
    const store = await aStore(location);
    await liveThrough(store);
    const commands = readFileSync(DOCS, 'utf8').match(/^.*\bpg_(?:dump|restore) .*$/gm) ?? [];
    const folder = aFolder();
    const run = (command: string, database: string) =>
      execFileSync('bash', ['-ec', command], {
        cwd: folder,
        env: { PATH: `${server.programs}:${process.env.PATH}`, DATABASE_URL: server.url(database) },
      });
    expect(commands).toHaveLength(2);
    run(commands[0] ?? '', 'store');
    run(commands[1] ?? '', 'restored');
    expect(readFileSync(join(folder, 'copy.dump')).length).toBeGreaterThan(1000);
    const restored = await openStore({ url: server.url('restored'), log: aLog() });
    expect(await restored.papers.readIdentity()).toBe(await store.papers.readIdentity());
    expect(await restored.papers.listChangedSince(0, 100)).toEqual(
      await store.papers.listChangedSince(0, 100),
    );
    expect(await restored.deliveries.listRecent(KEY.channel, 10)).toEqual(
      await store.deliveries.listRecent(KEY.channel, 10),
    );
    await restored.close();
  });
}
