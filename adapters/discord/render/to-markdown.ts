import type { Span, Text } from '../../../src/core/base/text.ts';
import { cutSafeText, type Markup, type SafeText, toManyLines } from '../../../src/core/message/safe-text.ts';
import {
  code,
  escapeInline,
  escapeText,
  joinLines,
  joinMarkup,
  joinPieces,
  masked,
  mentionChannel,
  mentionCommand,
  type Piece,
} from './escape.ts';
import { shrink } from './fit-embed.ts';

/** Bounds a single span; `toMarkdown` has already cut the text as a whole. */
const MAX_SPAN_LENGTH = 10_000;

/** Renders at most `max` characters of a text as Markdown; the markup is not counted. */
export function toMarkdown(text: Text, max: number): Markup {
  if (typeof text === 'string') return escapeText(toManyLines(text, max));
  let room = max;
  const cut: Span[] = [];
  for (const span of text) {
    const whole = cutSafeText(span.text, Math.max(max, 0) + 1);
    if (room <= 0 && whole.trim() !== '') {
      cut.push({ text: ' …' });
      break;
    }
    const words = cutSafeText(span.text, room);
    room -= words.length;
    cut.push({ ...span, text: words });
    if (words.length < whole.length) break;
  }
  return joinLines(splitLines(cut).map((line) => joinPieces(line.map(renderSpan))));
}

/** The same, where the result with its markup may have at most `max` characters. */
export function toMarkdownWithin(text: Text, max: number): Markup {
  return shrink(max, (room) => toMarkdown(text, room));
}

/** The spans of each line: Discord's markup ends at a line break. */
function splitLines(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of spans) {
    // A channel mention is one token: its text is not split. What names no channel is a text like any other.
    const isMention = span.channel !== undefined && mentionChannel(span.channel) !== undefined;
    const [first = '', ...more] = isMention ? [span.text.trim()] : span.text.split('\n');
    lines.at(-1)?.push({ ...span, text: first });
    for (const text of more) lines.push([{ ...span, text }]);
  }
  return lines;
}

function renderSpan(span: Span): Piece {
  const { strong = false, code: isCode = false } = span;
  const channel = span.channel === undefined ? undefined : mentionChannel(span.channel);
  const text = cutSafeText(span.text, MAX_SPAN_LENGTH);
  // What names a channel is its mention, whose text was not split into lines: as the options of a command it would break the code.
  const mention = channel === undefined ? renderMention(span, text) : undefined;
  if (mention) return mention;
  const drawn = channel ?? (isCode ? code(text) : span.link ? masked(text, span.link) : escapeInline(text));
  // Inside code, asterisks are literal, and would end the bold text around it.
  return { drawn, isBold: strong && !isCode, isCode: isCode && channel === undefined };
}

/**
 * A command that can be pressed, and behind it, as code, the options that are typed into its fields: a mention has none. One that
 * is cut is not a command any more.
 */
function renderMention({ mention }: Span, text: SafeText): Piece | undefined {
  if (!mention || !text.startsWith(mention.start)) return undefined;
  const command = mentionCommand(mention.start, mention.id);
  const options = text.slice(mention.start.length) as SafeText;
  if (command === undefined || /^\S/.test(options)) return undefined;
  const typed = code(options);
  return { drawn: joinMarkup([command, typed], ' '), isBold: false, isCode: typed !== '' };
}
