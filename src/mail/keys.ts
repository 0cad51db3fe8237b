import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { type ChannelId, parseChannelId } from '../core/base/ids.ts';
import type { Instant } from '../core/base/time.ts';
import type { LinkClaim, LinkPurpose, MailKeys } from '../core/mail/mail-access.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** 128 bits of a checksum cannot be guessed, and keep a link short enough for one line of a mail. */
const MAC_BYTES = 16;
/** No link of ours is longer. */
const MAX_TOKEN_LENGTH = 400;
/** Parts of a token, which an id or a number cannot hold. */
const BETWEEN = '\n';

/** Keys for each use, from the one that the operator gives: what is learned of one says nothing about the others. */
export function createMailKeys(secret: string): MailKeys {
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'paperboy', `mail ${use}`, KEY_BYTES));
  const [addressKey, checksumKey, linkKey] = [derive('address'), derive('checksum'), derive('link')];
  return {
    seal: (channel, address) => seal(addressKey, channel, address),
    open: (channel, sealed) => open(addressKey, channel, sealed),
    checksum: (text) => createHmac('sha256', checksumKey).update(text).digest('hex'),
    sign: (purpose, claim, until) => sign(linkKey, purpose, claim, until),
    verify: (purpose, token, now) => verify(linkKey, purpose, token, now),
  };
}

/** The channel's id is authenticated with it: a row's address cannot be moved to another row. */
function seal(key: Buffer, channel: ChannelId, address: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(channel));
  const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
}

function open(key: Buffer, channel: ChannelId, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  const [nonce, end] = [bytes.subarray(0, NONCE_BYTES), bytes.length - TAG_BYTES];
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(channel))
    .setAuthTag(bytes.subarray(end));
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES, end), undefined, 'utf8') + decipher.final('utf8');
  } catch (error) {
    // Node says it with no other class or code: another key, or another channel's.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function sign(key: Buffer, purpose: LinkPurpose, { channel, paperId }: LinkClaim, until?: Instant): string {
  const said = [channel, until?.toString(36) ?? '', ...(paperId === undefined ? [] : [paperId])].join(
    BETWEEN,
  );
  const text = Buffer.from(said).toString('base64url');
  return `${text}.${mac(key, purpose, text).toString('base64url')}`;
}

function verify(key: Buffer, purpose: LinkPurpose, token: string, now: Instant): LinkClaim | undefined {
  const [text = '', given = '', ...more] = token.slice(0, MAX_TOKEN_LENGTH).split('.', 3);
  const bytes = Buffer.from(given, 'base64url');
  if (more.length > 0 || bytes.length !== MAC_BYTES) return undefined;
  if (!timingSafeEqual(bytes, mac(key, purpose, text))) return undefined;
  const [id = '', until = '', paperId] = Buffer.from(text, 'base64url').toString('utf8').split(BETWEEN);
  const channel = parseChannelId(id);
  if (channel === undefined || (until !== '' && Number.parseInt(until, 36) < now)) return undefined;
  return { channel, ...(paperId === undefined ? {} : { paperId }) };
}

function mac(key: Buffer, purpose: LinkPurpose, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}${BETWEEN}${text}`).digest().subarray(0, MAC_BYTES);
}
