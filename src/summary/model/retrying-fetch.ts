import { parseInstant } from '../../core/paper/instant.ts';

/** Somebody waits for the answer, and there is a summary without the model: a server that asks for more is not asked again. */
const MAX_WAIT_MS = 15_000;

/**
 * The same `fetch`, which keeps the client library from asking again where the server wants it to wait for long: the
 * library takes a wait of more than a minute for a mistake, and asks twice more within two seconds.
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
