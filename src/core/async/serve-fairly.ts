import type { TenantId } from '../base/ids.ts';
import { settleAll } from './settle-all.ts';

export interface FairWork<Item> {
  /** The due items, longest waiting first, without those of these tenants. */
  list(limit: number, notOf: readonly TenantId[]): Promise<readonly Item[]>;
  /** Two items with one key are never in progress at once. */
  readKey(item: Item): string;
  /** The tenant whose limit an item counts toward; `undefined` for none. */
  readTenant(item: Item): TenantId | undefined;
  /** Resolves when the item is no longer due. If it rejects, no further item is started. */
  work(item: Item): Promise<void>;
  readonly atOnce: number;
  /** How many of them may be of one tenant, so that a slow tenant delays no other. */
  readonly perTenant: number;
  readonly isStopping: () => boolean;
}

/** Where the platform has one limit for everything. */
export const OF_ALL = { atOnce: 20, perTenant: Number.POSITIVE_INFINITY } as const;
/** Where each tenant has limits of its own: most of these wait for theirs. */
export const OF_TENANTS = { atOnce: 200, perTenant: 2 } as const;

/** Processes all due items; resolves when none is left, and rejects if the work did. */
export async function serveFairly<Item>(options: FairWork<Item>): Promise<void> {
  const server = new FairServer(options);
  await server.run();
}

class FairServer<Item> {
  readonly #options: FairWork<Item>;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #ofTenant = new Map<TenantId, number>();
  #listed: Item[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(options: FairWork<Item>) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { isStopping, atOnce } = this.#options;
    while (!isStopping() && !this.#failure) {
      if (this.#beginListed() > 0) continue;
      // Only while there is a free slot: a longer list would be out of date by the time its items are started.
      if (this.#busy.size < atOnce && (await this.#listMore())) continue;
      if (this.#busy.size === 0) return;
      await Promise.race(this.#busy.values());
    }
    await Promise.all(this.#busy.values());
    if (this.#failure) throw this.#failure.error;
  }

  /** Whether there is something new to begin. */
  async #listMore(): Promise<boolean> {
    const { list, readKey, atOnce, perTenant } = this.#options;
    // From before the query: what ends while it runs may still be in the answer.
    const held = new Set(this.#busy.keys());
    const full = [...this.#ofTenant].flatMap(([tenant, count]) => (count >= perTenant ? [tenant] : []));
    const due = await list(atOnce + held.size, full);
    this.#listed = due.filter((item) => !held.has(readKey(item)));
    return this.#listed.length > 0;
  }

  #beginListed(): number {
    const begun = this.#listed.filter((item) => this.#mayBegin(item) && this.#begin(item));
    const done = new Set(begun);
    this.#listed = this.#listed.filter((item) => !done.has(item));
    return begun.length;
  }

  #mayBegin(item: Item): boolean {
    const { readKey, readTenant, atOnce, perTenant } = this.#options;
    const tenant = readTenant(item);
    const isFull = tenant !== undefined && (this.#ofTenant.get(tenant) ?? 0) >= perTenant;
    return this.#busy.size < atOnce && !isFull && !this.#busy.has(readKey(item));
  }

  #begin(item: Item): true {
    const { readKey, readTenant, work } = this.#options;
    const key = readKey(item);
    const tenant = readTenant(item);
    this.#count(tenant, 1);
    const begun = work(item)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#busy.delete(key);
        this.#count(tenant, -1);
      });
    this.#busy.set(key, begun);
    return true;
  }

  #count(tenant: TenantId | undefined, change: 1 | -1): void {
    if (tenant === undefined) return;
    const count = (this.#ofTenant.get(tenant) ?? 0) + change;
    if (count > 0) this.#ofTenant.set(tenant, count);
    else this.#ofTenant.delete(tenant);
  }
}

/** How many tenants are served at once. */
const TENANTS_AT_ONCE = 50;

/**
 * Processes the items of one tenant one after the other, and several tenants at once. Tenants with few items come first, so that they
 * do not wait for one with many. If the work rejects, the tenant’s other items are not started; this rejects as well, once all other
 * tenants are done.
 */
export async function inTenantTurns<Item>(
  items: readonly Item[],
  readTenant: (item: Item) => TenantId | undefined,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const groups = [...Map.groupBy(items, readTenant).values()];
  const waiting = groups.toSorted((a, b) => a.length - b.length);
  const serve = async (): Promise<void> => {
    for (let own = waiting.shift(); own; own = waiting.shift()) for (const item of own) await work(item);
  };
  await settleAll(Array.from({ length: Math.min(TENANTS_AT_ONCE, waiting.length) }, serve));
}
