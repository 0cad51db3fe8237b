import { webApi } from '@slack/bolt';
import { SingleFlight } from '../../../src/core/async/single-flight.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Installations } from '../../../src/core/store/installation-store.ts';
import { buildClientOptions, type EndpointOptions } from '../api/web.ts';
import { parseInstallation, type SlackInstallation } from './installation.ts';
import type { OAuth } from './oauth.ts';

export interface TokensOptions {
  readonly installations: Installations;
  readonly installer: OAuth['installer'];
  readonly endpoint: EndpointOptions;
  readonly clock: Clock;
}

/** Bolt renews a token that ends within this time. */
const RENEWED_BEFORE_MS = 2 * 60 * 60_000;

/** Longer than a renewal takes; after a failed one, the time until the next. */
const RENEWAL_MS = 60_000;

/** The tokens of one installation, with a client that always has the current one. */
export class Tokens {
  readonly tenant: TenantId;
  readonly #options: TokensOptions;
  readonly #renewal = new SingleFlight<void>();
  #installation: SlackInstallation;
  #client: webApi.WebClient;
  #renewedAfter = 0;

  constructor(tenant: TenantId, installation: SlackInstallation, options: TokensOptions) {
    this.tenant = tenant;
    this.#options = options;
    this.#installation = installation;
    this.#client = this.#createClient();
  }

  get installation(): SlackInstallation {
    return this.#installation;
  }

  async getClient(): Promise<webApi.WebClient> {
    if (this.#isEnding(RENEWED_BEFORE_MS) && this.#readClock() >= this.#renewedAfter)
      await this.#renewal.run(() => this.#renew());
    else if (this.#isEnding(0)) await this.#renewal.waitUntilIdle();
    return this.#client;
  }

  /** The app was installed again, or its tokens were renewed. */
  use(installation: SlackInstallation): void {
    const isSame = installation.bot.token === this.#installation.bot.token;
    this.#installation = installation;
    if (!isSame) this.#client = this.#createClient();
  }

  /** A refresh token works once: of all processes only one uses it, and the others go on with the old token, which is still valid. */
  async #renew(): Promise<void> {
    const { installations, installer } = this.#options;
    const now = this.#readClock();
    this.#renewedAfter = now + RENEWAL_MS;
    const isOurs = await installations.claimRenewal(this.tenant, now, now + RENEWAL_MS);
    const saved = await installations.find(this.tenant);
    if (saved) this.use(parseInstallation(saved.content));
    if (!isOurs || !saved || !this.#isEnding(RENEWED_BEFORE_MS)) return;
    const { team, enterprise, isEnterpriseInstall } = this.#installation;
    await installer.authorize({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall });
    const renewed = await installations.find(this.tenant);
    if (renewed) this.use(parseInstallation(renewed.content));
  }

  #isEnding(withinMs: number): boolean {
    const { refreshToken, expiresAt } = this.#installation.bot;
    if (refreshToken === undefined || expiresAt === undefined) return false;
    return expiresAt * 1000 - withinMs <= this.#readClock();
  }

  #createClient(): webApi.WebClient {
    const { endpoint } = this.#options;
    return new webApi.WebClient(this.#installation.bot.token, buildClientOptions(endpoint));
  }

  #readClock(): number {
    return this.#options.clock.now();
  }
}
