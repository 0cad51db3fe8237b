import type { RESTOptions } from 'discord.js';
import { pause } from '../../../src/core/async/pause.ts';
import { RateLimitedQueue } from '../../../src/core/async/rate-limited-queue.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';

type MakeRequest = RESTOptions['makeRequest'];

/** A second, plus the time by which a timer may fire early. */
const SECOND_MS = 1002;

/** An answer that takes longer than this did not spend all of it in transit: the request is assumed to have arrived. */
const MAX_WAY_MS = 500;

/** A process that does not post asks little: for commands that people give. The token has one limit for all of them. */
const OTHERS_SHARE = 0.04;

/** New posts go before edits of existing ones, and both before our own reactions. */
const EDIT = -1;
const PRESET_REACTION = -2;

/**
 * Lets as many requests through as Discord allows per second, the more urgent first. Each takes a slot and releases it
 * a second after its answer. When a request arrives at Discord is unknown, but it is before its answer: so
 * no second of Discord's clock has more requests than there are slots, wherever it begins (discord/discord-api-docs#5144). A bot
 * that counts by its own seconds gets a 429 whenever a request takes longer to arrive than the ones after it.
 *
 * This comes after discord.js's queues: requests that wait there for their channel's bucket take no slot.
 */
export function withRateLimit(
  makeRequest: MakeRequest,
  perSecond: number = PACE.requestsPerSecond,
  isSender: () => boolean = () => true,
): MakeRequest {
  const createQueue = (concurrency: number) =>
    new RateLimitedQueue({
      concurrency,
      longestWaitMs: PACE.longestWaitMs,
      createRejection: (retryAfterMs) =>
        new DeliveryError('transient', problems.discordRateLimitedGlobally(), { retryAfterMs }),
    });
  const sending = createQueue(perSecond);
  const asking = createQueue(Math.max(1, Math.round(perSecond * OTHERS_SHARE)));

  async function send(...[url, init]: Parameters<MakeRequest>) {
    const response = await makeRequest(url, init);
    const { status, headers } = response;
    // A global 429 blocks everything for as long as it says.
    if (status === 429 && headers.has('X-RateLimit-Global'))
      for (const queue of [sending, asking]) queue.hold(Number(headers.get('Retry-After')) * 1000);
    return response;
  }

  return (url, init) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<MakeRequest>>>();
    const takeTurn = async () => {
      const answer = send(url, init);
      resolve(answer);
      await Promise.race([answer.catch(() => undefined), pause(MAX_WAY_MS)]);
      await pause(SECOND_MS);
    };
    const queue = isSender() ? sending : asking;
    queue.add(takeTurn, choosePriority(init.method ?? '', url)).catch(reject);
    return promise;
  };
}

function choosePriority(method: string, url: string): number {
  if (method === 'PUT' && url.includes('/reactions/')) return PRESET_REACTION;
  return method === 'PATCH' ? EDIT : 0;
}
