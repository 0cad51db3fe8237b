import { createProblems } from '../../../src/core/base/catalog.ts';

/** The results of `check` about a Slack workspace and a channel. */
export const findings = createProblems({
  botTokenAccepted: { what: 'Slack accepts the bot token.' },
  appTokenAccepted: { what: 'Slack accepts the app-level token for Socket Mode.' },
  installedIn: {
    what: 'The app is installed in {count, plural, one {# workspace or organization} other {# workspaces and organizations}}.',
  },
  bot: { what: 'The bot is @{name} in {workspace}.' },
  scopesUnknown: { what: 'Slack does not say which scopes the token has.' },
  scopesComplete: { what: 'The app has all the scopes it needs.' },
  scopesOptional: { what: 'The app has the scopes it needs. Not granted, and optional: {scopes}.' },
  scopesMissing: {
    what: 'The app is missing {scopes}.',
    fix: 'Paste slack-manifest.json at api.slack.com/apps under App Manifest, then reinstall the app.',
  },
  layoutsAccepted: {
    what: 'Slack accepts the blocks of the {count, plural, one {layout} other {layouts}} {layouts}.',
  },
  layoutRefused: {
    what: 'Slack refuses the blocks of the layout {layout}: {errors}',
    fix: 'Report this to whoever maintains the bot. Until then a post that Slack refuses is sent without its layout.',
  },
  layoutsNotChecked: { what: 'This Slack has no blocks.validate, so the layouts are not checked.' },
  channelFound: { what: 'Channel {channel} exists.' },
  channelArchived: {
    what: '{channel} is archived.',
    fix: 'Unarchive it, or choose another channel.',
  },
  botInChannel: { what: 'The bot is in {channel}.' },
  botNotInChannel: {
    what: 'The bot is not in {channel}.',
    fix: 'Type {invite} in {channel}. Without it the bot can post in public channels, but it does not see votes.',
  },
});
