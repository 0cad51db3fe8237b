import type { Message, PaperView } from '../../src/core/message/message.ts';

/** The papers that a message shows. */
export function listShownViews(message: Message): readonly PaperView[] {
  switch (message.kind) {
    case 'card':
    case 'summary':
      return [message.view];
    case 'overview':
    case 'list':
      return message.entries;
    default:
      return [];
  }
}
