import { webApi } from '@slack/bolt';
import { DeliveryError, type DeliveryFault, SourceError } from '../../../src/core/base/errors.ts';
import type { Text } from '../../../src/core/base/text.ts';
import { commandSpan, words } from '../../../src/core/base/text.ts';
import type { SlackMethod } from '../render/limits.ts';
import { REINSTALL } from './needs.ts';

interface Verdict {
  readonly fault: DeliveryFault;
  readonly says: string;
  readonly fix?: Text;
  readonly about?: 'post';
}

const RESUME = commandSpan('resume');
const INVITE = words`Type ${{ text: '/invite @Paperboy', code: true }} in the channel, then ${RESUME}.`;
const NEW_TOKEN =
  'Install the app again (api.slack.com/apps, Install App) and set SLACK_BOT_TOKEN to the new token.';
const ASK_ADMIN = 'Ask a workspace admin to let the app post there, or choose another channel.';
const NEXT_ONE = 'Somebody has deleted the post. The next digest comes as planned.';

/** Slack's error codes, as docs.slack.dev/reference/methods lists them under each method we call. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  not_in_channel: { fault: 'refused', says: 'The bot is not in the channel', fix: INVITE },
  channel_not_found: {
    fault: 'gone',
    says: 'The channel does not exist, or it is private and the bot is not in it',
    fix: words`${INVITE} If the channel is gone, nothing needs to be done: nothing more is posted there.`,
  },
  is_archived: {
    fault: 'refused',
    says: 'The channel is archived',
    fix: words`Unarchive the channel, then ${RESUME}. Or leave it: nothing more is posted there.`,
  },
  restricted_action: {
    fault: 'refused',
    says: 'The workspace does not let the bot post here',
    fix: ASK_ADMIN,
  },
  restricted_action_read_only_channel: {
    fault: 'refused',
    says: 'The channel is read-only',
    fix: ASK_ADMIN,
  },
  restricted_action_thread_only_channel: {
    fault: 'refused',
    says: 'The channel takes replies in threads alone',
    fix: ASK_ADMIN,
  },
  restricted_action_non_threadable_channel: {
    fault: 'refused',
    says: 'The channel takes no threads',
    fix: words`Choose another layout with ${commandSpan('subscribe layout:compact')}, then ${RESUME}.`,
  },
  restricted_action_thread_locked: {
    fault: 'refused',
    says: 'The thread is locked',
    about: 'post',
    fix: 'Unlock the thread, or wait for the next digest.',
  },
  access_denied: { fault: 'refused', says: 'The workspace refuses the bot this', fix: ASK_ADMIN },
  ekm_access_denied: { fault: 'refused', says: 'An admin has suspended posting', fix: ASK_ADMIN },
  team_access_not_granted: {
    fault: 'refused',
    says: 'The app has no access to this workspace',
    fix: NEW_TOKEN,
  },
  missing_scope: { fault: 'refused', says: 'The app lacks a permission', fix: REINSTALL },
  no_permission: { fault: 'refused', says: 'The app lacks a permission', fix: REINSTALL },
  cant_delete_message: { fault: 'refused', says: 'The message is not ours to delete' },
  cant_update_message: { fault: 'refused', says: 'The message is not ours to change' },
  edit_window_closed: { fault: 'refused', says: 'The workspace does not let messages this old be changed' },
  user_not_found: { fault: 'gone', says: 'Slack does not know this person' },
  user_disabled: { fault: 'gone', says: 'The person has left the workspace' },
  cannot_dm_bot: { fault: 'refused', says: 'The bot cannot write to a bot' },
  messages_tab_disabled: {
    fault: 'refused',
    says: 'The app takes no direct messages',
    fix: 'Turn on the Messages Tab under App Home at api.slack.com/apps.',
  },
  message_not_found: { fault: 'gone', about: 'post', says: 'The message is gone' },
  thread_not_found: {
    fault: 'gone',
    about: 'post',
    says: 'The message that held the thread is gone',
    fix: NEXT_ONE,
  },
  invalid_thread_ts: {
    fault: 'gone',
    about: 'post',
    says: 'The message that held the thread is gone',
    fix: NEXT_ONE,
  },
  cannot_reply_to_message: {
    fault: 'gone',
    about: 'post',
    says: 'This message takes no replies',
    fix: NEXT_ONE,
  },
  no_item_specified: { fault: 'gone', about: 'post', says: 'The message is gone' },
  bad_timestamp: { fault: 'gone', about: 'post', says: 'The message is gone' },
  invalid_auth: { fault: 'unauthorized', says: 'Slack does not accept the token', fix: NEW_TOKEN },
  not_authed: { fault: 'unauthorized', says: 'Slack got no token', fix: NEW_TOKEN },
  token_revoked: { fault: 'unauthorized', says: 'The token has been revoked', fix: NEW_TOKEN },
  token_expired: { fault: 'unauthorized', says: 'The token has expired', fix: NEW_TOKEN },
  account_inactive: {
    fault: 'unauthorized',
    says: 'The app has been removed from the workspace',
    fix: NEW_TOKEN,
  },
  org_login_required: { fault: 'transient', says: 'The workspace is being moved' },
  not_allowed_token_type: {
    fault: 'unauthorized',
    says: 'The token is of the wrong kind',
    fix: 'SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.',
  },
  ratelimited: { fault: 'transient', says: 'Slack asks to slow down' },
  rate_limited: { fault: 'transient', says: 'Slack asks to slow down' },
  message_limit_exceeded: { fault: 'transient', says: 'The workspace takes no more messages for now' },
  service_unavailable: { fault: 'transient', says: 'Slack is not available' },
  request_timeout: { fault: 'transient', says: 'Slack did not get the whole request' },
  team_added_to_org: { fault: 'transient', says: 'The workspace is being moved' },
  // "It's possible some aspect of the operation succeeded before the error was raised."
  internal_error: { fault: 'unknown', says: 'Slack failed while it worked on the request' },
  fatal_error: { fault: 'unknown', says: 'Slack failed while it worked on the request' },
};

/** Methods that do something anew each time they are carried out; all others may be called again at will. */
const ONCE: ReadonlySet<SlackMethod> = new Set(['chat.postMessage', 'chat.postEphemeral', 'files.uploadV2']);

