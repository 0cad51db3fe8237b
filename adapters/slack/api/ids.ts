import type { PersonId, TenantId } from '../../../src/core/base/ids.ts';

export function tenantId(team: string): TenantId {
  return `slack:${team}`;
}

export function personId(team: string, user: string): PersonId {
  return `slack:${team}:${user}`;
}

/** The Slack user id of a person; `undefined` for a person of another platform. */
export function userOf(person: PersonId): string | undefined {
  return /^slack:\w+:(\w+)$/.exec(person)?.[1];
}
