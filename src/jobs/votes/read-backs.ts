import { createOneMore } from '../../core/async/one-more.ts';
import type { PlatformName, TenantFilter } from '../../core/base/ids.ts';
import type { Platform } from '../../core/platform/platform.ts';
import type { Shard } from '../../core/store/shards.ts';

interface Pending {
  /** Shards whose events were missed. */
  shards: Shard[];
  isAll: boolean;
  readonly run: () => Promise<void>;
}

/**
 * Reads votes back where events were missed: one read-back of a platform at a time, and what is missed meanwhile is read in the next
 * one. Where only some shards missed events, the posts of the others are left alone.
 */
export class ReadBacks {
  readonly #platforms: ReadonlyMap<PlatformName, Platform>;
  readonly #readBack: (platform: Platform, covers: TenantFilter) => Promise<void>;
  readonly #pending = new Map<PlatformName, Pending>();

  constructor(
    platforms: ReadonlyMap<PlatformName, Platform>,
    readBack: (platform: Platform, covers: TenantFilter) => Promise<void>,
  ) {
    this.#platforms = platforms;
    this.#readBack = readBack;
  }

  async run(name: PlatformName, shard: Shard | undefined): Promise<void> {
    const pending = this.#pending.get(name) ?? {
      ...{ shards: [], isAll: false },
      run: createOneMore(() => this.#runPending(name)),
    };
    this.#pending.set(name, pending);
    if (shard) pending.shards.push(shard);
    else pending.isAll = true;
    await pending.run();
  }

  async #runPending(name: PlatformName): Promise<void> {
    const pending = this.#pending.get(name);
    const platform = this.#platforms.get(name);
    if (!pending || !platform) return;
    const { shards, isAll } = pending;
    pending.shards = [];
    pending.isAll = false;
    const isOn = platform.connection?.isOnShard;
    const covers: TenantFilter = (tenant) =>
      isAll || isOn === undefined || shards.some((shard) => isOn(tenant, shard));
    await this.#readBack(platform, covers);
  }
}
