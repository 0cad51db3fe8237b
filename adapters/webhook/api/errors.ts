import type { IncomingMessage } from 'node:http';
import type { Problem } from '../../../src/core/base/catalog.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import { retryAfterMs } from '../../../src/core/delivery/retry-after.ts';
import { findCertificateFault, findNetworkCode, wasNeverSent } from '../../shared/network-errors.ts';
import { problems } from '../texts/errors.ts';

/** The status of a reply with its headers. What else it contains is not read. */
export type PostReply = Pick<IncomingMessage, 'statusCode' | 'headers'>;

/** Later than this a receiver cannot put us off: the digest would be too old. */
const MAX_PAUSE_MS = 60 * 60_000;

/** The receiver reads the body, and does not take it: the same body would be refused again. */
const REJECTED: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const GONE = 410;
const BUSY: ReadonlySet<number> = new Set([429, 503]);

/** What a reply means; `undefined` where the event was taken. */
export function judgeReply(
  { statusCode: status = 0, headers }: PostReply,
  now: Instant,
): DeliveryError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400)
    return new DeliveryError('transient', problems.webhookRedirects({ status }));
  if (status === GONE)
    return new DeliveryError('gone', problems.webhookGone({ command: commandSpan('resume') }));
  if (REJECTED.has(status)) return new DeliveryError('rejected', problems.webhookRejected({ status }));
  const asked = BUSY.has(status) ? retryAfterMs(readWait(headers), now, MAX_PAUSE_MS) : undefined;
  const waits = asked === undefined ? {} : { retryAfterMs: asked };
  const problem = BUSY.has(status) ? problems.webhookBusy({ status }) : problems.webhookFailed({ status });
  return new DeliveryError('transient', problem, waits);
}

function readWait(headers: PostReply['headers']): Headers {
  const { 'retry-after': retryAfter = '', date = '' } = headers;
  return new Headers({ 'retry-after': retryAfter, date });
}

/** What a failed connection means. Once it was established, the receiver may have taken the event before it broke. */
export function toDeliveryError(
  cause: unknown,
  { wasConnected }: { readonly wasConnected: boolean },
): DeliveryError {
  const code = findNetworkCode(cause);
  const isSent = wasConnected && (code === undefined || !wasNeverSent(code));
  return isSent
    ? new DeliveryError('unknown', problems.webhookOutcomeUnknown(), { cause })
    : new DeliveryError('transient', chooseProblem(code), { cause });
}

/** Why there was no connection. */
function chooseProblem(code = 'timeout'): Problem {
  const why = findCertificateFault(code);
  if (why !== undefined) return problems.webhookCertificate({ why, code });
  return code === 'EPROTO' || code.startsWith('ERR_SSL_')
    ? problems.webhookNotEncrypted({ code })
    : problems.webhookUnreachable({ code });
}
