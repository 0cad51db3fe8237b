import { Kysely, SqliteDialect } from 'kysely';
import { PaperboyError } from '../core/errors.ts';
import type { Log, Store } from '../core/ports.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createEditionStore } from './edition-store.ts';
import { migrate } from './migrate.ts';
import { createPaperStore } from './paper-store.ts';
import { createPostStore } from './post-store.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { createSubscriptionStore } from './subscription-store.ts';
import { createVoteStore } from './vote-store.ts';

export interface OpenStoreOptions {
  /** `file:PATH`, relative to the working directory, or `:memory:`. */
  readonly url: string;
  readonly log: Log;
}

/**
 * Opens the database and brings its schema up to date. Throws a `PaperboyError` that names the fix when it cannot be
 * opened, is damaged, or was written by a newer version.
 */
export async function openStore({ url, log }: OpenStoreOptions): Promise<Store> {
  const path = pathOf(url);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(path) }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  log.debug({ path }, 'store opened');
  return {
    papers: createPaperStore(db),
    editions: createEditionStore(db),
    subscriptions: createSubscriptionStore(db),
    deliveries: createDeliveryStore(db),
    posts: createPostStore(db),
    votes: createVoteStore(db),
    close: () => db.destroy(),
  };
}

function pathOf(url: string): string {
  if (url === ':memory:') return url;
  if (url.startsWith('file:') && url.length > 'file:'.length) return url.slice('file:'.length);
  throw new PaperboyError('store-unsupported', 'This version keeps its data in SQLite alone.', {
    fix: 'Set DATABASE_URL to file:PATH, such as file:data/paperboy.sqlite.',
  });
}
