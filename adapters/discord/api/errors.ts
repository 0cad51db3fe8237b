import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { DeliveryError, type DeliveryFault, SourceError } from '../../../src/core/base/errors.ts';
import type { Text } from '../../../src/core/base/text.ts';
import { commandSpan, words } from '../../../src/core/base/text.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { findNetworkCode, wasNeverSent } from '../../shared/network-errors.ts';

interface Verdict {
  readonly fault: DeliveryFault;
  readonly says: string;
  readonly fix?: Text;
  readonly about?: 'post';
  /** When to try again, in milliseconds, where Discord does not tell. */
  readonly retryAfterMs?: number;
}

const HOUR_MS = 60 * 60_000;

const NEW_TOKEN =
  'Open discord.com/developers/applications, Bot, Reset Token, and set DISCORD_TOKEN to the new token.';
const RESUME = commandSpan('resume');
const LET_IN = words`Give the bot's role View Channel in this channel's settings, or invite the bot again, then ${RESUME}.`;
const PERMIT = words`Give the bot's role View Channel, Send Messages, Embed Links, Add Reactions, Read Message History, Create Public Threads and Send Messages in Threads in this channel, then ${RESUME}, which tells what is still missing.`;
const NEXT_ONE = 'Somebody has deleted the post. The next digest comes as planned.';
const REPORT = 'Please report this, with the log.';

/** Discord's JSON error codes (topics/opcodes-and-status-codes.mdx) that mean something to us. */
const VERDICTS: Readonly<Record<number, Verdict>> = {
  10003: {
    fault: 'gone',
    says: 'The channel does not exist any more',
    fix: words`Subscribe another channel with ${commandSpan('subscribe')} there. Nothing more is posted to this one.`,
  },
  10004: {
    fault: 'gone',
    says: 'The bot is not in that server',
    fix: words`Invite the bot again, then ${RESUME}.`,
  },
  10007: { fault: 'gone', says: 'The person has left the server' },
  10008: { fault: 'gone', about: 'post', says: 'The message is gone', fix: NEXT_ONE },
  10013: { fault: 'gone', says: 'Discord does not know this person' },
  10062: { fault: 'gone', says: 'The answer came too late, or another process gave it' },
  40060: { fault: 'gone', says: 'Another process has answered' },
  10014: { fault: 'rejected', says: 'Discord does not know the emoji', fix: REPORT },
  20016: { fault: 'transient', says: 'The channel is in slow mode' },
  20028: { fault: 'transient', says: 'The channel takes no more messages for now' },
  30010: {
    fault: 'refused',
    says: 'The message has as many different reactions as Discord allows',
    fix: 'Take some reactions off the message.',
  },
  // Both come with HTTP 400 or 429, and mostly without a time (aikaterna/aikaterna-cogs#302, discordjs/discord.js#10458).
  30034: {
    fault: 'transient',
    says: 'Discord takes no more command registrations today (200 a day)',
    retryAfterMs: 6 * HOUR_MS,
  },
  30046: {
    fault: 'transient',
    says: 'Discord takes no more edits of messages older than an hour for now',
    retryAfterMs: HOUR_MS,
  },
  40001: { fault: 'unauthorized', says: 'Discord does not accept the token', fix: NEW_TOKEN },
  40003: { fault: 'transient', says: 'Discord asks to open private messages more slowly' },
  40004: { fault: 'transient', says: 'Discord has switched off sending for a while' },
  40062: { fault: 'transient', says: 'Discord asks to slow down' },
  50001: { fault: 'refused', says: 'The bot cannot see the channel', fix: LET_IN },
  50005: { fault: 'refused', says: 'The message is not ours to change' },
  50007: {
    fault: 'refused',
    says: 'The person takes no private messages from this server',
    fix: 'Allow direct messages in the privacy settings of the server.',
  },
  50008: {
    fault: 'refused',
    says: 'Messages cannot be sent in this kind of channel',
    fix: 'Choose a text or announcement channel.',
  },
  50013: { fault: 'refused', says: 'The bot lacks a permission in the channel', fix: PERMIT },
  50024: {
    fault: 'refused',
    says: 'This cannot be done in this kind of channel',
    fix: 'Choose a text or announcement channel, or the layout cards.',
  },
  50027: { fault: 'gone', says: 'The answer came too late' },
  50083: {
    fault: 'refused',
    about: 'post',
    says: 'The thread is archived',
    fix: 'Open the thread again by writing in it.',
  },
  130000: { fault: 'transient', says: 'Discord is overloaded' },
  160005: {
    fault: 'refused',
    about: 'post',
    says: 'The thread is locked',
    fix: 'Unlock the thread, or wait for the next post.',
  },
  160006: {
    fault: 'refused',
    says: 'The server has as many active threads as Discord allows',
    fix: words`Archive some threads, or choose the layout cards or compact, then ${RESUME}.`,
  },
  // About the words of one message, and not about the channel: that paper goes with less, or is left out.
  200000: {
    fault: 'rejected',
    says: 'AutoMod blocks the message',
    fix: 'Exempt the bot from the AutoMod rule.',
  },
  200001: {
    fault: 'rejected',
    says: 'AutoMod blocks the title',
    fix: 'Exempt the bot from the AutoMod rule.',
  },
  240000: { fault: 'rejected', says: 'Discord blocked a link in the message as harmful' },
};

