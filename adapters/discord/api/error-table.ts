import type { Problem } from '../../../src/core/base/catalog.ts';
import type { DeliveryFault } from '../../../src/core/base/errors.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import { problems } from '../texts/errors.ts';

/** The parameters of the message about a failed request. */
export interface FailedRequest {
  /** Discord's error code. */
  readonly error: string;
  /** See `Operation`. */
  readonly operation: string;
}

/** The fault and the problem that an error code of Discord's stands for. */
export interface DiscordFailure {
  readonly fault: DeliveryFault;
  readonly toProblem: (request: FailedRequest) => Problem;
  /** `post`: only this post or its thread is gone or closed; the channel itself works. */
  readonly about?: 'post';
  /** When to try again, in milliseconds, where Discord's reply does not say; only for limits that last for hours. */
  readonly retryAfterMs?: number;
}

const HOUR_MS = 60 * 60_000;

const resume = commandSpan('resume');
const subscribe = commandSpan('subscribe');

/** Codes that other files depend on. */
export const UNKNOWN_CHANNEL = 10003;
/** The message has a thread already. */
export const THREAD_EXISTS = 160004;

/** The message was published before. */
export const ALREADY_PUBLISHED = 40033;

/** Also the answer for a reaction that is not on the message. */
export const UNKNOWN_EMOJI = 10014;
/** The interaction already has its first answer. */
export const ACKNOWLEDGED = 40060;

/** Discord's JSON error codes (topics/opcodes-and-status-codes.mdx) that mean something to us. */
const FAILURES: Readonly<Record<number, DiscordFailure>> = {
  [UNKNOWN_CHANNEL]: {
    fault: 'gone',
    toProblem: (request) => problems.discordChannelGone({ ...request, subscribe }),
  },
  10004: { fault: 'gone', toProblem: (request) => problems.discordServerGone({ ...request, resume }) },
  10007: { fault: 'gone', toProblem: problems.discordMemberGone },
  10008: { fault: 'gone', toProblem: problems.discordMessageGone, about: 'post' },
  10013: { fault: 'gone', toProblem: problems.discordUserUnknown },
  [UNKNOWN_EMOJI]: { fault: 'rejected', toProblem: problems.discordEmojiUnknown },
  10062: { fault: 'gone', toProblem: problems.discordInteractionExpired },
  20016: { fault: 'transient', toProblem: problems.discordSlowMode },
  20028: { fault: 'transient', toProblem: problems.discordChannelWriteLimit },
  30010: { fault: 'refused', toProblem: problems.discordTooManyReactions },
  // Both come with HTTP 400 or 429, and mostly without `retry_after` (aikaterna/aikaterna-cogs#302, discordjs/discord.js#10458).
  30034: {
    fault: 'transient',
    toProblem: problems.discordCommandCreateLimit,
    retryAfterMs: 6 * HOUR_MS,
  },
  30046: { fault: 'transient', toProblem: problems.discordOldMessageEditLimit, retryAfterMs: HOUR_MS },
  40001: { fault: 'unauthorized', toProblem: problems.discordTokenInvalid },
  40003: { fault: 'transient', toProblem: problems.discordDirectMessageLimit },
  40004: { fault: 'transient', toProblem: problems.discordFeatureOff },
  [ACKNOWLEDGED]: { fault: 'gone', toProblem: problems.discordInteractionAnswered },
  40062: { fault: 'transient', toProblem: problems.discordResourceLimited },
  40067: { fault: 'rejected', toProblem: problems.discordTagRequired },
  50001: { fault: 'refused', toProblem: (request) => problems.discordChannelHidden({ ...request, resume }) },
  50005: { fault: 'refused', toProblem: problems.discordNotAuthor },
  50007: { fault: 'refused', toProblem: problems.discordDirectMessagesOff },
  50008: { fault: 'refused', toProblem: problems.discordNoMessagesHere },
  50013: {
    fault: 'refused',
    toProblem: (request) => problems.discordPermissionMissing({ ...request, resume }),
  },
  50024: { fault: 'refused', toProblem: problems.discordNotPossibleHere },
  50027: { fault: 'gone', toProblem: problems.discordInteractionTokenInvalid },
  50083: { fault: 'refused', toProblem: problems.discordThreadArchived, about: 'post' },
  130000: { fault: 'transient', toProblem: problems.discordOverloaded },
  160005: { fault: 'refused', toProblem: problems.discordThreadLocked, about: 'post' },
  160006: {
    fault: 'refused',
    toProblem: (request) => problems.discordTooManyThreads({ ...request, resume }),
  },
  // The fault is in the content of one message, not in the channel: the paper is posted with less text, or left out.
  200000: { fault: 'rejected', toProblem: problems.discordAutoModMessage },
  200001: { fault: 'rejected', toProblem: problems.discordAutoModTitle },
  240000: { fault: 'rejected', toProblem: problems.discordHarmfulLink },
};

/**
 * Limits that last for hours. discord.js would take such a 429 for a rate limit of its own buckets, and repeat the request
 * at once.
 */
export const LONG_LIMITS: ReadonlySet<number> = new Set(
  Object.entries(FAILURES).flatMap(([code, { retryAfterMs }]) =>
    retryAfterMs === undefined ? [] : Number(code),
  ),
);

/** What a code means; one that the table does not name is judged by its HTTP status. */
export function findFailure(code: number, status: number): DiscordFailure {
  const known = FAILURES[code];
  if (known) return known;
  if (status === 401) return { fault: 'unauthorized', toProblem: problems.discordTokenInvalid };
  if (status === 403)
    return { fault: 'refused', toProblem: (request) => problems.discordForbidden({ ...request, resume }) };
  if (status === 404)
    return { fault: 'gone', toProblem: (request) => problems.discordNotFound({ ...request, resume }) };
  return { fault: 'rejected', toProblem: problems.discordRejected };
}
