import type { Problem } from '../../../src/core/base/catalog.ts';
import type { DeliveryFault } from '../../../src/core/base/errors.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import { problems } from '../texts/errors.ts';

/** The parameters of the message about a failed call. */
export interface FailedCall {
  /** Slack's error code. */
  readonly error: string;
  readonly method: string;
}

/** The meaning of an error code of Slack for a delivery. */
export interface SlackFailure {
  readonly fault: DeliveryFault;
  readonly toProblem: (call: FailedCall) => Problem;
  /** `post`: only this post or its thread is gone or closed; the channel itself works. */
  readonly about?: 'post';
}

const resume = commandSpan('resume');
const layout = commandSpan('subscribe layout:compact');

const POSTING_RESTRICTED: SlackFailure = { fault: 'refused', toProblem: problems.slackPostingRestricted };

/** A code that the table lacks: Slack rejects the form of our call. */
const REJECTED: SlackFailure = { fault: 'rejected', toProblem: problems.slackRejected };

/** Slack's error codes, as https://docs.slack.dev/reference/methods lists them under each method that we call. */
const FAILURES: Readonly<Record<string, SlackFailure>> = {
  not_in_channel: {
    fault: 'refused',
    toProblem: (call) => problems.slackNotInChannel({ ...call, resume }),
  },
  channel_not_found: {
    fault: 'gone',
    toProblem: (call) => problems.slackChannelNotFound({ ...call, resume }),
  },
  is_archived: {
    fault: 'refused',
    toProblem: (call) => problems.slackChannelArchived({ ...call, resume }),
  },
  restricted_action: POSTING_RESTRICTED,
  restricted_action_read_only_channel: { fault: 'refused', toProblem: problems.slackChannelReadOnly },
  restricted_action_thread_only_channel: { fault: 'refused', toProblem: problems.slackThreadsOnly },
  restricted_action_non_threadable_channel: {
    fault: 'refused',
    toProblem: (call) => problems.slackNoThreads({ ...call, layout, resume }),
  },
  restricted_action_thread_locked: {
    fault: 'refused',
    toProblem: problems.slackThreadLocked,
    about: 'post',
  },
  access_denied: { fault: 'refused', toProblem: problems.slackAccessDenied },
  ekm_access_denied: { fault: 'refused', toProblem: problems.slackPostingSuspended },
  team_access_not_granted: { fault: 'refused', toProblem: problems.slackWorkspaceNotGranted },
  missing_scope: { fault: 'refused', toProblem: problems.slackPermissionMissing },
  no_permission: { fault: 'refused', toProblem: problems.slackPermissionMissing },
  cant_delete_message: { fault: 'refused', toProblem: problems.slackCannotDelete },
  cant_update_message: { fault: 'refused', toProblem: problems.slackCannotUpdate },
  edit_window_closed: { fault: 'refused', toProblem: problems.slackEditWindowClosed },
  user_not_found: { fault: 'gone', toProblem: problems.slackUserNotFound },
  user_disabled: { fault: 'gone', toProblem: problems.slackUserDeactivated },
  cannot_dm_bot: { fault: 'refused', toProblem: problems.slackCannotMessageBot },
  messages_tab_disabled: { fault: 'refused', toProblem: problems.slackMessagesTabDisabled },
  message_not_found: { fault: 'gone', toProblem: problems.slackMessageGone, about: 'post' },
  no_item_specified: { fault: 'gone', toProblem: problems.slackMessageGone, about: 'post' },
  bad_timestamp: { fault: 'gone', toProblem: problems.slackMessageGone, about: 'post' },
  thread_not_found: { fault: 'gone', toProblem: problems.slackThreadGone, about: 'post' },
  invalid_thread_ts: { fault: 'gone', toProblem: problems.slackThreadGone, about: 'post' },
  cannot_reply_to_message: { fault: 'gone', toProblem: problems.slackNoReplies, about: 'post' },
  invalid_auth: { fault: 'unauthorized', toProblem: problems.slackTokenInvalid },
  not_authed: { fault: 'unauthorized', toProblem: problems.slackTokenMissing },
  token_revoked: { fault: 'unauthorized', toProblem: problems.slackTokenRevoked },
  token_expired: { fault: 'unauthorized', toProblem: problems.slackTokenExpired },
  account_inactive: { fault: 'unauthorized', toProblem: problems.slackAppUninstalled },
  not_allowed_token_type: { fault: 'unauthorized', toProblem: problems.slackTokenTypeWrong },
  org_login_required: { fault: 'transient', toProblem: problems.slackWorkspaceMigrating },
  team_added_to_org: { fault: 'transient', toProblem: problems.slackWorkspaceMigrating },
  ratelimited: { fault: 'transient', toProblem: problems.slackRateLimited },
  rate_limited: { fault: 'transient', toProblem: problems.slackRateLimited },
  message_limit_exceeded: { fault: 'transient', toProblem: problems.slackMessageLimit },
  service_unavailable: { fault: 'transient', toProblem: problems.slackUnavailable },
  request_timeout: { fault: 'transient', toProblem: problems.slackRequestTimeout },
  // "It's possible some aspect of the operation succeeded before the error was raised."
  internal_error: { fault: 'unknown', toProblem: problems.slackInternalError },
  fatal_error: { fault: 'unknown', toProblem: problems.slackInternalError },
};

/** The meaning of a code; also of one that Slack adds to a family in the table. */
export function findFailure(code: string): SlackFailure {
  if (Object.hasOwn(FAILURES, code)) return FAILURES[code] ?? REJECTED;
  return code.startsWith('restricted_action') ? POSTING_RESTRICTED : REJECTED;
}
