import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseChannelId } from '../core/base/ids.ts';
import type { Instant } from '../core/base/time.ts';
import type { LinkClaim, LinkPurpose, MailKeys } from '../core/mail/mail-access.ts';
import { deriveKey, seal, unseal } from '../sealed-text.ts';

/** 128 bits of a checksum cannot be guessed, and keep a link short enough for one line of a mail. */
const MAC_BYTES = 16;
/** No link of ours is longer. */
const MAX_TOKEN_LENGTH = 400;
/** Parts of a token, which an id or a number cannot hold. */
const BETWEEN = '\n';

/** Everything that needs the operator's key for e-mail. */
export function createMailKeys(secret: string): MailKeys {
  const derive = (use: string) => deriveKey(secret, `mail ${use}`);
  const [addressKey, checksumKey, linkKey] = [derive('address'), derive('checksum'), derive('link')];
  return {
    seal: (channel, address) => seal(addressKey, channel, address),
    open: (channel, sealed) => unseal(addressKey, channel, sealed),
    computeChecksum: (text) => createHmac('sha256', checksumKey).update(text).digest('hex'),
    sign: (purpose, claim, until) => sign(linkKey, purpose, claim, until),
    verify: (purpose, token, now) => verify(linkKey, purpose, token, now),
  };
}

function sign(key: Buffer, purpose: LinkPurpose, { channel, paperId }: LinkClaim, until?: Instant): string {
  const said = [channel, until?.toString(36) ?? '', ...(paperId === undefined ? [] : [paperId])].join(
    BETWEEN,
  );
  const text = Buffer.from(said).toString('base64url');
  return `${text}.${computeMac(key, purpose, text).toString('base64url')}`;
}

function verify(key: Buffer, purpose: LinkPurpose, token: string, now: Instant): LinkClaim | undefined {
  const [text = '', given = '', ...more] = token.slice(0, MAX_TOKEN_LENGTH).split('.', 3);
  const bytes = Buffer.from(given, 'base64url');
  if (more.length > 0 || bytes.length !== MAC_BYTES) return undefined;
  if (!timingSafeEqual(bytes, computeMac(key, purpose, text))) return undefined;
  const [id = '', until = '', paperId] = Buffer.from(text, 'base64url').toString('utf8').split(BETWEEN);
  const channel = parseChannelId(id);
  if (channel === undefined || (until !== '' && Number.parseInt(until, 36) < now)) return undefined;
  return { channel, ...(paperId === undefined ? {} : { paperId }) };
}

function computeMac(key: Buffer, purpose: LinkPurpose, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}${BETWEEN}${text}`).digest().subarray(0, MAC_BYTES);
}
