import type { TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';

/** An installation of the app in a workspace, or in all of an organization, as it is stored: its tokens are encrypted. */
export interface SealedInstallation {
  readonly tenant: TenantId;
  readonly sealed: string;
  readonly installedAt: Instant;
}

export interface InstallationStore {
  /** Saves an installation in place of an earlier one of the same tenant. */
  save(installation: SealedInstallation): Promise<void>;
  /** The installation of a workspace: its own, or that of the organization which covers it. */
  find(tenant: TenantId): Promise<SealedInstallation | undefined>;
  /** Every installation, by tenant. */
  list(): Promise<SealedInstallation[]>;
  /** How many workspaces and organizations have installed the app. */
  count(): Promise<number>;
  /** Replaces what is encrypted, only if it still is `from`. */
  reseal(tenant: TenantId, from: string, to: string): Promise<boolean>;
  /** Records that an organization's installation covers a workspace, unless that has an installation of its own. */
  cover(organization: TenantId, workspace: TenantId, at: Instant): Promise<void>;
  /** The workspaces that an organization's installation is known to cover. */
  listCovered(organization: TenantId): Promise<TenantId[]>;
  /** Deletes the tokens of a tenant, and what an organization covered. Returns every tenant that has lost its installation. */
  remove(tenant: TenantId): Promise<TenantId[]>;
  /** Whether the caller may renew the tokens until `until`: `false` while another one does. */
  claimRenewal(tenant: TenantId, now: Instant, until: Instant): Promise<boolean>;
}

/** An installation with its content decrypted. */
export interface Installation {
  readonly tenant: TenantId;
  /** What the platform's adapter stores of it, as text. */
  readonly content: string;
  readonly installedAt: Instant;
}

/** What a platform's adapter needs to be installed in many workspaces. */
export interface Installations
  extends Pick<InstallationStore, 'count' | 'cover' | 'listCovered' | 'remove' | 'claimRenewal'> {
  /** `installedAt` stays where only the tokens were renewed. */
  save(installation: Installation): Promise<void>;
  /** `undefined` where there is none, or none that the keys can decrypt. */
  find(tenant: TenantId): Promise<Installation | undefined>;
}

/** Installations, with what else the operator's key is used for. */
export interface InstallationAccess {
  readonly installations: Installations;
  /** Signs what a browser brings back from the platform. */
  readonly stateSecret: string;
}
