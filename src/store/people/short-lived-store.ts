import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { ShortLived, ShortLivedKind, ShortLivedStore } from '../../core/store/short-lived-store.ts';
import { findOperations } from '../dialect/dialect.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';

/** In the memory of a process: so many of each kind, the least recently used of which are dropped first. */
const MAX_HELD = 10_000;

/** In a table where several processes may serve; in memory where there is one. */
export function createShortLivedStore(db: Kysely<Schema>): ShortLivedStore {
  return findOperations(db).locksRows ? createTableStore(db) : createMemoryStore();
}

function createTableStore(db: Kysely<Schema>): ShortLivedStore {
  async function find(kind: ShortLivedKind, key: string, now: number): Promise<string | undefined> {
    const row = await db
      .selectFrom('short_lived')
      .select('text')
      .where('key', '=', toRowKey(kind, key))
      .where('until', '>', now)
      .executeTakeFirst();
    return row?.text;
  }

  async function put(entry: ShortLived): Promise<void> {
    const row = toRow(entry);
    await db
      .insertInto('short_lived')
      .values(row)
      .onConflict((on) => on.column('key').doUpdateSet(row))
      .execute();
  }

  return {
    find,
    put,

    async putNewest(entry, group, most) {
      await put(entry);
      const old = await db
        .selectFrom('short_lived')
        .select('key')
        .where(beginsWith('key', `${toRowKey(entry.kind, group)} `))
        .orderBy('until', 'desc')
        .offset(most)
        .execute();
      if (old.length === 0) return;
      const keys = old.map(({ key }) => key);
      await db.deleteFrom('short_lived').where('key', 'in', keys).execute();
    },

    async take(entry, now) {
      const row = toRow(entry);
      // The row lock decides between two that come at once.
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('short_lived')
        .values(row)
        .onConflict((on) => on.column('key').doUpdateSet(row).where('short_lived.until', '<=', now))
        .executeTakeFirstOrThrow();
      // Deleted meanwhile, it was still there when it was asked for.
      return numInsertedOrUpdatedRows > 0n ? undefined : ((await find(entry.kind, entry.key, now)) ?? '');
    },

    async delete(kind, key) {
      await db.deleteFrom('short_lived').where('key', '=', toRowKey(kind, key)).execute();
    },

    async forget(person) {
      await db.deleteFrom('short_lived').where('person', '=', person).execute();
    },

    async purge(now) {
      await db.deleteFrom('short_lived').where('until', '<=', now).execute();
    },
  };
}

function toRow({ kind, key, person, text, until }: ShortLived) {
  return { key: toRowKey(kind, key), person: person ?? null, text, until };
}

function toRowKey(kind: ShortLivedKind, key: string): string {
  return `${kind} ${key}`;
}

function createMemoryStore(): ShortLivedStore {
  // With `max` each would take its memory at once.
  const create = () => new LRUCache<string, ShortLived>({ maxSize: MAX_HELD, sizeCalculation: () => 1 });
  const held: Readonly<Record<ShortLivedKind, LRUCache<string, ShortLived>>> = {
    ...{ question: create(), answer: create(), action: create() },
  };
  const all = Object.values(held);

  function look(kind: ShortLivedKind, key: string, now: number): ShortLived | undefined {
    const entry = held[kind].get(key);
    return entry && entry.until > now ? entry : undefined;
  }

  function deleteWhere(isMeant: (entry: ShortLived) => boolean): void {
    for (const entries of all) for (const [key, entry] of entries) if (isMeant(entry)) entries.delete(key);
  }

  function put(entry: ShortLived): void {
    held[entry.kind].set(entry.key, entry);
  }

  return {
    find: async (kind, key, now) => look(kind, key, now)?.text,
    put: async (entry) => put(entry),
    async putNewest(entry, group, most) {
      put(entry);
      // The last used come first.
      const keys = [...held[entry.kind].keys()].filter((key) => key.startsWith(`${group} `));
      for (const key of keys.slice(most)) held[entry.kind].delete(key);
    },
    async take(entry, now) {
      const standing = look(entry.kind, entry.key, now);
      if (!standing) put(entry);
      return standing?.text;
    },
    async delete(kind, key) {
      held[kind].delete(key);
    },
    forget: async (person) => deleteWhere((entry) => entry.person === person),
    purge: async (now) => deleteWhere(({ until }) => until <= now),
  };
}
