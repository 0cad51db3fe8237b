import { createTexts } from '../../../src/core/base/catalog.ts';

/** Answers to a person about their command, button or form. */
export const texts = createTexts({
  formNotOpened: 'The form could not be opened in time',
  tryAgain: 'Please try again.',
  fileSent: 'It is in your direct messages with this bot.',
  botNotMember: 'The bot is not a member of this conversation, so nothing is shared here.',
  inviteFirst: 'In a channel, type /invite @{bot} first.',
  channelArchived: 'This channel is archived, so nothing is shared here.',
  channelReadOnly: 'You are not allowed to post in this channel, so nothing is shared here.',
  askSomeone: 'Ask someone who is allowed to.',
  turnOnSocketMode: 'Turn on Socket Mode at api.slack.com/apps. Paperboy keeps trying.',
});
