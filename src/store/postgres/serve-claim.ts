import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../../core/base/log.ts';
import type { Claim } from '../dialect/claim.ts';
import { createConnectionConfig } from './connections.ts';
import { toStoreError } from './postgres-errors.ts';

const AGAIN_MS = 5000;

const TRY_LOCK = `select pg_try_advisory_lock(hashtextextended(current_schema() || ' serving', 0)) as mine`;

/**
 * Checks that no other process serves from the database, and claims it: a lock that belongs to a connection of its own, which
 * the server releases when the connection ends. `undefined` when another process has it.
 */
export async function claimToServe(url: string, name: string, log: Log): Promise<Claim | undefined> {
  const claim = new ServeClaim(url, name, log);
  return (await claim.take()) ? claim : undefined;
}

class ServeClaim implements Claim {
  readonly #url: string;
  readonly #name: string;
  readonly #log: Log;
  readonly #released = new AbortController();
  #client: Client | undefined;

  constructor(url: string, name: string, log: Log) {
    this.#url = url;
    this.#name = name;
    this.#log = log;
  }

  /** Whether the lock is ours now. */
  async take(): Promise<boolean> {
    const client = new Client(createConnectionConfig(this.#url));
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ mine: boolean }>(TRY_LOCK);
      // Released meanwhile: nobody would end this connection, and the lock would stay.
      if (rows[0]?.mine === true && !this.#released.signal.aborted) {
        this.#client = client;
        client.once('end', () => void this.#takeAgain());
        return true;
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw toStoreError(error, this.#name);
    }
    await client.end();
    return false;
  }

  async release(): Promise<void> {
    this.#released.abort();
    await this.#client?.end();
  }

  /** After a cut connection, so that a second process that starts later is noticed. */
  async #takeAgain(): Promise<void> {
    const { signal } = this.#released;
    while (!signal.aborted) {
      try {
        if (!(await this.take())) this.#log.warn({}, 'another process serves from this database');
        return;
      } catch (err) {
        this.#log.debug({ err }, 'the lock for serving from the database could not be taken; trying again');
      }
      await sleep(AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
