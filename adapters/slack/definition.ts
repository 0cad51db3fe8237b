import type { InstallationAccess } from '../../src/core/store/installation-store.ts';
import type { PlatformDefinition } from '../shared/definition.ts';
import { NO_TOKEN } from '../shared/definition.ts';
import type { SharedPort } from '../shared/shared-port.ts';
import type { Managers } from './api/people.ts';
import { CHANNEL_RATE, RATES } from './api/rates.ts';
import { texts } from './texts/definition.ts';

export interface SlackSettings {
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_CLIENT_ID?: string | undefined;
  readonly SLACK_CLIENT_SECRET?: string | undefined;
  readonly SLACK_HTTP_PORT: number;
  readonly SLACK_HTTP_HOST: string;
  readonly SLACK_API_URL: string;
  readonly SLACK_MANAGERS: Managers;
  readonly SLACK_UNFURL: boolean;
}

const MIN_ID_LENGTH = 6;

export const slack: PlatformDefinition<SlackSettings> = {
  name: 'slack',
  title: 'Slack',
  tokens: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'],
  hasTenantInIds: true,
  isChannelId: (id, workspace) =>
    isSlackId(id, 'CDG') && (workspace === undefined || isSlackId(workspace, 'T')),
  isPersonId: (id, home = '') => isSlackId(id, 'UW') && isSlackId(home, 'TE'),
  isTenantId: (id) => isSlackId(id, 'TE'),
  whereIdsAre: texts.whereIdsAre(),
  isConfigured: ({ SLACK_BOT_TOKEN, SLACK_CLIENT_ID }) => (SLACK_BOT_TOKEN ?? SLACK_CLIENT_ID) !== undefined,
  async create(settings, { speed, clock, log, onEnd, sharedPort, installations, seenEvents }) {
    const { createSlack } = await import('./index.ts');
    return createSlack({
      ...{ clock, log, onEnd, ...readWay(settings, sharedPort) },
      ...readAccount(settings, installations),
      ...(seenEvents ? { seenEvents } : {}),
      apiUrl: settings.SLACK_API_URL,
      managers: settings.SLACK_MANAGERS,
      unfurl: settings.SLACK_UNFURL,
      ...(speed === 1 ? {} : { tuning: quicken(speed) }),
    });
  },
};

/** The token of one workspace, or what an app needs that many workspaces install. */
function readAccount(settings: SlackSettings, access: InstallationAccess | undefined) {
  const { SLACK_BOT_TOKEN, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = settings;
  if (!access || clientId === undefined || clientSecret === undefined)
    return { botToken: SLACK_BOT_TOKEN ?? NO_TOKEN };
  return { install: { clientId, clientSecret, ...access } };
}

/** An app-level token is only for Socket Mode: where both are set, Socket Mode is used. */
function readWay(settings: SlackSettings, sharedPort: SharedPort | undefined) {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = settings;
  const { SLACK_HTTP_PORT: port, SLACK_HTTP_HOST: host } = settings;
  if (signingSecret && !appToken) {
    const isShared = sharedPort?.port === port;
    return { http: { signingSecret, port, host, ...(isShared ? { sharedPort } : {}) } };
  }
  return { appToken: appToken ?? NO_TOKEN };
}

function quicken(speed: number) {
  const rates = Object.entries(RATES).map(([name, rate]) => [name, { ...rate, calls: rate.calls * speed }]);
  return {
    rates: Object.fromEntries(rates) as typeof RATES,
    channelRate: { ...CHANNEL_RATE, calls: CHANNEL_RATE.calls * speed },
  };
}

/** The first letter of an id says what it is of. */
function isSlackId(id: string, kinds: string): boolean {
  return id.length >= MIN_ID_LENGTH && kinds.includes(id.charAt(0)) && [...id].every(isUpperCaseOrDigit);
}

function isUpperCaseOrDigit(char: string): boolean {
  return (char >= 'A' && char <= 'Z') || (char >= '0' && char <= '9');
}
