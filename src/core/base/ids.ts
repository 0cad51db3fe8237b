/**
 * Who and where, across platforms. Ids are built and parsed only here, so that none is malformed and none lacks its tenant:
 *
 * | id      | Slack                | Discord                                        | terminal         |
 * |---------|----------------------|------------------------------------------------|------------------|
 * | tenant  | `slack:T0123`        | `discord:GUILD`, `discord:dm-CHANNEL`          | `terminal:local` |
 * | channel | `slack:T0123/C0456`  | `discord:CHANNEL`                              | `terminal:local` |
 * | person  | `slack:T0123/U0456`  | `discord:USER`                                 | `terminal:you`   |
 *
 * A Slack channel that two workspaces share has one id in both, and a user id is unique only within a workspace: the team is part
 * of the id. Discord's ids are unique across all of Discord, a channel never moves to another server, and a person is the same in
 * each: there the server is not part of the id, and what is stored by server (votes, lists) has the tenant in a column of its own.
 */
/** The name in the registry of platforms: any word of lower-case letters. */
export type PlatformName = string;

declare const kind: unique symbol;

/** A channel. A database of version 0.1.0 may lack the tenant until Slack has named it: see `hasTenant`. */
export type ChannelId = string & { readonly [kind]: 'channel' };

/** A person on a platform. The same person on two platforms is two people until someone links them. */
export type PersonId = string & { readonly [kind]: 'person' };

/** One Slack workspace, one Discord server, or one private conversation on Discord, which belongs to no server. */
export type TenantId = string & { readonly [kind]: 'tenant' };

/** The parts of an id. `id` is the platform's own. */
export interface IdParts {
  readonly platform: PlatformName;
  readonly tenant?: TenantId;
  readonly id: string;
}

/** Platforms whose own ids are unique only within a tenant. */
const WITHIN_TENANT: ReadonlySet<PlatformName> = new Set(['slack']);

const MAX_LENGTH = 40;
const LETTERS = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-');

/** The tenant with the platform's own id of it. */
export function toTenantId(platform: PlatformName, id: string): TenantId {
  return requireId(parseTenantId(`${platform}:${id}`), `${platform}:${id}`);
}

/** The channel with the platform's own id of it. */
export function toChannelId(tenant: TenantId | PlatformName, id: string): ChannelId {
  const text = joinId(tenant, id);
  return requireId(parseChannelId(text), text);
}

/** The channel with this id in a person's home tenant: their private conversation with the bot. */
export function toDirectChannelId(person: PersonId, id: string): ChannelId {
  const { platform, tenant } = splitId(person);
  return toChannelId(tenant ?? platform, id);
}

/** The person with the platform's own id of them. */
export function toPersonId(tenant: TenantId | PlatformName, id: string): PersonId {
  const text = joinId(tenant, id);
  return requireId(parsePersonId(text), text);
}

/** A channel with its tenant, where its platform's ids need one; `undefined` for any other text. */
export function parseChannelId(text: string): ChannelId | undefined {
  return isWhole(parse(text)) ? (text as ChannelId) : undefined;
}

/** The same of one that may lack its tenant: typed by somebody who left the workspace out, or stored by version 0.1.0. */
export function parseTypedChannel(text: string): ChannelId | undefined {
  return parse(text) && (text as ChannelId);
}

export function parsePersonId(text: string): PersonId | undefined {
  return isWhole(parse(text)) ? (text as PersonId) : undefined;
}

export function parseTenantId(text: string): TenantId | undefined {
  const parts = parse(text);
  return parts && parts.tenant === undefined ? (text as TenantId) : undefined;
}

/** The parts of the id of a channel, a person or a tenant. */
export function splitId(id: ChannelId | PersonId | TenantId): IdParts {
  return requireId(parse(id), id);
}

/** The platform of an id. */
export function parsePlatform(id: ChannelId | PersonId | TenantId): PlatformName {
  return splitId(id).platform;
}

/** `false` for a Slack channel that version 0.1.0 stored without its workspace. */
export function hasTenant(channel: ChannelId): boolean {
  return isWhole(parse(channel));
}

function joinId(tenant: TenantId | PlatformName, id: string): string {
  const [platform = ''] = tenant.split(':');
  return WITHIN_TENANT.has(platform) ? `${tenant}/${id}` : `${platform}:${id}`;
}

function parse(text: string): IdParts | undefined {
  const colon = text.indexOf(':');
  const platform = text.slice(0, colon);
  if (colon < 0 || !isPlatform(platform)) return undefined;
  const [first = '', second, ...more] = text.slice(colon + 1).split('/', 3);
  if (!isOwnId(first) || more.length > 0) return undefined;
  if (second === undefined) return { platform, id: first };
  if (!WITHIN_TENANT.has(platform) || !isOwnId(second)) return undefined;
  return { platform, tenant: `${platform}:${first}` as TenantId, id: second };
}

function isWhole(parts: IdParts | undefined): boolean {
  return parts !== undefined && (parts.tenant !== undefined || !WITHIN_TENANT.has(parts.platform));
}

function isPlatform(text: string): boolean {
  return (
    text.length > 0 && text.length <= MAX_LENGTH && [...text].every((char) => char >= 'a' && char <= 'z')
  );
}

/** Whether a platform's own id can be part of one of our ids. */
export function isOwnId(text: string): boolean {
  return text.length > 0 && text.length <= MAX_LENGTH && [...text].every((char) => LETTERS.has(char));
}

function requireId<T>(id: T | undefined, text: string): T {
  if (id === undefined) throw new Error(`not an id: ${text.slice(0, 2 * MAX_LENGTH)}`);
  return id;
}
