import { createTexts } from '../../../src/core/base/catalog.ts';

/** What `check` says of a Slack workspace and a channel. */
export const texts = createTexts({
  botTokenAccepted: 'Slack accepts the bot token.',
  appTokenAccepted: 'Slack accepts the app-level token for Socket Mode.',
  bot: 'The bot is @{name} in {workspace}.',
  scopesUnknown: 'Slack does not say which scopes the token has.',
  scopesComplete: 'The app has all the scopes it needs.',
  scopesMissing: 'The app is missing {scopes}.',
  addScopes: 'Paste slack-manifest.json at api.slack.com/apps under App Manifest, then reinstall the app.',
  channelFound: 'Channel {channel} exists.',
  channelArchived: '{channel} is archived.',
  unarchive: 'Unarchive it, or choose another channel.',
  botInChannel: 'The bot is in {channel}.',
  botNotInChannel: 'The bot is not in {channel}.',
  inviteBot:
    'Type {invite} in {channel}. Without it the bot can post in public channels, but it does not see votes.',
});
