/**
 * Who and where, across platforms, built and parsed only here, so that none is malformed: `PLATFORM:ID`, or `PLATFORM:TENANT/ID`
 * on platforms whose own ids are unique only within a tenant. Which form a platform has is in its `PlatformInfo`
 * (`hasTenantInIds`), and what each looks like in ARCHITECTURE.md.
 */
/** A platform's name in the registry: lowercase letters, 40 at most. */
export type PlatformName = string;

declare const kind: unique symbol;

/** A channel. One that version 0.1.0 stored may lack its tenant until the platform has named it. */
export type ChannelId = string & { readonly [kind]: 'channel' };

/** A person on a platform. The same person on two platforms is two people until someone links them. */
export type PersonId = string & { readonly [kind]: 'person' };

/** A workspace or a server, or a private conversation that belongs to none. */
export type TenantId = string & { readonly [kind]: 'tenant' };

/** Whether something is about a server or workspace. */
export type TenantFilter = (tenant: TenantId) => boolean;

/** The parts of an id. `id` is the platform's own. */
export interface IdParts {
  readonly platform: PlatformName;
  readonly tenant?: TenantId;
  readonly id: string;
}

const MAX_LENGTH = 40;
const LETTERS = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-');

/** The tenant with the platform's own id of it. */
export function toTenantId(platform: PlatformName, id: string): TenantId {
  return requireId(parseTenantId(`${platform}:${id}`), `${platform}:${id}`);
}

/** The channel with the platform's own id of it: within a tenant, or on the whole platform. */
export function toChannelId(within: TenantId | PlatformName, id: string): ChannelId {
  const text = joinId(within, id);
  return requireId(parseChannelId(text), text);
}

/** The channel with this id in a person's home tenant: their private conversation with the bot. */
export function toDirectChannelId(person: PersonId, id: string): ChannelId {
  const { platform, tenant } = splitId(person);
  return toChannelId(tenant ?? platform, id);
}

/** The person with the platform's own id of them: within a tenant, or on the whole platform. */
export function toPersonId(within: TenantId | PlatformName, id: string): PersonId {
  const text = joinId(within, id);
  return requireId(parsePersonId(text), text);
}

/**
 * The same person as one of this tenant. In a channel that two workspaces share both know a person by one id, and an event names
 * either workspace.
 */
export function moveToTenant(tenant: TenantId, person: PersonId): PersonId {
  const { platform, tenant: home, id } = splitId(person);
  const isElsewhere = home !== undefined && home !== tenant && parsePlatform(tenant) === platform;
  return isElsewhere ? toPersonId(tenant, id) : person;
}

export function parseChannelId(text: string): ChannelId | undefined {
  return parse(text) && (text as ChannelId);
}

export function parsePersonId(text: string): PersonId | undefined {
  return parse(text) && (text as PersonId);
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

function joinId(within: TenantId | PlatformName, id: string): string {
  return `${within}${within.includes(':') ? '/' : ':'}${id}`;
}

function parse(text: string): IdParts | undefined {
  const colon = text.indexOf(':');
  const platform = text.slice(0, colon);
  if (colon < 0 || !isPlatform(platform)) return undefined;
  const [first = '', second, ...more] = text.slice(colon + 1).split('/', 3);
  if (!isOwnId(first) || more.length > 0) return undefined;
  if (second === undefined) return { platform, id: first };
  return isOwnId(second) ? { platform, tenant: `${platform}:${first}` as TenantId, id: second } : undefined;
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
