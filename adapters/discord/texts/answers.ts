import { createTexts } from '../../../src/core/base/catalog.ts';

/** Answers to a person about their command, button or form. */
export const texts = createTexts({
  shared: 'Shared with the channel',
  formNotOpened: 'The form could not be opened in time',
  tryAgain: 'Please try again.',
  cannotPost: 'The bot cannot post in this channel, so nothing is shared here.',
  addBot: 'Edit the channel, open Permissions, and add the bot with View Channel and Send Messages.',
});
