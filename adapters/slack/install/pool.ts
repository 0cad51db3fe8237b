import { LRUCache } from 'lru-cache';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Installations } from '../../../src/core/store/installation-store.ts';
import { readSlackCode } from '../api/errors.ts';
import { toSlackTenantId } from '../api/ids.ts';
import type { EndpointOptions } from '../api/web.ts';
import { problems } from '../texts/errors.ts';
import { createBoltStore } from './bolt-store.ts';
import { parseInstallation, type SlackInstallation, toIdentity } from './installation.ts';
import { createInstalled, type Directory, type Installed, type InstalledOptions } from './installed.ts';
import { createOAuth, type OAuth, type OAuthSettings } from './oauth.ts';
import { Tokens } from './tokens.ts';

export interface PoolOptions extends InstalledOptions {
  readonly installations: Installations;
  readonly oauth: OAuthSettings;
  readonly endpoint: EndpointOptions;
}

/** What the bot does when the app is installed somewhere, and when it is removed. */
export interface InstallationEvents {
  onInstalled(tenant: TenantId): Promise<void>;
  onRemoved(tenant: TenantId): Promise<void>;
}

/** The installations in use; what is not in use is read again from the store. */
const MAX_MEMBERS = 2000;
const MAX_TENANTS = 10_000;

/** What another process has changed is noticed after this time. */
const FRESH_MS = 60_000;

/** Slack does not accept the tokens of a workspace that has removed the app. */
const REMOVED: ReadonlySet<string> = new Set(['account_inactive', 'token_revoked']);

interface Member {
  readonly tokens: Tokens;
  readonly installed: Installed;
}

/** The workspaces and organizations that have installed the app, each with parts of its own. */
export class Pool implements Directory {
  readonly oauth: OAuth;
  readonly #options: PoolOptions;
  readonly #members = new LRUCache<TenantId, Member>({ max: MAX_MEMBERS });
  /** A workspace of an organization has the organization's. */
  readonly #memberOf = new LRUCache<TenantId, { readonly member: Member; readonly at: number }>({
    max: MAX_TENANTS,
  });
  #events: InstallationEvents | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    const { installations, clock, oauth, endpoint } = options;
    const onSaved = (tenant: TenantId, installation: SlackInstallation) =>
      this.#onSaved(tenant, installation);
    const store = createBoltStore({ installations, clock, onSaved });
    this.oauth = createOAuth({ ...oauth, ...endpoint, store });
  }

  /** From now on `events` gets to know of what is installed and removed. */
  listen(events: InstallationEvents): void {
    this.#events = events;
  }

  async get(tenant: TenantId | undefined): Promise<Installed> {
    const found = tenant && (await this.find(tenant));
    if (!found) throw new DeliveryError('unauthorized', problems.slackNotInstalled());
    return found;
  }

  async find(tenant: TenantId): Promise<Installed | undefined> {
    return (await this.#findMember(tenant))?.installed;
  }

  /**
   * The app was removed at an instant: its tokens are deleted at once. A report that comes after the app was installed again
   * says nothing about the new tokens.
   */
  async remove(tenant: TenantId, at: number): Promise<void> {
    const { installations, log } = this.#options;
    const saved = await installations.find(tenant);
    if (saved && saved.tenant === tenant && saved.installedAt > at) return;
    const removed = await installations.remove(tenant);
    for (const one of new Set([tenant, ...removed])) {
      this.#members.delete(one);
      this.#memberOf.delete(one);
      await this.#events?.onRemoved(one);
    }
    log.info(
      { tenant, workspaces: removed.length },
      'the tokens of a workspace that removed the app were deleted',
    );
  }

  close(): void {
    for (const { installed } of this.#members.values()) installed.limiter.close();
  }

  async #findMember(tenant: TenantId): Promise<Member | undefined> {
    const { installations, clock } = this.#options;
    const known = this.#memberOf.get(tenant);
    if (known && clock.now() - known.at < FRESH_MS) return known.member;
    const saved = await installations.find(tenant);
    if (!saved) {
      this.#memberOf.delete(tenant);
      return undefined;
    }
    const member = this.#use(saved.tenant, parseInstallation(saved.content));
    this.#memberOf.set(tenant, { member, at: clock.now() });
    return member;
  }

  #use(tenant: TenantId, installation: SlackInstallation): Member {
    const known = this.#members.get(tenant);
    known?.tokens.use(installation);
    const member = known ?? this.#create(tenant, installation);
    this.#members.set(tenant, member);
    return member;
  }

  #create(tenant: TenantId, installation: SlackInstallation): Member {
    const { installer } = this.oauth;
    const tokens = new Tokens(tenant, installation, { ...this.#options, installer });
    const installed = createInstalled(this.#options, {
      getClient: () => tokens.getClient(),
      createIdentity: () => async () => toIdentity(tokens.installation),
      onFailure: (failure) => this.#onFailure(tokens, failure),
      onWorkspace: (workspace) => this.#onWorkspace(tenant, toSlackTenantId(workspace)),
    });
    return { tokens, installed };
  }

  async #onSaved(tenant: TenantId, installation: SlackInstallation): Promise<void> {
    this.#members.get(tenant)?.tokens.use(installation);
    const covered = await this.#options.installations.listCovered(tenant);
    for (const one of [tenant, ...covered]) await this.#events?.onInstalled(one);
  }

  /** A channel of an organization is in this workspace: what is posted there later finds the organization's tokens by it. */
  async #onWorkspace(organization: TenantId, workspace: TenantId): Promise<void> {
    const { installations, clock } = this.#options;
    if (workspace === organization || this.#memberOf.has(workspace)) return;
    await installations.cover(organization, workspace, clock.now());
    // Known from here on: the next event of this workspace writes nothing.
    await this.#findMember(workspace);
  }

  /** The report of a removal may have been missed. */
  #onFailure({ tenant, installation: { bot } }: Tokens, failure: DeliveryError): void {
    const { installations, log } = this.#options;
    if (!this.#events || !REMOVED.has(readSlackCode(failure) ?? '')) return;
    const remove = async () => {
      const saved = await installations.find(tenant);
      const isSame = saved && parseInstallation(saved.content).bot.token === bot.token;
      if (isSame) await this.remove(tenant, saved.installedAt);
    };
    remove().catch((err: unknown) => log.error({ err, tenant }, 'a removal of the app was not recorded'));
  }
}
