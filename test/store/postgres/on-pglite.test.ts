import { chooseDatabase } from '../temp-store.ts';
import { openPglite } from './pglite.ts';
import { testSchema } from './schema.ts';

// The tests of the store once more, on PostgreSQL compiled to WebAssembly, which every machine has.
const { db, database } = await openPglite();
chooseDatabase(database);
testSchema(db);
await import('../store-tests.ts');
