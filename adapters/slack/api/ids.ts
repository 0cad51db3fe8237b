import { type PersonId, splitId, type TenantId, toPersonId, toTenantId } from '../../../src/core/base/ids.ts';

export function toSlackTenantId(team: string): TenantId {
  return toTenantId('slack', team);
}

export function toSlackPersonId(team: string, user: string): PersonId {
  return toPersonId(toSlackTenantId(team), user);
}

/** The Slack user id of a person; `undefined` for a person of another platform. */
export function toUserId(person: PersonId): string | undefined {
  const { platform, id } = splitId(person);
  return platform === 'slack' ? id : undefined;
}