const UNKNOWN_CHANNEL = 10003;

/** To Discord a thread is a channel: that one of ours is gone says nothing about the channel it hung in. */
export function threadGone(error: unknown, to: Destination): unknown {
  if (to.thread === undefined || discordCode(error) !== UNKNOWN_CHANNEL) return error;
  return new DeliveryError('gone', `The thread of the post is gone: ${UNKNOWN_CHANNEL}`, {
    fix: NEXT_ONE,
    about: 'post',
    cause: (error as DeliveryError).cause,
  });
}

/** Limits that last for hours: no bucket of discord.js's, which would ask again at once. */
export const LONG_LIMITS: ReadonlySet<number> = new Set([30034, 30046]);

/** A thread stands under the message already. */
export const THREAD_EXISTS = 160004;

/** The interaction has its first answer already. */
export const ACKNOWLEDGED = 40060;

/**
 * What a failed request means. A 4xx, a 429 and a connection that never came about were certainly not carried out. After
 * a 5xx, a timeout or a broken connection nobody knows: the outcome is unknown where the request does something anew each time
 * (`once`), and transient where asking again is harmless.
 */
export function toDeliveryError(error: unknown, action: string, once: boolean): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(error.retryAfter, error.timeToReset);
    return new DeliveryError('transient', `Discord asks to slow down (${action})`, { retryAfterMs });
  }
  if (error instanceof DiscordAPIError) return apiError(error, action);
  const doubt = once ? 'unknown' : 'transient';
  if (error instanceof HTTPError) {
    return new DeliveryError(doubt, `Discord answered HTTP ${error.status} (${action})`);
  }
  // A reply beyond its limits.
  if (error instanceof SourceError)
    return new DeliveryError(doubt, `${error.message} (${action})`, { cause: error });
  const code = findNetworkCode(error);
  if (code && wasNeverSent(code)) {
    const fix = 'Check the network and DISCORD_API_URL.';
    return new DeliveryError('transient', `Discord cannot be reached: ${code} (${action})`, {
      fix,
      cause: error,
    });
  }
  // discord.js forgets a token that Discord has answered with 401.
  if (error instanceof Error && error.message.startsWith('Expected token to be set')) {
    return new DeliveryError('unauthorized', `Discord does not accept the token (${action})`, {
      fix: NEW_TOKEN,
    });
  }
  const how = code ?? (error instanceof Error ? error.name : 'unknown failure');
  return new DeliveryError(doubt, `The connection to Discord broke: ${how} (${action})`, { cause: error });
}

/** Discord's own error code behind a failed request. */
export function discordCode(error: unknown): number | undefined {
  const cause = error instanceof DeliveryError ? error.cause : error;
  return cause instanceof RefusedByDiscord ? cause.discordCode : undefined;
}

/** What is kept of discord.js's error: that carries the whole request, texts and addresses with tokens included. */
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

function apiError(error: DiscordAPIError, action: string): DeliveryError {
  const code = Number(error.code);
  // Something between us and Discord answered in Discord's place: an HTML page, or another server altogether.
  const discords = Number.isInteger(code) && 'code' in error.rawError && (code > 0 || error.status === 401);
  if (!discords) {
    const fix =
      'Check DISCORD_API_URL; if it is right, wait: Discord or its shield refuses this address for now.';
    return new DeliveryError('transient', `HTTP ${error.status} that is not Discord's own (${action})`, {
      fix,
    });
  }
  const { fault, says, fix, about, retryAfterMs } = VERDICTS[code] ?? byStatus(error.status);
  const cause = new RefusedByDiscord(code, error.status, error.message);
  return new DeliveryError(fault, `${says}: ${code} (${action})`, {
    cause,
    ...(fix ? { fix } : {}),
    ...(about ? { about } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: askedFor(error) ?? retryAfterMs }),
  });
}

/** What Discord asks for in the body of a limit. */
function askedFor({ rawError }: DiscordAPIError): number | undefined {
  const seconds = 'retry_after' in rawError ? Number(rawError.retry_after) : Number.NaN;
  return seconds > 0 && seconds < 7 * 24 * 3600 ? Math.ceil(seconds * 1000) : undefined;
}

function byStatus(status: number): Verdict {
  if (status === 401)
    return { fault: 'unauthorized', says: 'Discord does not accept the token', fix: NEW_TOKEN };
  if (status === 403) return { fault: 'refused', says: 'Discord does not let the bot do this', fix: PERMIT };
  if (status === 404)
    return { fault: 'gone', says: 'What this is about does not exist any more', fix: LET_IN };
  return { fault: 'rejected', says: 'Discord calls the request malformed', fix: REPORT };
}

/** `fetch failed` and its like wrap the reason. */
