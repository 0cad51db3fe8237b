import type { webApi } from '@slack/bolt';

/** What Slack knows of a user. */
export interface Profile {
  readonly bot: boolean;
  /** Admin or owner of the workspace that Slack speaks of: the token's, or else the person's home. */
  readonly admin: boolean;
  /** Admin or owner of the whole organization. */
  readonly orgAdmin: boolean;
  /** Where the person is at home. */
  readonly team?: string;
  /** Every workspace of an organization that the person belongs to. */
  readonly teams: readonly string[];
  /** A guest is in the channels alone that somebody added them to. */
  readonly guest: boolean;
  readonly deactivated: boolean;
  readonly name?: string;
  readonly locale?: string;
  readonly zone?: string;
}

export const NOBODY: Profile = {
  ...{ bot: false, admin: false, orgAdmin: false, guest: false, deactivated: false },
  teams: [],
};

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

export function readProfile(user: string, told: SlackUser): Profile {
  const { enterprise_user: grid } = told;
  const name = told.profile?.display_name || told.real_name || told.name;
  return {
    ...(name ? { name } : {}),
    bot: told.is_bot === true || told.is_workflow_bot === true || user === 'USLACKBOT',
    admin: told.is_admin === true || told.is_owner === true || told.is_primary_owner === true,
    orgAdmin: grid?.is_admin === true || grid?.is_owner === true,
    guest: told.is_restricted === true || told.is_ultra_restricted === true || told.is_stranger === true,
    deactivated: told.deleted === true,
    ...(told.team_id ? { team: told.team_id } : {}),
    teams: grid?.teams ?? [],
    ...(told.locale ? { locale: told.locale } : {}),
    ...(told.tz ? { zone: told.tz } : {}),
  };
}

/** Whether somebody is a member of the workspace in full: no guest, no visitor, no bot, and not deactivated. */
export function isFullMemberOf(team: string, profile: Profile): boolean {
  const { team: home, teams, guest, deactivated, bot } = profile;
  return !guest && !deactivated && !bot && (home === team || teams.includes(team));
}