/** Node's and undici's codes for a request that never left. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

/** What a failed call to Slack means: whether it may have been carried out, whether to try again, and what to do. */
export function toDeliveryError(error: unknown, method: SlackMethod): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof webApi.WebAPIPlatformError) return platformError(error, method);
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * 1000;
    return new DeliveryError('transient', `Slack asks to slow down (${method})`, {
      cause: error,
      retryAfterMs,
    });
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    // A 4xx was not taken. Every 5xx may come from behind the door: a proxy says 503, too, when the line to what stands
    // behind it breaks after the request got through.
    const fault = error.statusCode >= 500 ? doubt(method) : 'transient';
    return new DeliveryError(fault, `Slack answered HTTP ${error.statusCode} (${method})`, { cause: error });
  }
  const reason = innermost(error);
  // A reply beyond its limits.
  if (reason instanceof SourceError)
    return new DeliveryError(doubt(method), `${reason.message} (${method})`, { cause: error });
  const code = networkCode(error);
  if (code && NEVER_SENT.test(code)) {
    const fix = 'Check the network and SLACK_API_URL.';
    return new DeliveryError('transient', `Slack cannot be reached: ${code} (${method})`, {
      cause: error,
      fix,
    });
  }
  const how = code ?? reason?.name ?? 'unknown failure';
  return new DeliveryError(doubt(method), `The connection to Slack broke: ${how} (${method})`, {
    cause: error,
  });
}

/** Slack does not tell of conversations that the bot is not in, and of group messages it needs a scope we do not ask for. */
export const NOT_TOLD: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'missing_scope',
]);

/** The error code of a call that Slack answered with `ok: false`. */
export function slackCode(error: unknown): string | undefined {
  const cause = error instanceof DeliveryError ? error.cause : error;
  return cause instanceof webApi.WebAPIPlatformError ? cause.data.error : undefined;
}

function platformError(error: webApi.WebAPIPlatformError, method: SlackMethod): DeliveryError {
  const { error: code } = error.data;
  // Something between us and Slack answered in Slack's place, or Slack's answer was cut short.
  if (!/^[a-z][a-z0-9_]{1,60}$/.test(code)) {
    return new DeliveryError(doubt(method), `Slack's answer cannot be read (${method})`, { cause: error });
  }
  const verdict = VERDICTS[code] ?? unknownCode(code);
  const scope = neededScope(error.data);
  const fault = verdict.fault === 'unknown' ? doubt(method) : verdict.fault;
  const says = `${verdict.says}${scope ? ` (${scope})` : ''}: ${code} (${method})`;
  const fix = scope ? `Add the bot scope ${scope}. ${REINSTALL}` : verdict.fix;
  const { about } = verdict;
  return new DeliveryError(fault, says, {
    cause: error,
    ...(fix ? { fix } : {}),
    ...(about ? { about } : {}),
  });
}

function unknownCode(code: string): Verdict {
  if (code.startsWith('restricted_action')) return VERDICTS.restricted_action ?? rejected();
  return rejected();
}

function rejected(): Verdict {
  return { fault: 'rejected', says: 'Slack refused the request', fix: 'Please report this, with the log.' };
}

function neededScope(data: object): string | undefined {
  return 'needed' in data && typeof data.needed === 'string' ? data.needed : undefined;
}

function doubt(method: SlackMethod): DeliveryFault {
  return ONCE.has(method) ? 'unknown' : 'transient';
}

/** `fetch failed` wraps the reason, and Slack's client wraps that once more. */
function innermost(error: unknown): Error | undefined {
  let at = error;
  for (let depth = 0; depth < 6 && at instanceof Error && at.cause instanceof Error; depth++) at = at.cause;
  return at instanceof Error ? at : undefined;
}

function networkCode(error: unknown): string | undefined {
  const reason = innermost(error);
  return reason && 'code' in reason && typeof reason.code === 'string' ? reason.code : undefined;
}
