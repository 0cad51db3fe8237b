import type { IncomingMessage } from 'node:http';
import { texts } from './texts.ts';

/** Sent with every answer. Components bring styles of their own; scripts come from this server alone, pictures not from afar. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** A mail's document: nothing in it runs or is fetched, and it is shown inside the page alone. */
export const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

const OURS = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Why a request is turned away, if it is. A page elsewhere must not reach this server through the person's browser: not by
 * a name that leads here (DNS rebinding), nor by a form or script of its own.
 */
export function complaintAbout({ headers, method }: IncomingMessage, port: number): string | undefined {
  const { host = '', origin } = headers;
  const hosts = OURS.map((name) => `${name}:${port}`);
  if (!hosts.includes(host)) return texts.notForYou();
  if (origin !== undefined && origin !== `http://${host}`) return texts.fromElsewhere();
  const site = headers['sec-fetch-site'];
  if (method === 'POST' && site !== undefined && site !== 'same-origin') return texts.fromElsewhere();
  return undefined;
}
