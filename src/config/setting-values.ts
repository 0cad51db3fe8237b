import { z } from 'zod';
import { parseChannelId } from '../core/base/ids.ts';
import { parseMailAddress, parseNamedAddress } from '../core/mail/mail-address.ts';
import { readSmtpOptions } from '../core/mail/smtp-options.ts';
import { parseInstant } from '../core/paper/instant.ts';
import { isPostgresUrl } from '../core/store/database-url.ts';
import { texts } from './texts.ts';

/** Shapes of values that can be no secret. */
export const SHAPES = {
  number: /^[-+]?\d{1,7}(?:[.,]\d{0,3})?$/,
  word: /^[A-Za-z]{1,10}$/,
  instant: /^\d{1,4}-\d{1,2}-\d{1,2}[\d:TZ.+-]{0,20}$/,
} as const;

/** A text of this form; `complaint` follows the name of the setting. */
export function createPatternSchema(pattern: RegExp, complaint: string) {
  return z.string().regex(pattern, complaint);
}

export const webUrl = z
  .string()
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), texts.notAnAddress())
  .refine((text) => {
    const { username = '', password = '' } = URL.parse(text) ?? {};
    return username === '' && password === '';
  }, texts.holdsPassword());

/** A mail server, with name and password where it wants them. */
export const smtpUrl = z
  .string()
  .refine(isMailServer, { error: texts.notAMailServer(), abort: true })
  .refine((text) => readSmtpOptions(text) !== undefined, texts.oddMailOption());

function isMailServer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return false;
  // A / in a password ends the host: `smtp://me:25/x@mail.example.org` leads to a host `me`.
  const isWhole = !`${url.pathname}${url.search}${url.hash}`.includes('@');
  return isWhole && (url.username === '') === (url.password === '');
}

/** A file, or a server: `postgres://NAME:PASSWORD@HOST:PORT/DATABASE`. */
export const databaseUrl = z
  .string()
  .refine(
    (text) => /^file:.+|^:memory:$/.test(text) || (isPostgresUrl(text) && !text.includes(' ')),
    texts.notADatabase(),
  );

export const mailAddress = z
  .string()
  .refine((text) => parseMailAddress(text) === text, texts.notAMailAddress());

/** Of any platform; whether it is whole there, with its workspace, says whoever knows the platforms. */
export const channel = z.string().transform((text, context) => {
  const parsed = parseChannelId(text);
  if (parsed !== undefined) return parsed;
  context.addIssue(texts.notAChannel());
  return z.NEVER;
});

export const namedMailAddress = z
  .string()
  .refine((text) => parseNamedAddress(text) !== undefined, texts.notAMailAddress());

export function createSecretSchema(shortest: number) {
  return z.string().min(shortest, texts.tooShort({ shortest: String(shortest) }));
}

/** Secrets separated by commas. */
export function createSecretListSchema(shortest: number) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      (parts) => parts.every((part) => part.length >= shortest),
      texts.tooShort({ shortest: String(shortest) }),
    );
}

export const amount = createPatternSchema(/^\d{1,9}(\.\d{1,9})?$/, texts.notAnAmount()).transform(Number);

export const instant = z
  .string()
  .refine(
    (text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(parseInstant(text)),
    texts.notAnInstant(),
  )
  .transform(parseInstant);

/** True or false, spelled so. */
export function createSwitchSchema() {
  return z.enum(['true', 'false'], texts.notTrueOrFalse()).transform((text) => text === 'true');
}

export function createWholeNumberSchema(min: number, max: number) {
  const isInRange = (text: string) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
  return z
    .string()
    .refine(isInRange, texts.notWhole({ min: String(min), max: String(max) }))
    .transform(Number);
}

/** Names of parameters that carry a key. */
const KEY_NAME = /key|token|secret|pass|pwd|sig|auth|cred/i;
/** A value so long is a key, whatever its name. */
const MAX_WORD_LENGTH = 20;

/** What an address may carry of a secret: `?api-key=…`, its fragment, and a part of its path as long as a key. */
export function listSecretsInUrl(text: string): string[] {
  const url = URL.parse(text);
  if (!url) return [];
  const parameters = [...url.searchParams]
    .filter(([name, value]) => KEY_NAME.test(name) || value.length > MAX_WORD_LENGTH)
    .map(([, value]) => value);
  const parts = url.pathname.split('/').filter((part) => part.length > MAX_WORD_LENGTH);
  return [...parameters, ...parts.flatMap((part) => [part, decodePart(part)]), url.hash.slice(1)].filter(
    (secret) => secret !== '',
  );
}

/** The password that the address of a database carries; no part of a path to a file is one. */
export function listSecretsInDatabaseUrl(text: string): string[] {
  if (!isPostgresUrl(text)) return [];
  const parameters = URL.parse(text)?.searchParams ?? [];
  return [
    ...findPasswordInUrl(text),
    ...[...parameters].flatMap(([name, value]) => (KEY_NAME.test(name) && value !== '' ? [value] : [])),
  ];
}

/** The password that an address carries, as it is there and as it is meant. */
export function findPasswordInUrl(text: string): string[] {
  const password = URL.parse(text)?.password ?? '';
  return password === '' ? [] : [password, decodePart(password)];
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
