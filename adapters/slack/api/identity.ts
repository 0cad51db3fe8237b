import { once } from '../../../src/core/async/once.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { problems } from '../texts/errors.ts';
import type { Web } from './web.ts';

/** The bot on Slack, according to the token. */
export interface Identity {
  /** The workspace, or the Enterprise Grid organization (`E…`) of an app that is installed in all of it. */
  readonly team: string;
  readonly isOrganization: boolean;
  readonly teamName: string;
  /** The bot's user id and bot id: reactions have the first, messages both. */
  readonly user: string;
  readonly bot: string;
  readonly name: string;
  /** The token's scopes, from the `x-oauth-scopes` header; empty when Slack does not send it. */
  readonly scopes: readonly string[];
}

/** Asks Slack once whose token it is; a failure is not cached. */
export function createIdentity(web: Web): () => Promise<Identity> {
  return once(() => askIdentity(web));
}

/** Asks Slack again. */
export async function askIdentity(web: Web): Promise<Identity> {
  const reply = await web.call('auth.test', (client) => client.auth.test(), { urgent: true });
  if (!reply.team_id || !reply.user_id || !reply.bot_id) {
    throw new DeliveryError('unauthorized', problems.slackNotBotToken());
  }
  return {
    team: reply.team_id,
    isOrganization: reply.is_enterprise_install === true || reply.team_id.startsWith('E'),
    teamName: reply.team ?? reply.team_id,
    user: reply.user_id,
    bot: reply.bot_id,
    name: reply.user ?? 'paperboy',
    scopes: reply.response_metadata?.scopes ?? [],
  };
}
