import { webApi } from '@slack/bolt';
import { DeliveryError, type DeliveryFault, SourceError } from '../../../src/core/base/errors.ts';
import { findNetworkCode, wasNeverSent } from '../../shared/network-errors.ts';
import { problems } from '../texts/errors.ts';
import { findFailure } from './error-table.ts';
import type { SlackMethod } from './rates.ts';

/** Methods that are not idempotent; all others may be repeated. */
const NOT_IDEMPOTENT: ReadonlySet<SlackMethod> = new Set([
  'chat.postMessage',
  'chat.postEphemeral',
  'files.uploadV2',
]);

/** The meaning of a failed call to Slack: whether it may have been carried out, whether to try again, and what to do. */
export function toDeliveryError(cause: unknown, method: SlackMethod): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  if (cause instanceof webApi.WebAPIPlatformError) return toPlatformError(cause, method);
  if (cause instanceof webApi.WebAPIRateLimitedError) {
    return createRateLimitedError(method, cause.retryAfter * 1000, cause);
  }
  if (cause instanceof webApi.WebAPIHTTPError) {
    const status = cause.statusCode;
    // A 4xx was not carried out. Every 5xx may come from a proxy: it also returns 503 when its connection to the server
    // behind it breaks after the request was delivered.
    const fault = status >= 500 ? toUnknownOutcome(method) : 'transient';
    return new DeliveryError(fault, problems.slackHttpStatus({ status, method }), { cause });
  }
  return toConnectionError(cause, method);
}

/** Slack, or our own rate limiter, asks us to wait. */
export function createRateLimitedError(
  method: SlackMethod,
  retryAfterMs: number,
  cause?: unknown,
): DeliveryError {
  return new DeliveryError('transient', problems.slackRateLimited({ method }), { cause, retryAfterMs });
}

/** Slack hides conversations that the bot is not in, and group messages need a scope we do not ask for. */
export const REFUSED_LOOKUPS: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'missing_scope',
]);

/** The error code of a call that Slack answered with `ok: false`. */
export function readSlackCode(error: unknown): string | undefined {
  return findPlatformError(error)?.data.error;
}

/** The whole answer of such a call, as Slack sent it. */
export function findErrorData(error: unknown): unknown {
  return findPlatformError(error)?.data;
}

/** The scope that the token lacks, according to Slack. */
export function readNeededScope(error: unknown): string | undefined {
  const data: object = findPlatformError(error)?.data ?? {};
  return 'needed' in data && typeof data.needed === 'string' ? data.needed : undefined;
}

function findPlatformError(error: unknown): webApi.WebAPIPlatformError | undefined {
  const cause = error instanceof DeliveryError ? error.cause : error;
  return cause instanceof webApi.WebAPIPlatformError ? cause : undefined;
}

function toPlatformError(cause: webApi.WebAPIPlatformError, method: SlackMethod): DeliveryError {
  const { error } = cause.data;
  // Something between us and Slack answered instead of Slack, or Slack's answer was truncated.
  if (!/^[a-z][a-z0-9_]{1,60}$/.test(error)) {
    return new DeliveryError(toUnknownOutcome(method), problems.slackReplyUnreadable({ method }), { cause });
  }
  const { fault, toProblem, about } = findFailure(error);
  const scope = readNeededScope(cause);
  const call = { error, method };
  return new DeliveryError(
    fault === 'unknown' ? toUnknownOutcome(method) : fault,
    scope === undefined ? toProblem(call) : problems.slackScopeMissing({ ...call, scope }),
    { cause, ...(about ? { about } : {}) },
  );
}

/** Slack did not answer. */
function toConnectionError(cause: unknown, method: SlackMethod): DeliveryError {
  const innermost = findInnermostError(cause);
  // A reply that exceeds its limits.
  if (innermost instanceof SourceError) {
    const problem = problems.slackReplyBeyondLimits({ reason: innermost.message, method });
    return new DeliveryError(toUnknownOutcome(method), problem, { cause });
  }
  const code = findNetworkCode(cause);
  if (code && wasNeverSent(code))
    return new DeliveryError('transient', problems.slackUnreachable({ error: code, method }), { cause });
  const error = code ?? innermost?.name ?? 'Error';
  return new DeliveryError(toUnknownOutcome(method), problems.slackConnectionBroken({ error, method }), {
    cause,
  });
}

function toUnknownOutcome(method: SlackMethod): DeliveryFault {
  return NOT_IDEMPOTENT.has(method) ? 'unknown' : 'transient';
}

/** `fetch failed` wraps the reason, and Slack's client wraps that again. */
function findInnermostError(error: unknown): Error | undefined {
  let at = error;
  for (let depth = 0; depth < 6 && at instanceof Error && at.cause instanceof Error; depth++) at = at.cause;
  return at instanceof Error ? at : undefined;
}
