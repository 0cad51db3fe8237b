import {
  type ChannelId,
  type PersonId,
  parseChannelId,
  parsePersonId,
  parseTenantId,
  type TenantId,
} from '../../src/core/base/ids.ts';

/** Ids of tests, as they are written: `slack:T1/C1`. */
export const channelId = (text: string): ChannelId => parseChannelId(text) ?? refuse(text);
export const personId = (text: string): PersonId => parsePersonId(text) ?? refuse(text);
export const tenantId = (text: string): TenantId => parseTenantId(text) ?? refuse(text);

function refuse(text: string): never {
  throw new Error(`not an id: ${text}`);
}
