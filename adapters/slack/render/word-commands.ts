import { COMMAND_START, type Span } from '../../../src/core/base/text.ts';
import { changeSpans } from '../../../src/core/message/change-spans.ts';
import type { Message } from '../../../src/core/message/message.ts';

/** How the bot is mentioned; where the mention is drawn, Slack puts the name that the workspace gave it. */
const START = '@Paperboy';

/** Where one types a mention of the bot, as in a thread, which has no slash commands: its commands, as they are typed there. */
export function wordAsMentions(message: Message, bot: string): Message {
  const wordSpan = (span: Span): Span => {
    if (!span.command || !span.text.startsWith(COMMAND_START)) return span;
    const text = `${START}${span.text.slice(COMMAND_START.length)}`;
    return { ...span, text, mention: { start: START, id: bot } };
  };
  return changeSpans(message, wordSpan);
}
