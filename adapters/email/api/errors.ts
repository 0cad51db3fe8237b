import { DeliveryError } from '../../../src/core/base/errors.ts';
import { isAboutAddress, readStatus } from '../../../src/core/mail/mail-status.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import { problems } from '../texts/errors.ts';
import { toTlsProblem } from './tls-errors.ts';

/** What nodemailer says about a failure. */
interface SmtpFailure {
  /** The server's answer, `550`. */
  readonly responseCode?: unknown;
  /** Its words, in one line or several, with an enhanced status code where it has one: `550 5.1.1 no such user`. */
  readonly response?: unknown;
  /** The command that was answered. */
  readonly command?: unknown;
  readonly code?: unknown;
  /** What the system said, where `code` is nodemailer’s: `ECONNREFUSED`. */
  readonly originalCode?: unknown;
}

/** Greylisting wants some minutes (RFC 6647, 4.2); a busy server one. */
const LATER_MS = 60_000;
const GREYLISTED_MS = 5 * 60_000;
const GREYLISTED: ReadonlySet<number> = new Set([450, 451]);

/** Permanent answers about a mailbox, of servers without enhanced status codes (RFC 5321, 4.2.3). */
const DEAD: ReadonlySet<number> = new Set([550, 551, 553]);
/** `550 ` or `550-` */
const BEFORE_STATUS = 4;

/** Commands that identify us: a refusal there concerns every reader. */
const OF_THE_SENDER = ['EHLO', 'HELO', 'MAIL FROM'] as const;

/**
 * What a failed mail means. An answer of the server is certain. Without one the mail may have been accepted, unless none of it
 * had been sent.
 */
export function toDeliveryError(cause: unknown, wasSent: boolean): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  const failure: SmtpFailure = typeof cause === 'object' && cause !== null ? cause : {};
  const { responseCode, code, originalCode = code } = failure;
  if (typeof responseCode === 'number' && responseCode >= 400)
    return toAnsweredError(responseCode, failure, cause);
  if (code === 'EAUTH')
    return new DeliveryError('unauthorized', problems.emailLoginRefused({ status: 'EAUTH' }), { cause });
  if (wasSent) return new DeliveryError('unknown', problems.emailOutcomeUnknown(), { cause });
  const tlsProblem = toTlsProblem(failure);
  if (tlsProblem) return new DeliveryError('unauthorized', tlsProblem, { cause });
  const name = typeof originalCode === 'string' ? originalCode : 'unknown';
  return new DeliveryError('transient', problems.emailUnreachable({ code: name }), {
    cause,
    retryAfterMs: LATER_MS,
  });
}

function toAnsweredError(status: number, failure: SmtpFailure, cause: unknown): DeliveryError {
  const reply = quoteReply(failure);
  const command = typeof failure.command === 'string' ? failure.command : '';
  if (status < 500) {
    const retryAfterMs = GREYLISTED.has(status) ? GREYLISTED_MS : LATER_MS;
    return new DeliveryError('transient', problems.emailLater({ reply }), { cause, retryAfterMs });
  }
  if (command.startsWith('STARTTLS'))
    return new DeliveryError('unauthorized', problems.emailNoStartTls({ reply }), { cause });
  if (command.startsWith('AUTH'))
    return new DeliveryError('unauthorized', problems.emailLoginRefused({ status: quoteStatus(failure) }), {
      cause,
    });
  if (OF_THE_SENDER.some((start) => command.startsWith(start)))
    return new DeliveryError('unauthorized', problems.emailSenderRefused({ reply }), { cause });
  const isAboutReader = command.startsWith('RCPT') && isDeadAddress(status, failure);
  return isAboutReader
    ? new DeliveryError('gone', problems.emailRefused({ reply }), { cause })
    : new DeliveryError('rejected', problems.emailRejected({ reply }), { cause });
}

/** Whether the server says that the address is dead. Its whole answer is read, and not what people are shown of it. */
function isDeadAddress(status: number, failure: SmtpFailure): boolean {
  const enhanced = findEnhancedStatus(failure);
  return enhanced === undefined ? DEAD.has(status) : isAboutAddress(enhanced);
}

function findEnhancedStatus({ response }: SmtpFailure): string | undefined {
  const lines = typeof response === 'string' ? response.split('\n') : [];
  return lines.map((line) => readStatus(line.slice(BEFORE_STATUS))).find(Boolean);
}

/** `535 5.7.8`: a server may repeat the password in its words, which people in channels would read. */
function quoteStatus(failure: SmtpFailure): string {
  return [failure.responseCode, findEnhancedStatus(failure)].filter(Boolean).join(' ');
}

/** The server's words, without the address that it may repeat. */
function quoteReply({ response, responseCode }: SmtpFailure): string {
  const said = typeof response === 'string' ? response : String(responseCode ?? '');
  const words = toOneLine(said, 200).split(' ');
  return words.map((word) => (word.includes('@') ? '…' : word)).join(' ');
}
