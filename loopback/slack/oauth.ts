import type { Faults } from './faults.ts';
import type { People } from './people.ts';
import type { RateCheck } from './rate-check.ts';
import type { SlackState } from './state.ts';
import { type Args, SlackRefusal } from './web-api.ts';

const DAY_S = 86_400;

/** A workspace: its channels and messages, its people, and what goes wrong in it alone. */
export interface Workspace {
  readonly state: SlackState;
  readonly people: People;
  readonly faults: Faults;
  /** Set where the bot is held to Slack's limits. */
  readonly rates: RateCheck | undefined;
}

/** Exchanges the codes of an installation for tokens, and refresh tokens for newer ones, each once. */
export class OAuthServer {
  readonly clientId = '1234567890.1234567890123';
  readonly clientSecret = 'loopback_client_secret';
  /** Set where tokens end after so many seconds and are renewed. */
  expiresIn: number | undefined;
  readonly #workspaces: Map<string, Workspace>;
  readonly #once = new Map<string, Workspace>();
  readonly #revoked = new Set<string>();
  #count = 0;

  constructor(workspaces: Map<string, Workspace>) {
    this.#workspaces = workspaces;
  }

  /** A person has allowed the app into a workspace: the code that their browser brings to the bot. */
  allow(workspace: Workspace): string {
    const code = `code.${this.#next()}`;
    this.#once.set(code, workspace);
    return code;
  }

  /** The tokens of a workspace end at once. */
  revoke({ state }: Workspace): void {
    for (const [token, { state: of }] of this.#workspaces) {
      if (of !== state) continue;
      this.#workspaces.delete(token);
      this.#revoked.add(token);
    }
  }

  refusalOf(authorization: string): string {
    return this.#revoked.has(authorization.replace(/^Bearer /, '')) ? 'account_inactive' : 'invalid_auth';
  }

  /** `oauth.v2.access` */
  access(args: Args): object {
    if (args.client_id !== this.clientId || args.client_secret !== this.clientSecret)
      throw new SlackRefusal('bad_client_secret');
    const isRenewal = args.grant_type === 'refresh_token';
    const proof = String(isRenewal ? args.refresh_token : args.code);
    const workspace = this.#once.get(proof);
    if (!workspace) throw new SlackRefusal(isRenewal ? 'invalid_refresh_token' : 'invalid_code');
    this.#once.delete(proof);
    return { ok: true, ...this.#issue(workspace) };
  }

  #issue(workspace: Workspace): object {
    const { state } = workspace;
    const { team, organization, bot, app, scopes } = state;
    // The token before stays valid for a while, as Slack's does, unless the app was removed.
    state.botToken = `xoxb-${team.id}-${this.#next()}`;
    this.#workspaces.set(state.botToken, workspace);
    const renewal = this.expiresIn === undefined ? {} : this.#renewal(workspace, this.expiresIn);
    return {
      ...{ app_id: app, token_type: 'bot', access_token: state.botToken, bot_user_id: bot.user },
      scope: scopes.join(','),
      authed_user: { id: 'U0ADMIN' },
      team: organization ? null : { id: team.id, name: team.name },
      enterprise: organization ?? null,
      is_enterprise_install: organization !== undefined,
      ...renewal,
    };
  }

  #renewal(workspace: Workspace, seconds: number): object {
    const refresh_token = `xoxe-1-${this.#next()}`;
    this.#once.set(refresh_token, workspace);
    return { refresh_token, expires_in: Math.min(seconds, DAY_S) };
  }

  #next(): string {
    this.#count += 1;
    return String(this.#count);
  }
}
