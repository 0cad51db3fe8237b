import { createTexts } from './core/base/catalog.ts';

/** Why the process must not run on. */
export const reasons = createTexts({
  runtimeBroken: 'the runtime has no memory left, or has lost its state',
  noMemory: 'no memory is left',
  databaseDamaged: 'the database is damaged',
});
