import type { SlackState, SlackUser } from './state.ts';

/** A person as `users.info` shows them. */
export function userJson(
  user: SlackUser,
  state: SlackState,
  withLocale: boolean,
): Readonly<Record<string, unknown>> {
  const { id, name, bot, admin, zone, guest, deactivated = false, workflow = false, grid } = user;
  const team_id = user.team ?? state.team.id;
  const enterprise = grid && {
    enterprise_id: state.organization?.id,
    teams: grid.teams,
    is_admin: grid.admin,
    is_owner: false,
  };
  return {
    ...{ id, name, team_id, deleted: deactivated, is_bot: bot || workflow, is_workflow_bot: workflow },
    // Slack says little about somebody deactivated, and none of their roles.
    ...(deactivated ? {} : { is_admin: admin, is_owner: false, tz: zone }),
    is_restricted: guest !== undefined,
    is_ultra_restricted: guest === 'single-channel',
    ...(enterprise ? { enterprise_user: enterprise } : {}),
    ...(withLocale ? { locale: user.locale } : {}),
  };
}
