import type { Workspace } from '../../loopback/slack/oauth.ts';
import { createInstallations } from '../../src/app/installations.ts';
import { type TenantId, toTenantId } from '../../src/core/base/ids.ts';
import type { Store } from '../../src/core/store/store.ts';
import { aLog } from '../support/builders.ts';
import type { aCity } from './city.ts';

const TOKEN_KEY = 'k'.repeat(32);

export const SIGNING_SECRET = 'loopbacksigningsecret';

/** Settings of an app that is installed in many workspaces. */
export const INSTALLED = {
  ...{ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SIGNING_SECRET },
  ...{ SLACK_CLIENT_ID: '1234567890.1234567890123', SLACK_CLIENT_SECRET: 'loopback_client_secret' },
  SLACK_TOKEN_KEY: TOKEN_KEY,
};

/** One more workspace, in which the app is installed. */
export async function installIn(
  { slack }: Pick<Awaited<ReturnType<typeof aCity>>, 'slack'>,
  store: Store,
  name: string,
): Promise<{ readonly tenant: TenantId; readonly workspace: Workspace }> {
  const workspace = slack.addWorkspace(name);
  const { state } = workspace;
  slack.workspaces.set(state.botToken, workspace);
  const tenant = toTenantId('slack', state.team.id);
  const bot = { token: state.botToken, id: state.bot.id, userId: state.bot.user, scopes: state.scopes };
  const content = JSON.stringify({ team: state.team, isEnterpriseInstall: false, bot });
  const config = { SLACK_TOKEN_KEY: TOKEN_KEY, SLACK_OLD_TOKEN_KEYS: undefined };
  const access = createInstallations({ config, store, log: aLog() });
  await access?.installations.save({ tenant, content, installedAt: 0 });
  return { tenant, workspace };
}
