import type { Message } from '../../../src/core/message/message.ts';
import { findTallyLabels } from '../../../src/core/vote/tally-label.ts';
import { renderMessage } from './render.ts';

/** Deeper than any block nests. */
const MAX_DEPTH = 12;

/** Slack may return an emoji by its name. */
const THUMBS: Readonly<Record<string, string>> = { '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎' };

/** Whether blocks returned by Slack show the tallies of a message; `undefined` where the message was sent as text only. */
export function showsTallies(blocks: readonly unknown[] | undefined, wanted: Message): boolean | undefined {
  if (!blocks || blocks.length === 0) return undefined;
  const [shown, due] = [listLabels(blocks), listLabels(renderMessage(wanted).blocks)];
  return shown.length === due.length && shown.every((label, i) => label === due[i]);
}

function listLabels(blocks: readonly unknown[]): string[] {
  return findTallyLabels(blocks.map((block) => withThumbs(collectText(block, MAX_DEPTH))));
}

/** All texts of a block. Buttons have no tally. */
function collectText(value: unknown, depth: number): string {
  if (Array.isArray(value))
    return depth === 0 ? '' : value.map((one) => collectText(one, depth - 1)).join('');
  if (typeof value !== 'object' || value === null || depth === 0) return '';
  const { type, name, text, elements, subtitle, child_blocks } = value as Readonly<Record<string, unknown>>;
  if (type === 'emoji') return THUMBS[String(name)] ?? ' ';
  if (type === 'actions') return '';
  if (typeof text === 'string') return text;
  const parts = [text, subtitle, elements, child_blocks].map((part) => collectText(part, depth - 1));
  return `${parts.join('')}\n`;
}

/** A text that Slack returned, with the signs for the names of thumbs. */
export function withThumbs(text: string): string {
  return Object.entries(THUMBS).reduce((read, [name, thumb]) => read.replaceAll(`:${name}:`, thumb), text);
}
