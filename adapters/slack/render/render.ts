import { flattenText } from '../../../src/core/base/text.ts';
import { listLastingFacts } from '../../../src/core/message/entry-facts.ts';
import type { Message, PaperView } from '../../../src/core/message/message.ts';
import { toPlainLines, writeSharedBy } from '../../../src/core/message/message-lines.ts';
import {
  type HeadedEntry,
  listHeadedEntries,
  wordOverviewTitle,
} from '../../../src/core/message/overview.ts';
import { wordTitle } from '../../../src/core/message/paper-title.ts';
import { type Markup, toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { SafeBlock } from './blocks.ts';
import { escapeText, joinMarkup, linkBare, withoutLinks } from './escape.ts';
import { fitBlocks } from './fit-blocks.ts';
import { LIMITS } from './limits.ts';
import { renderCard, renderSummary } from './render-card.ts';
import { listBlocks, renderFields, renderNotice } from './render-list.ts';
import { renderOverview } from './render-overview.ts';
import { context, wordFactLine } from './render-parts.ts';
import { buildRichText } from './rich-text.ts';
import { toUserGroupRuns } from './user-group.ts';

/** A message on Slack: the blocks, and `text` for notifications and screen readers. */
export interface SlackPayload {
  readonly text: Markup;
  readonly blocks: SafeBlock[];
}

/** Renders a message for Slack: pure, one post, within every limit of `limits.ts`. */
export function renderMessage(message: Message): SlackPayload {
  return { text: writeFallback(message), blocks: renderBlocks(message) };
}

/** The message as text only, for what Slack refuses in a layout. The empty list makes an edit remove the old blocks. */
export function renderText(message: Message): SlackPayload {
  let room = LIMITS.fallbackText;
  const all = toPlainLines(message);
  const filled = all.map(({ text, link }, i) => {
    const address = linkBare(link);
    // Each has its share, so that no link is lost after a very long title; unused space goes to the parts after it.
    const share = Math.floor(room / (all.length - i)) - 2;
    const line = joinMarkup([cutToRoom(text, share - address.length), address], ' ');
    room -= line.length + 1;
    return line;
  });
  return { text: joinMarkup(filled, '\n') || OURS, blocks: [] };
}

const TITLE_LENGTH = 150;

/** Slack accepts no message without text. */
const OURS = escapeText(toOneLine('Paperboy', 20));

/** A line that is at most this long in Slack's markup, in which `&` is five characters long. */
function cutToRoom(text: string, most: number): Markup {
  let drawn = withoutLinks(toOneLine(text, Math.max(0, Math.min(most, LINE_ROOM))));
  for (let max = most; drawn.length > most && max > 0; ) {
    max = Math.floor(max / 2);
    drawn = withoutLinks(toOneLine(text, max));
  }
  return drawn;
}

const LINE_ROOM = 700;

/** The blocks alone, for views, which have no fallback text. */
export function renderBlocks(message: Message): SafeBlock[] {
  return fitBlocks((room) => [
    ...context([writeSharedBy(message)], room),
    ...buildRichText([toUserGroupRuns(message.mentions)]),
    ...toBlocks(message, room),
  ]);
}

function toBlocks(message: Message, room: Room): SafeBlock[] {
  switch (message.kind) {
    case 'overview':
      return renderOverview(message, room);
    case 'card':
      return renderCard(message, room);
    case 'list':
      return listBlocks(message, room);
    case 'summary':
      return renderSummary(message, room);
    case 'fields':
      return renderFields(message, room);
    case 'notice':
      return renderNotice(message, room);
  }
}

/** Half of what Slack recommends, because escaping makes `&` five characters long. */
const FALLBACK_ROOM = LIMITS.fallbackText / 2;

function writeFallback(message: Message): Markup {
  const whole = joinLines(writeSharedBy(message), writeFallbackText(message));
  return escapeText(toManyLines(whole, FALLBACK_ROOM)) || OURS;
}

function writeFallbackText(message: Message): string {
  switch (message.kind) {
    case 'overview':
      return joinLines(
        wordOverviewTitle(message),
        writeEntries(listHeadedEntries(message), (view) => listLastingFacts(view).join(' · ')),
      );
    case 'list':
      return joinLines(
        message.title,
        message.entries.length > 0
          ? writeEntries(listHeadedEntries(message), (view) => wordFactLine(view, message.language))
          : flattenText(message.empty),
      );
    case 'card':
      return joinLines(wordTitle(message.view.paper, TITLE_LENGTH), message.view.summary?.text);
    case 'summary':
      return joinLines(
        wordTitle(message.view.paper, TITLE_LENGTH),
        message.points.map(({ text }) => text).join('\n'),
      );
    case 'fields':
      return joinLines(
        message.title,
        message.fields.map(({ name, value }) => `${name}: ${flattenText(value)}`).join('\n'),
      );
    case 'notice':
      return joinLines(
        message.title,
        flattenText(message.text),
        flattenText(message.fix),
        message.example?.text,
      );
  }
}

/**
 * The text of a list for screen readers: with the finding of each paper if there is space for all of them. That of a post stays as
 * it is while its counts change: Slack marks a message as edited where its text is another, and not where its blocks are.
 */
function writeEntries(entries: readonly HeadedEntry[], wordFacts: (view: PaperView) => string): string {
  const draw = (line: (view: PaperView) => string): string =>
    entries
      .map(({ view, heading }, i) => {
        const facts = wordFacts(view) || texts.noFacts();
        return joinLines(
          heading,
          `${view.n ?? i + 1}. ${wordTitle(view.paper, TITLE_LENGTH)}${line(view)} (${facts})`,
        );
      })
      .join('\n');
  const full = draw(({ snippet, summary }) => {
    const said = snippet?.length ? flattenText(snippet) : (summary?.line ?? '');
    return said === '' ? '' : `: ${said}`;
  });
  return full.length <= FALLBACK_ROOM ? full : draw(() => '');
}

function joinLines(...parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(Boolean).join('\n');
}
