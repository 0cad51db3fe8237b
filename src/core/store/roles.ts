import type { PlatformName } from '../base/ids.ts';

/**
 * What one process of several on one database does, and no other: `FETCH`, or for each platform what its limits
 * belong to: posting, editing, adding reactions and reading votes back.
 */
export type Role = PlatformName;

/** Fetching papers, scheduling, and looking after the database. No platform is called so. */
export const FETCH: Role = 'fetch';

/** Which roles this process has. */
export interface Roles {
  /**
   * Whether this process has the role now: before `Store.claim`, and where only one process serves, it has every one. To be asked
   * right before each thing that is done: it is `false` before another process can have the role.
   */
  has(role: Role): boolean;
  /** Calls `changed` whenever this process gets or loses a role after `Store.claim`. */
  observe(changed: (role: Role, isOurs: boolean) => void): void;
}

/** Where one process serves alone. */
export const ALL_ROLES: Roles = { has: () => true, observe: () => undefined };
