import type { RESTOptions } from 'discord.js';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';

type MakeRequest = RESTOptions['makeRequest'];

/** We stop long before Discord bans the IP address: other programs may share it. */
const ENOUGH = PACE.invalidRequests / 5;

/** How long we send nothing after a 429 that does not say. */
const DEFAULT_WAIT_MS = 60_000;

/**
 * Counts requests that Discord calls invalid (401, 403, 429) and blocks all others once there are too many in ten
 * minutes. It also fails a 429 without `Retry-After`, the sign of a ban, which discord.js would repeat at once forever.
 */
export function guardInvalidRequests(
  makeRequest: MakeRequest,
  clock: Clock,
  enough: number = ENOUGH,
): MakeRequest {
  let count = 0;
  let windowEndsAt = 0;
  return async (url, init) => {
    const left = windowEndsAt - clock.now();
    if (left > 0 && count >= enough) {
      throw new DeliveryError('transient', problems.discordTooManyInvalid({ count }), {
        retryAfterMs: left,
      });
    }
    const response = await makeRequest(url, init);
    const { status, headers } = response;
    const invalid =
      status === 401 || status === 403 || (status === 429 && headers.get('X-RateLimit-Scope') !== 'shared');
    if (invalid) {
      if (clock.now() >= windowEndsAt) {
        count = 0;
        windowEndsAt = clock.now() + PACE.invalidWindowMs;
      }
      count += 1;
    }
    if (status === 429 && !(Number(headers.get('Retry-After')) > 0)) {
      await response.arrayBuffer();
      throw new DeliveryError('transient', problems.discordAddressBlocked(), {
        retryAfterMs: DEFAULT_WAIT_MS,
      });
    }
    return response;
  };
}
