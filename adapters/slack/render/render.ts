import { plainText } from '../../../src/core/base/text.ts';
import type { Message, PaperView } from '../../../src/core/message/message.ts';
import { plainLines, sharedByLine } from '../../../src/core/message/message-lines.ts';
import { type HeadedEntry, headedEntries, overviewTitle } from '../../../src/core/message/overview.ts';
import { type Markup, manyLines, oneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { SafeBlock } from './blocks.ts';
import { bareLink, escapeText, joined, unlinked } from './escape.ts';
import { fitBlocks } from './fit-blocks.ts';
import { LIMITS } from './limits.ts';
import { cardBlocks, summaryBlocks } from './render-card.ts';
import { fieldsBlocks, listBlocks, noticeBlocks } from './render-list.ts';
import { overviewBlocks } from './render-overview.ts';
import { context, factLine } from './render-parts.ts';
import { richText } from './rich-text.ts';
import { userGroupRuns } from './user-group.ts';

/** A message on Slack: the blocks, and `text` for notifications and screen readers. */
export interface SlackPayload {
  readonly text: Markup;
  readonly blocks: SafeBlock[];
}

/** Renders a message for Slack: pure, one post, within every limit of `limits.ts`. */
export function renderMessage(message: Message): SlackPayload {
  return { text: fallback(message), blocks: renderBlocks(message) };
}

/** The message as text only, for what Slack refuses in a layout. The empty list makes an edit remove the old blocks. */
export function renderText(message: Message): SlackPayload {
  let room = LIMITS.fallbackText;
  const all = plainLines(message);
  const filled = all.map(({ text, link }, i) => {
    const address = bareLink(link);
    // Each has its share, so that no link is lost after a very long title; unused space goes to the parts after it.
    const share = Math.floor(room / (all.length - i)) - 2;
    const line = joined([withinRoom(text, share - address.length), address], ' ');
    room -= line.length + 1;
    return line;
  });
  return { text: joined(filled, '\n') || OURS, blocks: [] };
}

/** Slack accepts no message without text. */
const OURS = escapeText(oneLine('Paperboy', 20));

/** A line that is at most this long in Slack's markup, in which `&` is five characters long. */
function withinRoom(text: string, most: number): Markup {
  let drawn = unlinked(oneLine(text, Math.max(0, Math.min(most, LINE_ROOM))));
  for (let max = most; drawn.length > most && max > 0; ) {
    max = Math.floor(max / 2);
    drawn = unlinked(oneLine(text, max));
  }
  return drawn;
}

const LINE_ROOM = 700;

/** The blocks alone, for views, which have no fallback text. */
export function renderBlocks(message: Message): SafeBlock[] {
  return fitBlocks((room) => [
    ...context([sharedByLine(message)], room),
    ...richText([userGroupRuns(message.mentions)]),
    ...toBlocks(message, room),
  ]);
}

function toBlocks(message: Message, room: Room): SafeBlock[] {
  switch (message.kind) {
    case 'overview':
      return overviewBlocks(message, room);
    case 'card':
      return cardBlocks(message, room);
    case 'list':
      return listBlocks(message, room);
    case 'summary':
      return summaryBlocks(message, room);
    case 'fields':
      return fieldsBlocks(message, room);
    case 'notice':
      return noticeBlocks(message, room);
  }
}

/** Half of what Slack recommends, because escaping makes `&` five characters long. */
const FALLBACK_ROOM = LIMITS.fallbackText / 2;

function fallback(message: Message): Markup {
  const whole = lines(sharedByLine(message), fallbackText(message));
  return escapeText(manyLines(whole, FALLBACK_ROOM)) || OURS;
}

function fallbackText(message: Message): string {
  switch (message.kind) {
    case 'overview':
      return lines(overviewTitle(message), entryLines(headedEntries(message), message.language));
    case 'list':
      return lines(
        message.title,
        message.entries.length > 0
          ? entryLines(headedEntries(message), message.language)
          : plainText(message.empty),
      );
    case 'card':
      return lines(wordTitle(message.view), message.view.summary?.text);
    case 'summary':
      return lines(wordTitle(message.view), message.points.map(({ text }) => text).join('\n'));
    case 'fields':
      return lines(
        message.title,
        message.fields.map(({ name, value }) => `${name}: ${plainText(value)}`).join('\n'),
      );
    case 'notice':
      return lines(message.title, plainText(message.text), plainText(message.fix), message.example?.text);
  }
}

/** The text of a list for screen readers: with the finding of each paper if there is space for all of them. */
function entryLines(entries: readonly HeadedEntry[], language: string): string {
  const draw = (line: (view: PaperView) => string): string =>
    entries
      .map(({ view, heading }, i) => {
        const facts = factLine(view, language) || texts.noFacts();
        return lines(heading, `${view.n ?? i + 1}. ${wordTitle(view)}${line(view)} (${facts})`);
      })
      .join('\n');
  const full = draw(({ summary }) => (summary?.line ? `: ${summary.line}` : ''));
  return full.length <= FALLBACK_ROOM ? full : draw(() => '');
}

function wordTitle({ paper }: PaperView): string {
  return oneLine(paper.title, 150) || paper.id;
}

function lines(...parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(Boolean).join('\n');
}
