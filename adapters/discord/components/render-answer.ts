import { MessageFlags, type RESTPostAPIWebhookWithTokenJSONBody } from 'discord.js';
import type { Message } from '../../../src/core/message/message.ts';
import { writeSharedBy } from '../../../src/core/message/message-lines.ts';
import type { Trimmed } from '../../../src/core/message/trimming.ts';
import { fitTexts, type Room } from '../../shared/fit.ts';
import { renderButtonRows, renderFeedbackRow, renderMenuRows } from '../render/buttons.ts';
import { small } from '../render/escape.ts';
import { LIMITS } from '../render/limits.ts';
import type { AllowedMentions } from '../render/payload.ts';
import { renderPlainText } from '../render/render.ts';
import { TONES } from '../render/render-list.ts';
import { PAPER_COLOR, renderInline } from '../render/render-parts.ts';
import { drawFields, drawNotice } from './draw-notice.ts';
import { drawCard, drawList, drawOverview, drawSummary } from './draw-papers.ts';
import {
  COMPONENT_LIMITS,
  type Container,
  createContainer,
  createFile,
  createText,
  measureTexts,
  type Part,
  type Row,
} from './elements.ts';
import { fitComponents } from './fit-components.ts';

/**
 * An answer on Discord. It has neither content nor embeds, which Discord refuses beside components; nothing in it mentions anybody
 * or is previewed: with this flag a message has no embeds at all.
 */
export interface AnswerPayload extends RESTPostAPIWebhookWithTokenJSONBody {
  readonly flags: MessageFlags;
  readonly components: [Container];
  readonly allowed_mentions: AllowedMentions;
}

/** An answer to a person, and the files that are sent with it. Pure, one message, within the limits of `elements.ts`. */
export function renderAnswer(message: Message, files: readonly string[] = []): AnswerPayload {
  const rows = listRows(message);
  const drawn = fitTexts(
    (room) =>
      fitComponents(
        createContainer(chooseColor(message), [
          ...drawSharer(message),
          ...drawBody(message, room),
          ...files.map(createFile),
          ...rows,
        ]),
      ),
    (container) => measureTexts(container) <= COMPONENT_LIMITS.text,
  );
  return toPayload(drawn);
}

/** The form of an answer after Discord may have refused a larger one. */
export function renderTrimmedAnswer(
  { message, asText }: Trimmed,
  files: readonly string[] = [],
): AnswerPayload {
  if (!asText) return renderAnswer(message, files);
  const parts = [...createText(renderPlainText(message)), ...files.map(createFile)];
  return toPayload(createContainer(chooseColor(message), parts));
}

function toPayload(container: Container): AnswerPayload {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [container],
    allowed_mentions: { parse: [] },
  };
}

/** What can be done with the papers, and with the answer. */
function listRows(message: Message): Row[] {
  return [
    ...renderMenuRows(message),
    ...(message.kind === 'summary' ? renderFeedbackRow(message.feedback) : []),
    ...(message.kind === 'overview' ? [] : renderButtonRows(message.actions)),
  ].slice(0, LIMITS.rows);
}

function drawSharer(message: Message): Part[] {
  const line = small(renderInline(writeSharedBy(message) ?? ''));
  return line ? createText(line) : [];
}

function drawBody(message: Message, room: Room): Part[] {
  switch (message.kind) {
    case 'overview':
      return drawOverview(message, room);
    case 'card':
      return drawCard(message, room);
    case 'list':
      return drawList(message, room);
    case 'summary':
      return drawSummary(message, room);
    case 'fields':
      return drawFields(message, room);
    case 'notice':
      return drawNotice(message, room);
  }
}

function chooseColor(message: Message): number {
  if (message.kind === 'notice') return TONES[message.tone].color;
  return message.kind === 'fields' ? TONES.info.color : PAPER_COLOR;
}
