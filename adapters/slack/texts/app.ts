import { createTexts } from '../../../src/core/base/catalog.ts';

/** The texts of the app itself in Slack: its directory page, its commands and its shortcuts. */
export const texts = createTexts({
  description: 'Brings the day’s trending research papers, to read, search and vote on.',
  shortcut: 'Show the paper',
  shortcutDescription: 'Shows the card of the paper that this message names',
  find: 'Find a paper',
  findDescription: 'Finds a paper as you type its title or ID, and shows its card',
  tooManyInstalls:
    'Too many attempts to install the app. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  command: 'The day’s papers: list, search, vote, subscribe',
});

/** What each bot scope is for. */
export const scopeTexts = createTexts({
  'app_mentions:read': 'answer mentions, also in threads, where Slack has no slash commands',
  'chat:write': 'post digests and answers',
  'chat:write.public': 'post in public channels before being invited',
  commands: 'answer /papers',
  'reactions:read': 'count votes',
  'reactions:write': 'add the voting reactions to a post',
  'channels:read': 'see whether the bot and a person are in a public channel, and who created it',
  'groups:read': 'see whether the bot and a person are in a private channel, and who created it',
  'channels:history': 'find out whether a post was sent in a public channel when the connection broke',
  'groups:history': 'find out whether a post was sent in a private channel when the connection broke',
  'im:history': 'find out whether a direct message was sent when the connection broke',
  'im:write': 'notify a person privately',
  'users:read': 'leave bots out of votes; read a person’s language, time zone and admin rights',
  'files:write': 'send exports as files',
  'links:read': 'notice paper links in channels',
  'links:write': 'unfurl paper links into a card',
});
