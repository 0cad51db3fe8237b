import type { Engine } from './engine.ts';
import { createGraphileWorker } from './graphile-worker.ts';
import { ledger } from './ledger.ts';
import { createPgBoss } from './pg-boss.ts';

/** Those to compare; `folder` is where npm has installed the two that the bot does not use. */
export function listEngines(folder: string): Engine[] {
  return [ledger, createPgBoss(folder), createGraphileWorker(folder)];
}
