import {
  type ChannelId,
  type PersonId,
  splitId,
  type TenantId,
  toChannelId,
  toPersonId,
  toTenantId,
} from '../../../src/core/base/ids.ts';

export function toSlackTenantId(team: string): TenantId {
  return toTenantId('slack', team);
}

/** With its workspace: a channel that two workspaces share has one Slack id in both. */
export function toSlackChannelId(team: string, channel: string): ChannelId {
  return toChannelId(toSlackTenantId(team), channel);
}

/** With their workspace: a Slack user id is unique only within one. */
export function toSlackPersonId(team: string, user: string): PersonId {
  return toPersonId(toSlackTenantId(team), user);
}

/** The Slack user id of a person; `undefined` for a person of another platform. */
export function toUserId(person: PersonId): string | undefined {
  const { platform, id } = splitId(person);
  return platform === 'slack' ? id : undefined;
}
