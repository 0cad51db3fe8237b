import { once } from '../../../src/core/async/once.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { problems } from '../texts/errors.ts';
import type { Web } from './web.ts';

/** Who we are on Slack, as the token says. */
export interface Identity {
  /** The workspace, or the Enterprise Grid organization (`E…`) of an app that is installed in all of it. */
  readonly team: string;
  readonly isOrganization: boolean;
  readonly teamName: string;
  /** The bot's user id and bot id: reactions carry the one, messages both. */
  readonly user: string;
  readonly bot: string;
  readonly name: string;
  /** What the token may do, from the `x-oauth-scopes` header; empty when Slack does not say. */
  readonly scopes: readonly string[];
}

/** Asks Slack once who the token belongs to; a failure is not cached. */
export function createIdentity(web: Web): () => Promise<Identity> {
  return once(() => askIdentity(web));
}

/** Asks Slack now. */
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
