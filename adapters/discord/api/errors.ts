import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { DeliveryError, SourceError } from '../../../src/core/base/errors.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { findNetworkCode, wasNeverSent } from '../../shared/network-errors.ts';
import { problems } from '../texts/errors.ts';
import { findFailure, UNKNOWN_CHANNEL } from './error-table.ts';
import type { Operation } from './operation.ts';

/** To Discord a thread is a channel: that one of our threads is gone says nothing about its parent channel. */
function toThreadGone(error: unknown, to: Destination): unknown {
  if (to.thread === undefined || readDiscordCode(error) !== UNKNOWN_CHANNEL) return error;
  return new DeliveryError('gone', problems.discordThreadGone({ error: String(UNKNOWN_CHANNEL) }), {
    about: 'post',
    cause: (error as DeliveryError).cause,
  });
}

/**
 * The meaning of a failed request. A 4xx, a 429 and a connection that was never established were certainly not carried out. After
 * a 5xx, a timeout or a broken connection the outcome is unknown where the request is not idempotent
 * (`once`), and the failure is transient where repeating it is harmless.
 */
export function toDeliveryError(cause: unknown, operation: Operation, once: boolean): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  if (cause instanceof RateLimitError) {
    const retryAfterMs = Math.max(cause.retryAfter, cause.timeToReset);
    return new DeliveryError('transient', problems.discordRateLimited({ operation }), { retryAfterMs });
  }
  if (cause instanceof DiscordAPIError) return toApiError(cause, operation);
  const fault = once ? 'unknown' : 'transient';
  if (cause instanceof HTTPError)
    return new DeliveryError(fault, problems.discordHttpStatus({ status: cause.status, operation }));
  // A reply that exceeds its limits.
  if (cause instanceof SourceError) {
    const problem = problems.discordReplyBeyondLimits({ reason: cause.message, operation });
    return new DeliveryError(fault, problem, { cause });
  }
  const code = findNetworkCode(cause);
  if (code && wasNeverSent(code))
    return new DeliveryError('transient', problems.discordUnreachable({ error: code, operation }), { cause });
  // discord.js drops a token that Discord has answered with 401.
  if (cause instanceof Error && cause.message.startsWith('Expected token'))
    return new DeliveryError('unauthorized', problems.discordTokenForgotten({ operation }));
  const error = code ?? (cause instanceof Error ? cause.name : 'Error');
  return new DeliveryError(fault, problems.discordConnectionBroken({ error, operation }), { cause });
}

/** Discord's own error code behind a failed request. */
export function readDiscordCode(error: unknown): number | undefined {
  const cause = error instanceof DeliveryError ? error.cause : error;
  return cause instanceof RefusedByDiscord ? cause.discordCode : undefined;
}

/** The loggable part of discord.js's error, which carries the whole request, including texts and addresses with tokens. */
class RefusedByDiscord extends Error {
  readonly discordCode: number;
  readonly status: number;

  constructor(code: number, status: number, message: string) {
    super(message);
    this.name = 'RefusedByDiscord';
    this.discordCode = code;
    this.status = status;
  }
}

function toApiError(error: DiscordAPIError, operation: Operation): DeliveryError {
  const code = Number(error.code);
  const { status } = error;
  // Something between us and Discord answered instead of Discord: an HTML page, or a different server.
  const isDiscords = Number.isInteger(code) && 'code' in error.rawError && (code > 0 || status === 401);
  if (!isDiscords) return new DeliveryError('transient', problems.discordReplyForeign({ status, operation }));
  const { fault, toProblem, about, retryAfterMs } = findFailure(code, status);
  return new DeliveryError(fault, toProblem({ error: String(code), operation }), {
    cause: new RefusedByDiscord(code, status, error.message),
    ...(about ? { about } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: readAskedDelay(error) ?? retryAfterMs }),
  });
}

/** What Discord asks for in the body of a limit. */
function readAskedDelay({ rawError }: DiscordAPIError): number | undefined {
  const seconds = 'retry_after' in rawError ? Number(rawError.retry_after) : Number.NaN;
  return seconds > 0 && seconds < 7 * 24 * 3600 ? Math.ceil(seconds * 1000) : undefined;
}

/** Names a deleted thread as the cause where it is. */
export function explainGoneThread<T>(to: Destination, work: Promise<T>): Promise<T> {
  return work.catch((error) => Promise.reject(toThreadGone(error, to)));
}
