import { createProblems, createTexts } from '../../../src/core/base/catalog.ts';

/** Values in the results of `check`. */
export const texts = createTexts({
  channel: 'The channel',
  inviteBot: 'Invite the bot',
});

/** The results of `check` about the bot, its server and a channel. */
export const findings = createProblems({
  noAnnouncementChannel: {
    what: '{channel} is no announcement channel, so its posts cannot be published to followers.',
    fix: 'Make it one in the settings of the channel, or write crosspost:no.',
  },
  roleUnknown: {
    what: 'There is no role {role} on this server.',
    fix: 'Choose another role, or write mention:none.',
  },
  roleNotMentionable: {
    what: 'A mention of the role {role} notifies nobody.',
    fix: 'Allow anyone to mention this role in its settings.',
  },
  tokenAccepted: { what: 'Discord accepts the token of the bot {bot}.' },
  loginsLeft: {
    what: '{remaining, number} of {total, plural, one {# login} other {# logins}} {remaining, plural, one {is} other {are}} left today. No privileged intent is needed.',
  },
  fewLoginsLeft: {
    what: '{remaining, number} of {total, plural, one {# login} other {# logins}} {remaining, plural, one {is} other {are}} left today. No privileged intent is needed.',
    fix: 'Something keeps restarting the bot: see the log.',
  },
  wrongType: {
    what: '{channel} is {type, select, media {a media channel} voice {a voice channel} stage {a stage channel} category {a category} thread {a thread} dm {a direct message} group {a group message} other {another type of channel}}. Digests cannot be posted there.',
    fix: 'Choose a text, announcement or forum channel.',
  },
  permissionsComplete: { what: '{channel}: the bot has all the permissions it needs.' },
  permissionMissing: {
    what: '{channel}: the bot is missing {permission}.',
    fix: 'Edit the channel, open Permissions, and allow {permission} for the bot’s role.',
  },
  postPermissionMissing: {
    what: '{channel}: the bot is missing Create Posts.',
    fix: 'Edit the forum, open Permissions, and allow Create Posts for the bot’s role.',
  },
  noTagUsable: {
    what: '{channel} requires a tag on each post, but the bot cannot apply any of its tags.',
    fix: 'Add a tag named Papers, or switch off “Require people to select tags when posting” in the settings of the forum.',
  },
  noGeneralTag: {
    what: '{channel} requires a tag on each post. A paper that fits none of its tags is not posted.',
    fix: 'Add a tag named Papers for those, or switch off “Require people to select tags when posting” in the settings of the forum.',
  },
  threadPermissionMissing: {
    what: '{channel}: the bot is missing {permission}.',
    fix: 'Edit the channel, open Permissions, and allow {permission} for the bot’s role. The layouts cards and compact need no threads.',
  },
  channelUnseen: { what: '{why}', fix: 'Check the channel ID. {invite}' },
});
