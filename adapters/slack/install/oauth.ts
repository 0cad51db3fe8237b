import { HTTPReceiver, type InstallationStore } from '@slack/bolt';
import { createBoltLogger } from '../api/bolt-logger.ts';
import { SCOPES } from '../api/needs.ts';
import { buildClientOptions, type EndpointOptions } from '../api/web.ts';

export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state that a browser brings back from Slack. */
  readonly stateSecret: string;
}

export interface OAuthOptions extends OAuthSettings, EndpointOptions {
  readonly store: InstallationStore;
}

/** Where a person begins, and where Slack sends them back to: Bolt's own paths. */
export const INSTALL_PATHS: readonly string[] = ['/slack/install', '/slack/oauth_redirect'];

/** Bolt's own receiver, of which only the OAuth pages and the renewal of tokens are used: events come to ours. */
export type OAuth = Required<Pick<HTTPReceiver, 'installer' | 'requestListener'>>;

/**
 * The state is always verified: otherwise anybody could have a person install the app unknowingly. An organization’s admin
 * begins at our page as well, and not in Slack’s administration, which sends no state.
 */
export function createOAuth({
  store,
  clientId,
  clientSecret,
  stateSecret,
  ...endpoint
}: OAuthOptions): OAuth {
  const { installer, requestListener } = new HTTPReceiver({
    // Bolt wants one, and never uses it: events are verified by our own receiver.
    signingSecret: stateSecret,
    ...{ clientId, clientSecret, stateSecret, installationStore: store, scopes: [...SCOPES] },
    logger: createBoltLogger(endpoint.log),
    installerOptions: {
      directInstall: true,
      clientOptions: buildClientOptions(endpoint),
      authorizationUrl: new URL('/oauth/v2/authorize', endpoint.apiUrl).href,
    },
  });
  if (!installer) throw new Error('Bolt made no installer');
  return { installer, requestListener };
}
