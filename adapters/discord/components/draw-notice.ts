import type { Fields, Notice } from '../../../src/core/message/message.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { bold, escapeHeading, joinMarkup, small, toHeading } from '../render/escape.ts';
import { LIMITS } from '../render/limits.ts';
import { renderAdvice, TONES } from '../render/render-list.ts';
import { renderInline } from '../render/render-parts.ts';
import { toMarkdown } from '../render/to-markdown.ts';
import { texts } from '../texts/messages.ts';
import { createText, type Part } from './elements.ts';

/** Named values, one below the other: side by side they would wrap on a phone. */
export function drawFields({ title, intro, fields }: Fields, room: Room): Part[] {
  const top = [renderTitle(title, room), intro ? toMarkdown(intro, room(1500)) : undefined];
  return [
    ...createText(joinMarkup(top, '\n')),
    ...fields.slice(0, LIMITS.embedFields).flatMap(({ name, value }) => {
      const said = toMarkdown(value, room(LIMITS.fieldValue)) || renderInline('–');
      return createText(joinMarkup([bold(renderInline(name, room(LIMITS.fieldName))), said], '\n'));
    }),
  ];
}

/** One notice: what happened, what to do about it, what to type. */
export function drawNotice(message: Notice, room: Room): Part[] {
  const { tone, title, requestId } = message;
  const said = [
    renderTitle(title, room, TONES[tone].sign),
    ...renderAdvice(message, room),
    requestId ? small(renderInline(texts.request({ id: requestId }), 110)) : undefined,
  ];
  return createText(joinMarkup(said, '\n'));
}

/** The title of a message, with a sign in front where it has one. */
export function renderTitle(title: string, room: Room, sign = ''): Markup {
  const words = escapeHeading(toOneLine(title, room(LIMITS.embedTitle))) || renderInline('–');
  return toHeading(joinMarkup([renderInline(sign), words], ' '));
}
