import { createTexts } from '../../../src/core/base/catalog.ts';

/** The permissions that the bot needs, as Discord's settings show them. */
export const permissionTexts = createTexts({
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  AttachFiles: 'Attach Files',
  AddReactions: 'Add Reactions',
  ReadMessageHistory: 'Read Message History',
});
