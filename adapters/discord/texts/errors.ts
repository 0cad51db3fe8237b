import { createProblems } from '../../../src/core/base/catalog.ts';

const NEW_TOKEN =
  'Reset the token at discord.com/developers/applications under Bot, and set DISCORD_TOKEN to the new token.';
const VIEW_CHANNEL =
  'Allow View Channel for the bot’s role in this channel’s settings, or invite the bot again, then {resume}.';
const ALL_PERMISSIONS =
  'Allow View Channel, Send Messages, Embed Links, Add Reactions, Read Message History, Create Public Threads and Send Messages in Threads for the bot’s role in this channel, then {resume}, which says whether one is still missing.';
const NEXT_DIGEST = 'You do not need to do anything: the next digest is posted as scheduled.';
const REPORT = 'Please report this, with the log.';
const TEXT_CHANNEL = 'Choose a text, announcement or forum channel.';
const EXEMPT = 'Exempt the bot from the AutoMod rule.';

/**
 * Discord's error answers to requests, and failures of the connection. `error` is Discord's own
 * error code, `operation` the request by its name in Discord’s API description.
 */
export const problems = createProblems({
  discordPublishLimit: { what: 'Discord publishes ten posts of a channel in an hour.' },
  discordChannelGone: {
    what: 'The channel no longer exists ({error}, {operation}).',
    fix: 'Subscribe another channel with {subscribe} there. Nothing more is posted to this one.',
  },
  discordServerGone: {
    what: 'The bot is not in this server ({error}, {operation}).',
    fix: 'Invite the bot again, then {resume}.',
  },
  discordMemberGone: { what: 'This person has left the server ({error}, {operation}).' },
  discordMessageGone: { what: 'The message was deleted ({error}, {operation}).', fix: NEXT_DIGEST },
  discordThreadGone: { what: 'The thread of the post was deleted ({error}).', fix: NEXT_DIGEST },
  discordUserUnknown: { what: 'Discord does not know this person ({error}, {operation}).' },
  discordInteractionExpired: {
    what: 'The interaction has expired, or another process answered it ({error}, {operation}).',
  },
  discordInteractionAnswered: {
    what: 'Another process has answered the interaction ({error}, {operation}).',
  },
  discordInteractionTokenInvalid: { what: 'The interaction has expired ({error}, {operation}).' },
  discordEmojiUnknown: { what: 'Discord does not know the emoji ({error}, {operation}).', fix: REPORT },
  discordSlowMode: { what: 'The channel is in slow mode ({error}, {operation}).' },
  discordChannelWriteLimit: {
    what: 'The channel has reached its message limit for now ({error}, {operation}).',
  },
  discordTooManyReactions: {
    what: 'The message has as many different reactions as Discord allows ({error}, {operation}).',
    fix: 'Remove some reactions from the message.',
  },
  discordCommandCreateLimit: {
    what: 'Discord allows 200 command registrations a day, and all of them are used ({error}, {operation}).',
  },
  discordOldMessageEditLimit: {
    what: 'Discord allows no more edits of messages older than an hour for now ({error}, {operation}).',
  },
  discordTokenInvalid: { what: 'Discord does not accept the token ({error}, {operation}).', fix: NEW_TOKEN },
  discordDirectMessageLimit: {
    what: 'Discord limits how fast direct messages are opened ({error}, {operation}).',
  },
  discordFeatureOff: { what: 'Discord has turned off this feature for now ({error}, {operation}).' },
  discordResourceLimited: { what: 'Discord limits the rate of requests ({error}, {operation}).' },
  discordChannelHidden: { what: 'The bot cannot see the channel ({error}, {operation}).', fix: VIEW_CHANNEL },
  discordNotAuthor: { what: 'The bot can edit only its own messages ({error}, {operation}).' },
  discordDirectMessagesOff: {
    what: 'This person does not accept direct messages from the bot ({error}, {operation}).',
    fix: 'Allow direct messages in the privacy settings of the server.',
  },
  discordNoMessagesHere: {
    what: 'Messages cannot be sent in this type of channel ({error}, {operation}).',
    fix: TEXT_CHANNEL,
  },
  discordPermissionMissing: {
    what: 'The bot is missing a permission in the channel ({error}, {operation}).',
    fix: ALL_PERMISSIONS,
  },
  discordNotPossibleHere: {
    what: 'This is not possible in this type of channel ({error}, {operation}).',
    fix: 'Choose a text or announcement channel, or the layout cards.',
  },
  discordThreadArchived: {
    what: 'The thread is archived ({error}, {operation}).',
    fix: 'Send a message in the thread to reopen it.',
  },
  discordOverloaded: { what: 'Discord is overloaded ({error}, {operation}).' },
  discordThreadLocked: {
    what: 'The thread is locked ({error}, {operation}).',
    fix: 'Unlock the thread, or wait for the next post.',
  },
  discordTooManyThreads: {
    what: 'The server has as many active threads as Discord allows ({error}, {operation}).',
    fix: 'Archive some threads, or choose the layout cards or compact, then {resume}.',
  },
  discordTagRequired: {
    what: 'The forum requires a tag, and none of its tags fits ({error}, {operation}).',
    fix: 'Add a tag named Papers to the forum, or switch off “Require people to select tags when posting” in its settings.',
  },
  discordAutoModMessage: { what: 'AutoMod blocked the message ({error}, {operation}).', fix: EXEMPT },
  discordAutoModTitle: { what: 'AutoMod blocked the title ({error}, {operation}).', fix: EXEMPT },
  discordHarmfulLink: { what: 'Discord blocked a link in the message as harmful ({error}, {operation}).' },
  discordForbidden: {
    what: 'Discord does not allow the bot to do this ({error}, {operation}).',
    fix: ALL_PERMISSIONS,
  },
  discordNotFound: { what: 'This no longer exists on Discord ({error}, {operation}).', fix: VIEW_CHANNEL },
  discordRejected: { what: 'Discord rejected the request as malformed ({error}, {operation}).', fix: REPORT },
  discordRateLimited: { what: 'Discord limits the rate of requests ({operation}).' },
  discordRateLimitedGlobally: { what: 'Discord limits the rate of all requests for now.' },
  discordAddressBlocked: { what: 'Discord accepts no requests from this IP address for now.' },
  discordTooManyInvalid: {
    what: 'Discord refused {count, plural, one {# request} other {# requests}} within ten minutes, so all others wait.',
    fix: 'Find the channels that refuse the bot in the log, and unsubscribe them or fix their permissions.',
  },
  discordHttpStatus: { what: 'Discord answered with HTTP {status} ({operation}).' },
  discordReplyForeign: {
    what: 'The reply with HTTP {status} is not from Discord itself ({operation}).',
    fix: 'Check DISCORD_API_URL. If it is right, wait: Discord, or the proxy in front of it, refuses this IP address for now.',
  },
  discordReplyBeyondLimits: { what: '{reason} ({operation})' },
  discordUnreachable: {
    what: 'Discord cannot be reached: {error} ({operation}).',
    fix: 'Check the network and DISCORD_API_URL.',
  },
  discordConnectionBroken: { what: 'The connection to Discord broke: {error} ({operation}).' },
  discordTokenForgotten: { what: 'Discord does not accept the token ({operation}).', fix: NEW_TOKEN },
  discordLookupTooLong: {
    what: 'There are too many newer messages to look up whether the post was sent.',
    fix: 'Look for the digest in the channel. If it is missing, use {postNow}.',
  },
  discordHistoryHidden: {
    what: 'The bot is not allowed to read back its own posts.',
    fix: 'Allow Read Message History for the bot’s role in this channel.',
  },
  discordConnectionEnded: { what: 'Discord closed the connection permanently ({code}).', fix: '{advice}' },
  discordIdentifyBudget: {
    what: '{remaining, plural, =0 {No logins to Discord are left for today.} one {Only # login to Discord is left for today.} other {Only # logins to Discord are left for today.}}',
    fix: 'Something keeps restarting the bot: see the log. The logins are available again in {minutes, plural, one {# minute} other {# minutes}}.',
  },
  discordLibrary: {
    what: 'This version of discord.js stores its connections in a different place.',
    fix: 'Install the version in package-lock.json: npm ci.',
  },
});
