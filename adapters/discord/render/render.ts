import type { Message } from '../../../src/core/message/message.ts';
import { toPlainLines, writeSharedBy } from '../../../src/core/message/message-lines.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Trimmed } from '../../../src/core/message/trimming.ts';
import type { Room } from '../../shared/fit.ts';
import { renderButtonRows, renderFeedbackRow, renderMenuRows } from './buttons.ts';
import { escapeText, joinMarkup, linkBare, mentionRole } from './escape.ts';
import { fitEmbed, shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { AllowedMentions, DiscordPayload, SafeEmbed } from './payload.ts';
import { renderCardContent, renderCardEmbed, renderSummaryEmbed } from './render-card.ts';
import { listEmbed, renderFieldsEmbed, renderNoticeEmbed } from './render-list.ts';
import { renderOverviewContent, renderOverviewEmbed } from './render-overview.ts';

/**
 * Renders a message as a post: pure, one post, within every limit of `limits.ts`. Posts are embeds, since a push notification has
 * nothing of a message that is made of components; answers are drawn by `renderAnswer`. The flag that hides previews
 * would also hide our own embed; no preview can appear, because content never has an address that Discord recognizes
 * as one, and links inside an embed have no previews.
 */
export function renderMessage(message: Message): DiscordPayload & { readonly embeds: [SafeEmbed] } {
  return {
    content: joinMarkup([mentionIn(message), renderContent(message)], ' '),
    embeds: [fitEmbed((room) => ({ ...renderEmbed(message, room), ...writeSharer(message) }))],
    components: [
      ...renderMenuRows(message),
      ...(message.kind === 'summary' ? renderFeedbackRow(message.feedback) : []),
      ...(message.kind === 'overview' ? [] : renderButtonRows(message.actions)),
    ].slice(0, LIMITS.rows),
    allowed_mentions: allowMentions(message),
  };
}

/** Above the title, where Discord shows only plain text: no name can mention anybody, or be a link. */
function writeSharer(message: Message): Pick<SafeEmbed, 'author'> {
  const line = writeSharedBy(message);
  return line === undefined ? {} : { author: { name: toOneLine(line, LIMITS.author) } };
}

/** The form of a message after Discord may have refused a larger one. */
export function renderTrimmed({ message, asText }: Trimmed): DiscordPayload {
  return asText ? renderText(message) : renderMessage(message);
}

/** The message as content only, for what Discord refuses in an embed: no picture, no markup, no buttons. */
function renderText(message: Message): DiscordPayload {
  return {
    content: joinMarkup([mentionIn(message), renderPlainText(message)], '\n'),
    embeds: [],
    components: [],
    allowed_mentions: allowMentions(message),
  };
}

/** A message line by line, without a layout. */
export function renderPlainText(message: Message): Markup {
  let room = LIMITS.content - KEY_ROOM;
  const all = toPlainLines(message);
  const parts = all.map(({ text, link }, i) => {
    const address = linkBare(link);
    // Each has its share, so that no link is lost after a very long title; unused space goes to the parts after it.
    const share = Math.floor(room / (all.length - i)) - 2;
    const words = shrink(share - address.length, (max) => escapeText(toOneLine(text, max)));
    const line = joinMarkup([words, address], ' ');
    room -= line.length + 1;
    return line;
  });
  return joinMarkup(parts, '\n') || escapeText(toOneLine('Paperboy', 20));
}

/** Without an embed the key of a post is in its content. */
const KEY_ROOM = 80;

/** The role that a message mentions, where it notifies people even if embeds are off. */
function mentionIn({ mentions }: Message): Markup | undefined {
  return mentions === undefined ? undefined : mentionRole(mentions);
}

function allowMentions(message: Message): AllowedMentions {
  const { mentions } = message;
  return mentions !== undefined && mentionIn(message) ? { parse: [], roles: [mentions] } : { parse: [] };
}

/** The text of a notification, also visible to people who have turned embeds off. */
function renderContent(message: Message): Markup {
  if (message.kind === 'overview') return renderOverviewContent(message);
  return message.kind === 'card' ? renderCardContent(message) : escapeText(toOneLine('', 0));
}

function renderEmbed(message: Message, room: Room): SafeEmbed {
  switch (message.kind) {
    case 'overview':
      return renderOverviewEmbed(message, room);
    case 'card':
      return renderCardEmbed(message, room);
    case 'list':
      return listEmbed(message, room);
    case 'summary':
      return renderSummaryEmbed(message, room);
    case 'fields':
      return renderFieldsEmbed(message, room);
    case 'notice':
      return renderNoticeEmbed(message, room);
  }
}
