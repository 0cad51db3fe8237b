import type { RESTOptions } from 'discord.js';
import { pause } from '../../../src/core/async/pause.ts';
import { RateLimitedQueue } from '../../../src/core/async/rate-limited-queue.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';

type MakeRequest = RESTOptions['makeRequest'];

/** A second, and what a timer may ring early. */
const SECOND_MS = 1002;

/** An answer that takes longer than this was not all that long on its way: the request is taken to have arrived. */
const LONGEST_WAY_MS = 500;

/** What is new goes before edits of what stands, and both before our own reactions. */
const EDIT = -1;
const PRESET_REACTION = -2;

/**
 * Lets as many requests through as Discord counts in a second, the more urgent first. Each takes a place and gives it
 * back a second after its answer. When a request arrives at Discord nobody here knows, but it is before its answer: so
 * no second of Discord's holds more than there are places, wherever it begins (discord/discord-api-docs#5144). A bot that
 * counts by its own seconds meets a 429 whenever a request is longer on its way than its followers.
 *
 * This stands behind discord.js's queues: what waits there for its channel's bucket takes no place away.
 */
export function withRateLimit(
  makeRequest: MakeRequest,
  perSecond: number = PACE.requestsPerSecond,
): MakeRequest {
  const queue = new RateLimitedQueue({
    concurrency: perSecond,
    longestWaitMs: PACE.longestWaitMs,
    rejection: (retryAfterMs) =>
      new DeliveryError('transient', problems.discordRateLimitedGlobally(), { retryAfterMs }),
  });

  async function send(...[url, init]: Parameters<MakeRequest>) {
    const response = await makeRequest(url, init);
    const { status, headers } = response;
    // A global 429 holds back everything for as long as it says.
    if (status === 429 && headers.has('X-RateLimit-Global'))
      queue.hold(Number(headers.get('Retry-After')) * 1000);
    return response;
  }

  return (url, init) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<MakeRequest>>>();
    const turn = async () => {
      const answer = send(url, init);
      resolve(answer);
      await Promise.race([answer.catch(() => undefined), pause(LONGEST_WAY_MS)]);
      await pause(SECOND_MS);
    };
    queue.add(turn, priorityOf(init.method ?? '', url)).catch(reject);
    return promise;
  };
}

function priorityOf(method: string, url: string): number {
  if (method === 'PUT' && url.includes('/reactions/')) return PRESET_REACTION;
  return method === 'PATCH' ? EDIT : 0;
}
