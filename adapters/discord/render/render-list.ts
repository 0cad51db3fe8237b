import { fitOneScreen } from '../../../src/core/message/fit-one-screen.ts';
import type { Fields, Notice, PaperList } from '../../../src/core/message/message.ts';
import { listHeadedEntries } from '../../../src/core/message/overview.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { escapeText, joinMarkup } from './escape.ts';
import { shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { SafeEmbed } from './payload.ts';
import { LIST_ON_PHONE } from './phone.ts';
import { PAPER_COLOR, renderInline, renderNumberedEntry, renderUnderHeading } from './render-parts.ts';
import { toMarkdown, toMarkdownWithin } from './to-markdown.ts';

export const TONES = {
  info: { sign: 'ℹ️', color: 0x5865f2 },
  success: { sign: '✅', color: 0x57f287 },
  warning: { sign: '⚠️', color: 0xfee75c },
  error: { sign: '❌', color: 0xed4245 },
} as const satisfies Record<Notice['tone'], { sign: string; color: number }>;

/** The longest sign, and a space. */
const SIGN_ROOM = 4;

/** A page of results, or what to try when there are none. */
export function listEmbed(message: PaperList, room: Room): SafeEmbed {
  const { title, note, empty, language } = message;
  const papers = listHeadedEntries(fitOneScreen(message, LIST_ON_PHONE)).map(({ view, heading }, i) =>
    renderUnderHeading(heading, renderNumberedEntry(view, i, language, room)),
  );
  const nothing = papers.length === 0 && empty ? toMarkdown(empty, room(2000)) : undefined;
  return {
    color: PAPER_COLOR,
    title: renderHeading(title, room),
    description: joinMarkup([note ? toMarkdown(note, room(300)) : undefined, ...papers, nothing], '\n\n'),
  };
}

/** Names and values, one below the other: side by side they wrap on a phone. */
export function renderFieldsEmbed({ title, intro, fields }: Fields, room: Room): SafeEmbed {
  return {
    color: TONES.info.color,
    title: renderHeading(title, room),
    ...(intro ? { description: toMarkdown(intro, room(1500)) } : {}),
    fields: fields.slice(0, LIMITS.embedFields).map(({ name, value }) => ({
      name: renderHeading(name, room, LIMITS.fieldName),
      value:
        toMarkdownWithin(value, Math.min(LIMITS.fieldValue, room(LIMITS.fieldValue))) || renderInline('–'),
    })),
  };
}

/** One notice: what happened, what to do about it, what to type. */
export function renderNoticeEmbed(message: Notice, room: Room): SafeEmbed {
  const { tone, title, requestId } = message;
  const { sign, color } = TONES[tone];
  const description = joinMarkup(renderAdvice(message, room), '\n');
  return {
    color,
    title: joinMarkup([renderInline(sign), renderHeading(title, room)], ' '),
    ...(description ? { description } : {}),
    ...(requestId ? { footer: { text: toOneLine(texts.request({ id: requestId }), 110) } } : {}),
  };
}

/** What a notice says under its title: what happened, what to do about it, what to type. */
export function renderAdvice({ text, fix, example }: Notice, room: Room): Array<Markup | undefined> {
  return [
    text ? toMarkdown(text, room(2500)) : undefined,
    fix ? toMarkdown(fix, room(1000)) : undefined,
    example ? toMarkdown([{ ...example, code: true }], room(300)) : undefined,
  ];
}

/** A title in which there is room for a sign in front. */
function renderHeading(text: string, room: Room, limit: number = LIMITS.embedTitle): Markup {
  const most = limit - SIGN_ROOM;
  return shrink(most, (max) => escapeText(toOneLine(text, Math.min(max, room(most))))) || renderInline('–');
}
