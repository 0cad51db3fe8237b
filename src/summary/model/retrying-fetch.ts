import { parseInstant } from '../../core/paper/instant.ts';

/** A person waits for the answer, and there is a summary without the model: if the server asks for a longer wait, it is not retried. */
const MAX_WAIT_MS = 15_000;

/**
 * The same `fetch`, but the client library does not retry where the server asks for a long wait: the library takes a wait of more
 * than a minute for a mistake, and retries twice within two seconds.
 */
export function createRetryingFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { ok, status, statusText, body } = response;
    if (ok || readWait(response.headers) <= MAX_WAIT_MS) return response;
    const headers = new Headers(response.headers);
    headers.set('x-should-retry', 'false');
    return new Response(body, { status, statusText, headers });
  };
}

/** What `Retry-After` asks for, in milliseconds: it is in seconds, or a date. 0 where nothing is asked for. */
function readWait(headers: Headers): number {
  // Not a standard one, but the library reads it first.
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (!Number.isNaN(exact)) return exact;
  const text = headers.get('retry-after') ?? '';
  const wait = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : parseInstant(text) - Date.now();
  return Number.isNaN(wait) ? 0 : wait;
}
