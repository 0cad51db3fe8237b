import type { Clock } from '../../core/base/clock.ts';
import { LargeReplyMutex } from '../../core/replies/large-replies.ts';
import { readCapped } from '../../core/replies/read-capped.ts';
import { createTextResponse } from '../../core/replies/text-response.ts';

export interface TransportOptions {
  readonly fetch: typeof fetch;
  /** For messages. */
  readonly origin: string;
  readonly maxBytes: number;
  /** Least time between the starts of two requests, retries included. The origin sends one request at a time then. */
  readonly minIntervalMs: number;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** Where other processes ask the same origin: how long to wait for the next turn of all, in milliseconds. Never rejects. */
  readonly reserveTurn?: ((origin: string, intervalMs: number) => Promise<number>) | undefined;
}

/**
 * A `fetch` that buffers the whole body, so that timeout and retries cover it: a source that sends half a list and falls
 * silent would else be waited for without an end.
 */
export function createTransport({
  fetch: send,
  origin,
  maxBytes,
  minIntervalMs,
  clock,
  sleep,
  reserveTurn,
}: TransportOptions): typeof fetch {
  const turns = new LargeReplyMutex();
  let last = Number.NEGATIVE_INFINITY;

  return async (input, init) => {
    const since = clock.now() - last;
    // A clock that was set back must not hold us up for hours.
    if (since < minIntervalMs) await sleep(Math.min(minIntervalMs - since, minIntervalMs));
    const shared = minIntervalMs > 0 ? ((await reserveTurn?.(origin, minIntervalMs)) ?? 0) : 0;
    if (shared > 0) await sleep(shared);
    last = clock.now();
    const response = await send(input, init);
    const { status, headers } = response;
    return createTextResponse(await readCapped(response, { maxBytes, turns }, origin), { status, headers });
  };
}
