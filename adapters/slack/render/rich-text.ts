import type { types } from '@slack/bolt';
import type { Span, Text } from '../../../src/core/base/text.ts';
import { cutSafeText, type SafeText, toManyLines } from '../../../src/core/message/safe-text.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import type { Safe } from './blocks.ts';

/** A run of text in one style. Rich text is data and not markup: nothing in a text can format, link or mention. */
export type Run = Safe<
  | types.RichTextText
  | types.RichTextLink
  | types.RichTextChannelMention
  | types.RichTextUsergroupMention
  | types.RichTextUserMention
>;

export type RunStyle = NonNullable<types.RichTextText['style']>;

/** Space for a run that is ours, or was bounded before. */
const RUN_ROOM = 3_000;

/** No run for empty text: Slack refuses an empty one. */
export function run(text: string, style?: RunStyle, limit = RUN_ROOM): Run[] {
  return toTextRuns(cutSafeText(text, limit), style);
}

function toTextRuns(text: SafeText, style: RunStyle | undefined): Run[] {
  return text === '' ? [] : [{ type: 'text', text, ...(style ? { style } : {}) }];
}

/** A link to a web address, or plain text where there is none. */
export function link(address: string | undefined, text: string, style?: RunStyle, limit = RUN_ROOM): Run[] {
  const url = parseWebAddress(address);
  const label = cutSafeText(text, limit);
  if (url === undefined || label.trim() === '') return toTextRuns(label, style);
  return [{ type: 'link', url, text: label, ...(style ? { style } : {}) }];
}

/** Of a channel, public or private. */
const CHANNEL = /^[CG][A-Z0-9]{2,20}$/;

/** Of a user, which a bot is. */
const BOT = /^[UW][A-Z0-9]{2,20}$/;

/** What a run costs besides its text: many tiny runs would otherwise fill a message with their JSON. */
const RUN_COST = 12;

/** Core text as runs, `limit` characters in total; the rest is cut off at the end. */
export function toRuns(text: Text, limit: number): Run[] {
  if (typeof text === 'string') return toTextRuns(toManyLines(text, limit), undefined);
  const cut: Run[] = [];
  let room = limit;
  for (const span of text) {
    if (room <= 0) {
      const last = cut.at(-1);
      if (!last || !('text' in last) || !last.text?.endsWith('…')) cut.push(...run('…'));
      break;
    }
    const style = { ...(span.strong ? { bold: true } : {}), ...(span.code ? { code: true } : {}) };
    const words = cutSafeText(span.text, room);
    const mentioned = findMention(span, words);
    if (span.channel !== undefined && CHANNEL.test(span.channel))
      cut.push({ type: 'channel', channel_id: span.channel });
    else if (mentioned)
      cut.push({ type: 'user', user_id: mentioned.id }, ...run(' '), ...run(mentioned.rest, { code: true }));
    else cut.push(...link(span.link, words, Object.keys(style).length > 0 ? style : undefined));
    room -= words.length + RUN_COST;
  }
  return cut;
}

/** How a span mentions the bot, and what one types behind that. */
function findMention({ mention }: Span, words: SafeText): { id: string; rest: string } | undefined {
  if (!mention?.start.startsWith('@') || !BOT.test(mention.id)) return undefined;
  if (!words.startsWith(`${mention.start} `)) return undefined;
  return { id: mention.id, rest: words.slice(mention.start.length).trim() };
}

/** Joins groups of runs, leaving out the empty ones. */
export function join(groups: ReadonlyArray<readonly Run[]>, between: string): Run[] {
  const filled = groups.filter((group) => group.length > 0);
  return filled.flatMap((group, i) => (i === 0 ? group : [...run(between), ...group]));
}

/**
 * A block with one paragraph per group of runs; no block without text. It is one section with line breaks,
 * because clients decide for themselves whether two sections are on two lines.
 */
export function buildRichText(paragraphs: ReadonlyArray<readonly Run[]>): Array<Safe<types.RichTextBlock>> {
  const elements = join(paragraphs, '\n');
  if (elements.length === 0) return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** A block with one bullet per group of runs. */
export function bullets(points: ReadonlyArray<readonly Run[]>): Array<Safe<types.RichTextBlock>> {
  const filled = points.filter((elements) => elements.length > 0);
  if (filled.length === 0) return [];
  const elements: Array<Safe<types.RichTextSection>> = filled.map((point) => ({
    type: 'rich_text_section',
    elements: [...point],
  }));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }];
}
