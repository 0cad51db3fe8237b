import { afterAll, it } from 'vitest';
import { findPostgres, startPostgres } from '../../support/postgres-server.ts';
import { chooseDatabase } from '../temp-store.ts';
import { testBackup } from './backup.ts';
import { testMove } from './move.ts';
import { openServer } from './on-server.ts';
import { testOpening } from './opening.ts';
import { testRoles } from './roles.ts';
import { testShards } from './shards.ts';
import { testSharedLimits } from './shared-limits.ts';
import { testTraps } from './traps.ts';

// The tests of the store once more, on a PostgreSQL server of their own.
const programs = findPostgres();
if (programs === undefined) it.skip('there is no PostgreSQL 15 or newer here (apt-get install postgresql)');
else {
  const server = await startPostgres(programs, [
    'store',
    'empty',
    'other',
    'restored',
    'moved',
    'continued',
    'sharded',
  ]);
  const { database, close } = await openServer(server.url('store'));
  afterAll(async () => {
    await close();
    await server.stop();
  });
  chooseDatabase(database);
  await import('../store-tests.ts');
  testTraps();
  testBackup(server);
  testMove(server);
  testOpening(server);
  testRoles(server);
  testShards(server);
  testSharedLimits(server);
}
