import { createHmac } from 'node:crypto';
import type { EnvelopeType } from './socket-hub.ts';

/** Where the bot listens, and how Slack proves that it is Slack. */
export interface Sign {
  readonly url: string;
  readonly signingSecret: string;
}

/** A request as Slack makes it in HTTP mode. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Builds a signed request; `at` is its timestamp in milliseconds. */
export function signedRequest(
  sign: Sign,
  type: EnvelopeType,
  payload: object,
  at = Date.now(),
): SignedRequest {
  return signedBody(sign, type === 'events_api' ? JSON_BODY : FORM_BODY, encode(type, payload), at);
}

export const JSON_BODY = 'application/json';
export const FORM_BODY = 'application/x-www-form-urlencoded';

/** Builds a signed request around any text, also one that Slack would never send. */
export function signedBody(
  { url, signingSecret }: Sign,
  contentType: string,
  body: string,
  at = Date.now(),
): SignedRequest {
  const timestamp = String(Math.floor(at / 1000));
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    url,
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    },
  };
}

/** Posts it; resolves when the bot acknowledged. */
export async function signedPost(sign: Sign, type: EnvelopeType, payload: object): Promise<unknown> {
  const response = await post(signedRequest(sign, type, payload));
  if (!response.ok) throw new Error(`the bot answered HTTP ${response.status}`);
  return response.text();
}

export function post({ url, headers, body }: SignedRequest): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body });
}

function encode(type: EnvelopeType, payload: object): string {
  if (type === 'events_api') return JSON.stringify(payload);
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(payload as Record<string, string>).toString();
}
