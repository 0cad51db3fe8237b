import type { Installation as BoltInstallation } from '@slack/bolt';
import { z } from 'zod';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Identity } from '../api/identity.ts';
import { toSlackTenantId } from '../api/ids.ts';

const named = z.object({ id: z.string(), name: z.string().optional() });

/** What is stored of an installation: what the bot needs to post, and nothing about whoever installed it. */
const schema = z.object({
  team: named.optional(),
  enterprise: named.optional(),
  isEnterpriseInstall: z.boolean(),
  appId: z.string().optional(),
  bot: z.object({
    token: z.string(),
    id: z.string(),
    userId: z.string(),
    scopes: z.array(z.string()),
    refreshToken: z.string().optional(),
    /** In seconds since the epoch. */
    expiresAt: z.number().optional(),
  }),
});

export type SlackInstallation = z.infer<typeof schema>;

/** The bot's name in `slack-manifest.json`: an installation does not say it. */
const BOT_NAME = 'paperboy';

/** `undefined` where Slack gave no token for the bot. */
export function readBoltInstallation(installation: BoltInstallation): SlackInstallation | undefined {
  const { isEnterpriseInstall = false } = installation;
  return schema.safeParse({ ...installation, isEnterpriseInstall }).data;
}

/** In Bolt's form, which wants the person who installed it: nothing is stored of them. */
export function toBoltInstallation(installation: SlackInstallation): BoltInstallation<'v2', boolean> {
  const nobody = { id: '', token: undefined, scopes: undefined };
  return { ...installation, user: nobody, authVersion: 'v2', tokenType: 'bot' } as BoltInstallation<
    'v2',
    boolean
  >;
}

export function writeInstallation(installation: SlackInstallation): string {
  return JSON.stringify(installation);
}

export function parseInstallation(content: string): SlackInstallation {
  return schema.parse(JSON.parse(content));
}

/** The workspace, or the organization of an app that is installed in all of it. */
export function findInstalledTenant({
  team,
  enterprise,
  isEnterpriseInstall,
}: SlackInstallation): TenantId | undefined {
  const id = (isEnterpriseInstall ? enterprise : team)?.id;
  return id === undefined ? undefined : toSlackTenantId(id);
}

export function toIdentity(installation: SlackInstallation): Identity {
  const { isEnterpriseInstall: isOrganization, bot } = installation;
  const { id = '', name = id } = (isOrganization ? installation.enterprise : installation.team) ?? {};
  const { userId: user, id: botId, scopes } = bot;
  return { team: id, isOrganization, teamName: name, user, bot: botId, name: BOT_NAME, scopes };
}
