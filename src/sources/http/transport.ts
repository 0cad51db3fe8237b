import type { Clock } from '../../core/base/clock.ts';
import { TurnsOfLargeReplies } from '../../core/replies/large-replies.ts';
import { readCapped } from '../../core/replies/read-capped.ts';
import { createTextResponse } from '../../core/replies/text-response.ts';

export interface TransportOptions {
  readonly fetch: typeof fetch;
  /** For messages. */
  readonly origin: string;
  readonly maxBytes: number;
  /** Least time between the starts of two requests, retries included; one is under way at a time then. */
  readonly gapMs: number;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * A `fetch` whose replies are there to their last byte. So the time-out and the retries above it hold for the body, too:
 * a source that sends half a list and falls silent would else be waited for without an end.
 */
export function createTransport({
  fetch: send,
  origin,
  maxBytes,
  gapMs,
  clock,
  sleep,
}: TransportOptions): typeof fetch {
  const turns = new TurnsOfLargeReplies();
  let last = Number.NEGATIVE_INFINITY;

  return async (input, init) => {
    const since = clock.now() - last;
    // A clock that was set back must not hold us up for hours.
    if (since < gapMs) await sleep(Math.min(gapMs - since, gapMs));
    last = clock.now();
    const response = await send(input, init);
    const { status, headers } = response;
    return createTextResponse(await readCapped(response, { maxBytes, turns }, origin), { status, headers });
  };
}
