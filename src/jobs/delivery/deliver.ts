import { type PlatformName, splitId, type TenantId } from '../../core/base/ids.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import { FETCH } from '../../core/store/roles.ts';
import { listRecentCandidates } from '../composing/recent-candidates.ts';
import { type CarryOutDeps, carryOut } from './carry-out.ts';
import { LEASE_MS } from './lease.ts';

export interface DeliverDeps extends Omit<CarryOutDeps, 'candidates' | 'isStopping'> {
  /** Deliveries in progress at the same time on one platform. */
  readonly concurrency: number;
}

export interface Deliver {
  /** Claims what is due and delivers it; resolves when nothing due is left, or when the store fails, which is logged. */
  run(): Promise<void>;
  /** Whether a digest is due that waits for the newest list of the source. */
  isWaitingForSource(): boolean;
  /** Stops claiming; resolves when what is in progress has finished or is safely stored. */
  stop(): Promise<void>;
}

export function createDeliver(deps: DeliverDeps): Deliver {
  const workers = new DeliveryWorkers(deps);
  return {
    run: () => workers.run(),
    isWaitingForSource: () => workers.isWaitingForSource(),
    stop: () => workers.stop(),
  };
}

/** Where each tenant has limits of its own: so many deliveries at once altogether, each of which waits most of its time. */
const MAX_OF_TENANTS = 1000;

/** With so many in progress a tenant gets one at a time: whoever is slow then holds few of the rest. */
const CROWDED = 250;

/** Platforms that are not connected: their deliveries fail with that reason. */
const NOT_CONNECTED = undefined;

/**
 * Claims deliveries. A worker claims one at a time, so that a slow channel blocks only its own worker. Each platform has
 * workers of its own: Slack accepts five posts a second and Discord fifty, and neither waits for the other. Where the limits are
 * a tenant's, a tenant that has enough in progress is passed over, so that no other one waits for it.
 */
class DeliveryWorkers {
  readonly #deps: DeliverDeps & Omit<CarryOutDeps, 'isStopping'>;
  readonly #inHand = new Set<string>();
  readonly #waiting = new Set<string>();
  readonly #running = new Map<PlatformName | undefined, Set<Promise<void>>>();
  /** How many deliveries of each tenant are in progress, on platforms whose limits are those of a tenant. */
  readonly #ofTenant = new Map<TenantId, number>();
  #stopping = false;

  constructor(deps: DeliverDeps) {
    const candidates = listRecentCandidates(deps);
    this.#deps = { ...deps, candidates };
  }

  async run(): Promise<void> {
    // A worker that is blocked by a slow platform is not waited for; another one starts beside it.
    for (const platform of [...this.#deps.platforms.keys(), NOT_CONNECTED])
      if (this.#mayDeliver(platform)) this.#addWorker(platform);
    await this.#waitForAll();
    this.#deps.candidates.forget();
  }

  isWaitingForSource(): boolean {
    return this.#waiting.size > 0;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#waitForAll();
  }

  async #waitForAll(): Promise<void> {
    for (;;) {
      const begun = [...this.#running.values()].flatMap((workers) => [...workers]);
      if (begun.length === 0) return;
      await Promise.all(begun);
    }
  }

  #addWorker(platform: PlatformName | undefined): void {
    const workers = this.#running.get(platform) ?? new Set();
    this.#running.set(platform, workers);
    if (workers.size >= this.#countAllowed(platform)) return;
    // A worker may fail while nobody waits for it: unhandled, its failure would end the process.
    const begun: Promise<void> = this.#work(platform)
      .catch((err: unknown) => this.#deps.log.error({ platform, err }, 'delivery worker failed'))
      .finally(() => workers.delete(begun));
    workers.add(begun);
  }

  /** A platform's limits belong to one process. */
  #mayDeliver(platform: PlatformName | undefined): boolean {
    return !this.#stopping && this.#deps.store.roles.has(platform ?? FETCH);
  }

  #countAllowed(platform: PlatformName | undefined): number {
    const { concurrency, platforms } = this.#deps;
    const { deliveriesAtOnce = concurrency, deliveriesPerTenant } =
      (platform === undefined ? undefined : platforms.get(platform)) ?? {};
    return deliveriesPerTenant === undefined ? Math.min(deliveriesAtOnce, concurrency) : MAX_OF_TENANTS;
  }

  async #work(platform: PlatformName | undefined): Promise<void> {
    while (this.#mayDeliver(platform)) {
      const delivery = await this.#claim(platform);
      if (!delivery) return;
      // Where one is due there may be more; usually none is, and one worker is enough to find that out.
      this.#addWorker(platform);
      const key = `${delivery.channel} ${delivery.slot}`;
      // One post may take longer than a lease lasts: what another worker of this process is delivering is not started again.
      if (this.#inHand.has(key)) continue;
      this.#inHand.add(key);
      await this.#carryOut(key, delivery, platform).finally(() => this.#inHand.delete(key));
    }
  }

  async #claim(platform: PlatformName | undefined): Promise<Delivery | undefined> {
    const { store, clock, owner, platforms } = this.#deps;
    const which =
      platform === NOT_CONNECTED
        ? { notOn: [...platforms.keys()] }
        : { on: platform, notOf: this.#listBusyTenants(platform) };
    const [delivery] = await store.deliveries.claim(owner, clock.now(), LEASE_MS, 1, which);
    return delivery;
  }

  #listBusyTenants(platform: PlatformName): TenantId[] {
    const each = this.#deps.platforms.get(platform)?.deliveriesPerTenant;
    if (each === undefined) return [];
    const inProgress = this.#running.get(platform)?.size ?? 0;
    const most = inProgress > CROWDED ? 1 : each;
    return [...this.#ofTenant].filter(([, count]) => count >= most).map(([tenant]) => tenant);
  }

  #count({ channel }: Delivery, change: 1 | -1): void {
    const { tenant } = splitId(channel);
    if (tenant === undefined) return;
    const count = (this.#ofTenant.get(tenant) ?? 0) + change;
    if (count > 0) this.#ofTenant.set(tenant, count);
    else this.#ofTenant.delete(tenant);
  }

  async #carryOut(key: string, delivery: Delivery, platform: PlatformName | undefined): Promise<void> {
    this.#count(delivery, 1);
    const deps = { ...this.#deps, isStopping: () => !this.#mayDeliver(platform) };
    const outcome = await carryOut(deps, delivery).finally(() => this.#count(delivery, -1));
    if (outcome?.waitingSince === undefined) this.#waiting.delete(key);
    else this.#waiting.add(key);
  }
}
