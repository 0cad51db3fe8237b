import type { webApi } from '@slack/bolt';

/** Slack's data of a user. */
export interface Profile {
  readonly bot: boolean;
  /** Admin or owner of the workspace that Slack reports about: the token's, or else the person's home. */
  readonly admin: boolean;
  /** Admin or owner of the whole organization. */
  readonly orgAdmin: boolean;
  /** The person's home workspace. */
  readonly team?: string;
  /** Every workspace of an organization that the person belongs to. */
  readonly teams: readonly string[];
  /** A guest is only in the channels that somebody added them to. */
  readonly guest: boolean;
  readonly deactivated: boolean;
  readonly name?: string;
  readonly locale?: string;
  readonly zone?: string;
}

export const NOBODY: Profile = {
  bot: false,
  admin: false,
  orgAdmin: false,
  guest: false,
  deactivated: false,
  teams: [],
};

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

export function readProfile(user: string, reply: SlackUser): Profile {
  const { enterprise_user: grid } = reply;
  const name = reply.profile?.display_name || reply.real_name || reply.name;
  return {
    ...(name ? { name } : {}),
    bot: reply.is_bot === true || reply.is_workflow_bot === true || user === 'USLACKBOT',
    admin: reply.is_admin === true || reply.is_owner === true || reply.is_primary_owner === true,
    orgAdmin: grid?.is_admin === true || grid?.is_owner === true,
    guest: reply.is_restricted === true || reply.is_ultra_restricted === true || reply.is_stranger === true,
    deactivated: reply.deleted === true,
    ...(reply.team_id ? { team: reply.team_id } : {}),
    teams: grid?.teams ?? [],
    ...(reply.locale ? { locale: reply.locale } : {}),
    ...(reply.tz ? { zone: reply.tz } : {}),
  };
}

/** Whether somebody is a full member of the workspace: no guest, no visitor, no bot, and not deactivated. */
export function isFullTeamMember(team: string, profile: Profile): boolean {
  const { team: home, teams, guest, deactivated, bot } = profile;
  return !guest && !deactivated && !bot && (home === team || teams.includes(team));
}
