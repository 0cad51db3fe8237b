import { type ChannelId, type PersonId, type PlatformName, splitId, type TenantId } from '../base/ids.ts';

/** What is known of a platform even while it is not configured. */
export interface PlatformInfo {
  readonly name: PlatformName;
  /** As its makers spell it. */
  readonly title: string;
  /** The settings that enable it; none for one that needs no account. */
  readonly tokens: readonly string[];
  /**
   * Set where the platform's own ids of channels and people are unique only within a tenant: then ours have it in them
   * (`PLATFORM:TENANT/ID`). Elsewhere what is stored for each server has the tenant in a column of its own.
   */
  readonly hasTenantInIds?: true;
  /** Whether a channel there can have this id, in a tenant with that id where it is named. */
  isChannelId(id: string, tenantId?: string): boolean;
  /** The same of a person. */
  isPersonId(id: string, tenantId?: string): boolean;
  /** Whether a server or workspace there can have this id. */
  isTenantId(id: string): boolean;
  /** Where a person finds the id of a channel. */
  readonly whereIdsAre: string;
  /** Set where the platform is the operator's prompt: it has no rate limit, and dry runs are shown in its format. */
  readonly prompt?: Prompt;
}

/** The only conversation of a platform that is a prompt. */
export interface Prompt {
  readonly channel: ChannelId;
  readonly tenant: TenantId;
  /** The person who types there. */
  readonly person: PersonId;
}

/** Whether a channel, as somebody typed it, can be one of its platform. It may lack the tenant. */
export function isPossibleChannel(platforms: readonly PlatformInfo[], channel: ChannelId): boolean {
  const { platform, tenant, id } = splitId(channel);
  const info = platforms.find(({ name }) => name === platform);
  if (!info || (tenant !== undefined && !info.hasTenantInIds)) return false;
  return info.isChannelId(id, tenant && splitId(tenant).id);
}

/** Whether the id of a channel lacks the tenant that ids of its platform have. */
export function isMissingTenant(platforms: readonly PlatformInfo[], channel: ChannelId): boolean {
  const { platform, tenant } = splitId(channel);
  return (
    tenant === undefined && platforms.some(({ name, hasTenantInIds }) => name === platform && hasTenantInIds)
  );
}

/** Whether a person, as somebody typed them, can be one of their platform. */
export function isPossiblePerson(platforms: readonly PlatformInfo[], person: PersonId): boolean {
  const { platform, tenant, id } = splitId(person);
  const info = platforms.find(({ name }) => name === platform);
  if (!info || (tenant === undefined) === (info.hasTenantInIds === true)) return false;
  return info.isPersonId(id, tenant && splitId(tenant).id);
}
