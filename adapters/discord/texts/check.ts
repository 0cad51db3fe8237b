import { createTexts } from '../../../src/core/base/catalog.ts';

/** What `check` says of the bot, its server and a channel. */
export const texts = createTexts({
  tokenAccepted: 'Discord accepts the token of the bot {bot}.',
  loginsLeft: '{remaining} of {total} logins are left today. No privileged intent is needed.',
  restarts: 'Something keeps restarting the bot: see the log.',
  channel: 'The channel',
  wrongType:
    '{channel} is {type, select, forum {a forum} media {a media channel} voice {a voice channel} stage {a stage channel} category {a category} thread {a thread} dm {a direct message} group {a group message} other {another type of channel}}. Digests cannot be posted there.',
  chooseTextChannel: 'Choose a text or announcement channel.',
  permissionsComplete: '{channel}: the bot has all the permissions it needs.',
  permissionMissing: '{channel}: the bot is missing {permission}.',
  allowPermission: 'Edit the channel, open Permissions, and allow {permission} for the bot’s role.',
  allowThreadPermission:
    'Edit the channel, open Permissions, and allow {permission} for the bot’s role. The layouts cards and compact need no threads.',
  checkId: 'Check the channel ID. {invite}',
  inviteBot: 'Invite the bot',
});
