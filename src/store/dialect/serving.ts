import { ALL_ROLES, type Role, type Roles } from '../../core/store/roles.ts';
import { createLocalShards, type Shards } from '../../core/store/shards.ts';
import { NO_SIGNALS, type Signals } from '../../core/store/signals.ts';
import type { Claim } from './claim.ts';

/** What a process has to do with the others that serve from its database. */
export interface Serving extends Roles, Signals {
  readonly shards: Shards;
  /** See `Store.claim`. */
  begin(roles: readonly Role[]): Promise<boolean>;
  /** Lets others have its roles. The work that belongs to them has ended. */
  end(): Promise<void>;
}

/** Of a database from which one process serves. */
export function serveAlone(claim: () => Promise<Claim | undefined>): Serving {
  let claimed: Claim | undefined;
  return {
    ...ALL_ROLES,
    ...NO_SIGNALS,
    shards: createLocalShards(),
    begin: async () => {
      claimed ??= await claim();
      return claimed !== undefined;
    },
    end: async () => claimed?.release(),
  };
}
