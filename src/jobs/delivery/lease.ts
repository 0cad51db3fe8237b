import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Store } from '../../core/store/store.ts';

/** How long a claimed delivery belongs to its claimant, in milliseconds; after that another process may continue it. */
export const LEASE_MS = 2 * 60_000;

export interface Lease {
  /** Called before each post: `false` when another process has the delivery by now. */
  renew(): Promise<boolean>;
  end(): void;
}

interface LeaseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
}

/**
 * Keeps a claimed delivery ours while we work on it. Each renewal waits for the disk, so there is none in the first half
 * of a lease: most deliveries are finished by then. A platform may make us wait longer for one post than a lease lasts,
 * so a timer renews it too.
 */
export function holdLease(delivery: Delivery, { store, clock, log, owner }: LeaseDeps): Lease {
  let until = delivery.leaseUntil ?? 0;
  // A lost lease stays lost: what another process has sent meanwhile is not in our plan.
  let isOurs = true;
  const renewNow = async (): Promise<boolean> => {
    if (!isOurs) return false;
    until = clock.now() + LEASE_MS;
    isOurs = await store.deliveries.renew(delivery, owner, until);
    return isOurs;
  };
  const renew = async (): Promise<boolean> => (until - clock.now() > LEASE_MS / 2 ? isOurs : renewNow());
  const { channel } = delivery;
  const timer = setInterval(() => {
    renew().catch((err: unknown) =>
      log.warn({ channel, err }, 'the lease of a delivery could not be renewed'),
    );
  }, LEASE_MS / 4);
  return { renew, end: () => clearInterval(timer) };
}
