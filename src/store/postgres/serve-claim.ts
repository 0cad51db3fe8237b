import { Client } from 'pg';
import type { Claim } from '../dialect/claim.ts';
import { createConnectionConfig } from './connections.ts';
import { toStoreError } from './postgres-errors.ts';

/** The advisory lock that each serving process holds in shared mode, and a process that moves data into the database holds exclusively. */
export const SERVING = `hashtextextended(current_schema() || ' serving', 0)`;

/**
 * Takes the lock exclusively, on a connection of its own: the server releases it when the connection ends. `undefined` while
 * any process serves from the database.
 */
export async function claimAlone(url: string, name: string): Promise<Claim | undefined> {
  const client = new Client(createConnectionConfig(url));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${SERVING}) as mine`);
    if (rows[0]?.mine === true) return { release: () => client.end() };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw toStoreError(error, name);
  }
  await client.end();
  return undefined;
}
