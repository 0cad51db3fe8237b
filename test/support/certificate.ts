import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

const DAY = 24 * 60 * 60_000;

/** What a server shows and signs with, as PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

interface Wanted {
  /** Host names and IPv4 addresses that it is for. */
  readonly names: readonly string[];
  /** When it ends, in milliseconds since the epoch; tomorrow unless said. */
  readonly until?: number;
}

/** Who issues certificates for one test: its own key signs them, and nothing of it is stored anywhere. */
export function anAuthority(name = 'A test’s authority') {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = { issuer: name, key: keys.privateKey };
  const ends = Date.now() + DAY;
  const isAuthority = extension(OIDS.basicConstraints, sequence(der(TAGS.boolean, Buffer.from([0xff]))));
  return {
    /** Its own certificate, for who shall trust it. */
    pem: writeCertificate({ ...signer, subject: name, publicKey: keys.publicKey, ends, more: isAuthority }),
    issue: (wanted: Wanted): ServerCertificate => issue(wanted, signer),
  };
}

/** A certificate that its owner has signed. */
export function aSelfSignedCertificate(wanted: Wanted): ServerCertificate {
  return issue(wanted);
}

/** Signed by its own key where there is no other. */
function issue({ names, until = Date.now() + DAY }: Wanted, signer?: Pick<Parts, 'issuer' | 'key'>) {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = names[0] ?? '';
  const { issuer, key } = signer ?? { issuer: subject, key: own.privateKey };
  const more = extension(OIDS.subjectAltName, sequence(...names.map(writeName)));
  return {
    key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: writeCertificate({ issuer, subject, key, publicKey: own.publicKey, ends: until, more }),
  };
}

interface Parts {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  readonly ends: number;
  /** One extension. */
  readonly more: Buffer;
}

/** Tags of ASN.1. */
const TAGS = {
  ...{ boolean: 0x01, integer: 0x02, bits: 0x03, bytes: 0x04, oid: 0x06, utf8: 0x0c, time: 0x18 },
  ...{ sequence: 0x30, set: 0x31, version: 0xa0, extensions: 0xa3, dnsName: 0x82, ipAddress: 0x87 },
} as const;
/** Object identifiers, in DER. */
const OIDS = {
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  ecdsaWithSha256: '2a8648ce3d040302',
} as const;

/** X.509 version 3 (RFC 5280), as PEM. */
function writeCertificate({ issuer, subject, key, publicKey, ends, more }: Parts): string {
  const algorithm = sequence(der(TAGS.oid, hex(OIDS.ecdsaWithSha256)));
  // A serial number is positive: its first bit is none.
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)]);
  const toSign = sequence(
    der(TAGS.version, der(TAGS.integer, Buffer.from([2]))),
    der(TAGS.integer, serial),
    algorithm,
    writeSubject(issuer),
    sequence(writeTime(ends - 10 * DAY), writeTime(ends)),
    writeSubject(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(TAGS.extensions, sequence(more)),
  );
  const certificate = sequence(toSign, algorithm, bits(sign('sha256', toSign, key)));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function writeSubject(name: string): Buffer {
  return sequence(
    der(TAGS.set, sequence(der(TAGS.oid, hex(OIDS.commonName)), der(TAGS.utf8, Buffer.from(name)))),
  );
}

function writeName(name: string): Buffer {
  return isIP(name) === 4
    ? der(TAGS.ipAddress, Buffer.from(name.split('.').map(Number)))
    : der(TAGS.dnsName, Buffer.from(name, 'latin1'));
}

/** `YYYYMMDDHHMMSSZ`. */
function writeTime(at: number): Buffer {
  const digits = new Date(at).toISOString().slice(0, 19).replaceAll(/\D/g, '');
  return der(TAGS.time, Buffer.from(`${digits}Z`));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(der(TAGS.oid, hex(id)), der(TAGS.bytes, value));
}

function bits(content: Buffer): Buffer {
  return der(TAGS.bits, Buffer.from([0]), content);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(TAGS.sequence, ...parts);
}

/** A value of ASN.1 with its tag and length. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
