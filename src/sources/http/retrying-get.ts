import ky, { isHTTPError, TimeoutError } from 'ky';
import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../shared/texts.ts';
import { createTransport, type TransportOptions } from './transport.ts';

export interface RetryingGetOptions extends TransportOptions {
  readonly userAgent: string;
  readonly token: string | undefined;
  /** Aborts what is in progress when the process stops. A request with a signal of its own listens to that one alone. */
  readonly signal?: AbortSignal;
  /** For one try, from the request to the last byte of the reply. */
  readonly timeoutMs: number;
  /** First pause between two tries, in milliseconds; it doubles, with jitter. */
  readonly backoffMs?: number;
  /** No second try where nobody can be reached. */
  readonly failFast?: boolean;
}

/** One request with its retries. Throws a `SourceError`; an answer that asks for a pause is returned. */
export type RetryingGet = (
  target: URL,
  headers: Record<string, string>,
  signal?: AbortSignal,
) => Promise<Response>;

const RETRIES = 3;

export function createRetryingGet(options: RetryingGetOptions): RetryingGet {
  const client = createClient(options);
  const { signal: stopping } = options;
  return async (target, headers, own) => {
    // One of the two: with both, each request would make a third. A request's own is aborted by the stop as well (`client.ts`).
    const signal = own ?? stopping;
    try {
      return await client.get(target, { headers, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (isHTTPError(error) && asksForPause(error)) return error.response;
      throw toSourceError(options.origin, error, options.timeoutMs);
    }
  };
}

function createClient(options: RetryingGetOptions): typeof ky {
  const { userAgent, token, timeoutMs, backoffMs = 500, failFast } = options;
  return ky.create({
    fetch: createTransport(options),
    headers: {
      'user-agent': userAgent,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    redirect: 'manual',
    // Only what is worth another try is an error to the client; the rest is distinguished by the caller.
    throwHttpErrors: (status) => status >= 500,
    timeout: timeoutMs,
    retry: {
      limit: RETRIES,
      methods: ['get'],
      statusCodes: [500, 502, 503, 504],
      // Pauses that a source asks for are respected by the queue, where they can be refused.
      shouldRetry: ({ error }) =>
        asksForPause(error) || (failFast && isUnreachable(error)) ? false : undefined,
      afterStatusCodes: [],
      retryOnTimeout: true,
      delay: (attempt) => backoffMs * 2 ** (attempt - 1),
      jitter: true,
    },
  });
}

/** What the HTTP client threw, as a `SourceError`. */
function toSourceError(origin: string, error: unknown, timeoutMs: number): SourceError {
  if (error instanceof SourceError) return error;
  const cause = unwrapError(error);
  if (isHTTPError(error))
    return new SourceError(problems.sourceFailing({ origin, status: error.response.status }), { cause });
  if (error instanceof TimeoutError)
    return new SourceError(problems.sourceTimeout({ origin, seconds: timeoutMs / 1000 }), { cause });
  return new SourceError(problems.sourceUnreachable({ origin, why: findInnermost(error) }), { cause });
}

function asksForPause(error: unknown): boolean {
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

function isUnreachable(error: unknown): boolean {
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
