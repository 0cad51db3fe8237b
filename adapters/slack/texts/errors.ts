import { createProblems } from '../../../src/core/base/catalog.ts';

const ASK_ADMIN = 'Ask a workspace admin to let the app post there, or choose another channel.';
const NEW_TOKEN =
  'Reinstall the app at api.slack.com/apps under Install App, and set SLACK_BOT_TOKEN to the new token.';
const ADD_SCOPE =
  'Add the bot scope {scope}: paste slack-manifest.json at api.slack.com/apps under App Manifest, then reinstall the app.';
const NEXT_DIGEST = 'You do not need to do anything: the next digest is posted as scheduled.';

/**
 * Slack's error answers to calls, and failures of the connection. `error` is Slack's own error
 * code, `method` the method that was called.
 */
export const problems = createProblems({
  slackWorkspaceNotTold: {
    what: 'Slack did not say in time which workspace this is.',
    fix: 'Try again in a minute.',
  },
  slackNotInChannel: {
    what: 'The bot is not in this channel ({error}, {method}).',
    fix: 'Type <code>/invite @Paperboy</code> in the channel, then {resume}.',
  },
  slackChannelNotFound: {
    what: 'This channel does not exist, or it is private and the bot is not a member ({error}, {method}).',
    fix: 'Type <code>/invite @Paperboy</code> in the channel, then {resume}. If the channel was deleted, you do not need to do anything: nothing more is posted there.',
  },
  slackChannelArchived: {
    what: 'This channel is archived ({error}, {method}).',
    fix: 'Unarchive the channel, then {resume}. If it stays archived, you do not need to do anything: nothing more is posted there.',
  },
  slackPostingRestricted: {
    what: 'A workspace setting does not let the bot post in this channel ({error}, {method}).',
    fix: ASK_ADMIN,
  },
  slackChannelReadOnly: {
    what: 'This channel is read-only ({error}, {method}).',
    fix: ASK_ADMIN,
  },
  slackThreadsOnly: {
    what: 'Only replies in threads are allowed in this channel ({error}, {method}).',
    fix: ASK_ADMIN,
  },
  slackNoThreads: {
    what: 'Threads are not allowed in this channel ({error}, {method}).',
    fix: 'Choose another layout with {layout}, then {resume}.',
  },
  slackThreadLocked: {
    what: 'The thread is locked ({error}, {method}).',
    fix: 'Unlock the thread, or wait for the next digest.',
  },
  slackAccessDenied: {
    what: 'The workspace does not give the bot access ({error}, {method}).',
    fix: ASK_ADMIN,
  },
  slackPostingSuspended: {
    what: 'An admin has suspended posting ({error}, {method}).',
    fix: ASK_ADMIN,
  },
  slackWorkspaceNotGranted: {
    what: 'The app does not have access to this workspace ({error}, {method}).',
    fix: NEW_TOKEN,
  },
  slackPermissionMissing: {
    what: 'The app is missing a permission ({error}, {method}).',
    fix: 'Paste slack-manifest.json at api.slack.com/apps under App Manifest, then reinstall the app.',
  },
  slackScopeMissing: {
    what: 'The app is missing the scope {scope} ({error}, {method}).',
    fix: ADD_SCOPE,
  },
  slackCannotDelete: { what: 'The bot can delete only its own messages ({error}, {method}).' },
  slackCannotUpdate: { what: 'The bot can edit only its own messages ({error}, {method}).' },
  slackEditWindowClosed: {
    what: 'A workspace setting does not let messages this old be edited ({error}, {method}).',
  },
  slackUserNotFound: { what: 'Slack does not know this person ({error}, {method}).' },
  slackUserDeactivated: { what: 'This person’s account is deactivated ({error}, {method}).' },
  slackCannotMessageBot: { what: 'The bot cannot send direct messages to another bot ({error}, {method}).' },
  slackMessagesTabDisabled: {
    what: 'Direct messages with the app are turned off ({error}, {method}).',
    fix: 'Turn on the Messages tab at api.slack.com/apps under App Home.',
  },
  slackMessageGone: { what: 'The message was deleted ({error}, {method}).' },
  slackThreadGone: {
    what: 'The message that started the thread was deleted ({error}, {method}).',
    fix: NEXT_DIGEST,
  },
  slackNoReplies: {
    what: 'This message cannot have replies ({error}, {method}).',
    fix: NEXT_DIGEST,
  },
  slackTokenInvalid: {
    what: 'Slack does not accept the token ({error}, {method}).',
    fix: NEW_TOKEN,
  },
  slackTokenMissing: {
    what: 'The call to Slack had no token ({error}, {method}).',
    fix: NEW_TOKEN,
  },
  slackTokenRevoked: {
    what: 'The token was revoked ({error}, {method}).',
    fix: NEW_TOKEN,
  },
  slackTokenExpired: {
    what: 'The token has expired ({error}, {method}).',
    fix: NEW_TOKEN,
  },
  slackAppUninstalled: {
    what: 'The app was removed from the workspace ({error}, {method}).',
    fix: NEW_TOKEN,
  },
  slackTokenTypeWrong: {
    what: 'The token has the wrong type ({error}, {method}).',
    fix: 'SLACK_BOT_TOKEN starts with xoxb-, SLACK_APP_TOKEN with xapp-.',
  },
  slackNotInstalled: {
    what: 'The app is not installed in this Slack workspace.',
    fix: 'Install it at /slack/install.',
  },
  slackNotBotToken: {
    what: 'The Slack token is not a bot token.',
    fix: 'Set SLACK_BOT_TOKEN to the token that starts with xoxb-.',
  },
  slackAppTokenRefused: {
    what: 'Slack does not accept the app-level token for Socket Mode ({error}). It needs the scope connections:write.',
    fix: 'Create an app-level token with the scope connections:write at api.slack.com/apps under Basic Information, and set SLACK_APP_TOKEN.',
  },
  slackWorkspaceMigrating: { what: 'The workspace is being migrated ({error}, {method}).' },
  slackRateLimited: { what: 'Slack limits the rate of calls ({method}).' },
  slackMessageLimit: { what: 'The workspace has reached its message limit for now ({error}, {method}).' },
  slackUnavailable: { what: 'Slack is temporarily unavailable ({error}, {method}).' },
  slackRequestTimeout: { what: 'Slack did not receive the whole request ({error}, {method}).' },
  slackInternalError: { what: 'Slack had an error while it worked on the request ({error}, {method}).' },
  slackRejected: {
    what: 'Slack rejected the request ({error}, {method}).',
    fix: 'Please report this, with the log.',
  },
  slackHttpStatus: { what: 'Slack answered with HTTP {status} ({method}).' },
  slackReplyBeyondLimits: { what: '{reason} ({method})' },
  slackReplyUnreadable: { what: 'The reply to a call to Slack could not be read ({method}).' },
  slackReplyIncomplete: { what: 'Slack’s reply was incomplete ({method}).' },
  slackUnreachable: {
    what: 'Slack cannot be reached: {error} ({method}).',
    fix: 'Check the network and SLACK_API_URL.',
  },
  slackConnectionBroken: { what: 'The connection to Slack broke: {error} ({method}).' },
  slackNoHello: { what: 'Slack did not confirm the Socket Mode connection in time.' },
  slackPostWithoutTimestamp: { what: 'Slack accepted the post but did not return its timestamp.' },
  slackNoDirectMessage: { what: 'Slack did not open a direct message with this person.' },
  slackNotAPerson: { what: '{person} is not a person on Slack.' },
  slackLookupTooLong: {
    what: 'There are too many newer messages to look up whether the post was sent.',
    fix: 'Look for the digest in the channel. If it is missing, use {postNow}.',
  },
  slackLookupScopeMissing: {
    what: 'Whether the post was sent cannot be looked up: the app is missing the scope {scope}.',
    fix: ADD_SCOPE,
  },
  slackNoWayIn: {
    what: 'Slack needs a way to send events to the bot.',
    fix: 'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET with a port for HTTP.',
  },
  slackSharedPort: {
    what: 'Slack’s requests come in at port {port}, and the web pages cannot be served there.',
    fix: 'Check WEB_PORT and WEB_HOST, or set SLACK_HTTP_PORT to a port of its own.',
  },
});
