import { isHTTPError, TimeoutError } from 'ky';
import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../shared/texts.ts';

/** A source that keeps asking for fewer requests, or asks for a pause that nobody is made to wait for. */
export function createRateLimitedError({ origin }: URL, waitMs = 0): SourceError {
  return new SourceError(problems.sourceRateLimited({ origin, seconds: Math.ceil(waitMs / 1000) }));
}

/** What the HTTP client threw, as a `SourceError`. */
export function toSourceError(origin: string, error: unknown, timeoutMs: number): SourceError {
  if (error instanceof SourceError) return error;
  const cause = unwrapError(error);
  if (isHTTPError(error))
    return new SourceError(problems.sourceFailing({ origin, status: error.response.status }), { cause });
  if (error instanceof TimeoutError)
    return new SourceError(problems.sourceTimeout({ origin, seconds: timeoutMs / 1000 }), { cause });
  return new SourceError(problems.sourceUnreachable({ origin, why: findInnermost(error) }), { cause });
}

export function asksForPause(error: unknown): boolean {
  return isHTTPError(error) && error.response.headers.has('retry-after');
}

/** No such name, no route, or nobody listening: the same a second later. */
const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return UNREACHABLE.has((error as NodeJS.ErrnoException).code) || isUnreachable(error.cause);
}

/** The client's errors carry the whole request, its token included: only what happened and where is copied from them. */
function unwrapError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const copy = new Error(error.message, error.cause === undefined ? {} : { cause: unwrapError(error.cause) });
  return Object.assign(copy, { name: error.name, stack: error.stack });
}

/** `fetch failed` says nothing; what caused it does. */
function findInnermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? findInnermost(error.cause) : error.message;
}
