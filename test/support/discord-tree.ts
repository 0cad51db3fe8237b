import { ComponentType } from 'discord.js';
import { parse } from 'discord-markdown-parser';
import type { Container, Part, Row } from '../../adapters/discord/components/elements.ts';
import type { AnswerPayload } from '../../adapters/discord/components/render-answer.ts';
import type { DiscordPayload } from '../../adapters/discord/render/payload.ts';
import type { Drawn } from './drawn-tree.ts';

/** What the parser gives: a kind, and what the kind brings. */
interface Parsed {
  readonly type: string;
  readonly content?: string | readonly Parsed[];
  readonly target?: string;
  readonly name?: string;
  readonly id?: string;
}

const STYLES: ReadonlySet<string> = new Set(['strong', 'em', 'inlineCode', 'subtext']);

/** Text in Discord's markdown, as a parser that is not ours reads it. */
export function parseDiscord(markdown: string): Drawn[] {
  return (parse(markdown, 'extended') as readonly Parsed[]).map(drawn);
}

/**
 * All that is read as markdown in a payload: its content, and of each embed title, description and fields; and its buttons, whose
 * words are plain.
 */
export function discordTrees({ content, embeds, components }: DiscordPayload): Drawn[][] {
  const [embed] = embeds;
  const fields = (embed?.fields ?? []).flatMap(({ name, value }) => [name, value]);
  const read = [content, embed?.title ?? '', embed?.description ?? '', ...fields].map(parseDiscord);
  return [...read, components.flatMap(({ components: row }) => row.flatMap(linkButton))];
}

/** The texts of an answer one by one, each with the heading that it may begin with, and the buttons of its container. */
export function answerTrees({ components: [container] }: AnswerPayload): Drawn[][] {
  const rows = container.components.filter((part): part is Row => part.type === ComponentType.ActionRow);
  const read = listTexts(container).map(parseDiscord);
  return [...read.map(readHeading), rows.flatMap(({ components: row }) => row.flatMap(linkButton))];
}

function listTexts({ components }: Container): string[] {
  const read = (part: Part): string[] => {
    if (part.type === ComponentType.TextDisplay) return [part.content];
    return part.type === ComponentType.Section ? part.components.map(({ content }) => content) : [];
  };
  return components.flatMap(read);
}

/** A heading at the beginning of a text as what it is; any other one stays what no message may hold. */
function readHeading([first, ...rest]: Drawn[]): Drawn[] {
  if (first === undefined) return [];
  const isHeading = first.kind === 'forbidden' && first.what === 'heading';
  return [isHeading ? { kind: 'style', style: 'heading', inner: first.inner ?? [] } : first, ...rest];
}

function linkButton(part: DiscordPayload['components'][number]['components'][number]): Drawn[] {
  return 'url' in part ? [{ kind: 'button', target: part.url, inner: textNodes(part.label ?? '') }] : [];
}

function drawn(node: Parsed): Drawn {
  const { type, content = '', target } = node;
  const inner = typeof content === 'string' ? textNodes(content) : content.map(drawn);
  // Outside of embeds Discord draws no link with an emoji in its label (discord-api-docs #7510).
  if (type === 'link' && hasEmoji(node)) return { kind: 'forbidden', what: 'an emoji in a link' };
  if (type === 'text' || type === 'emoticon') return { kind: 'text', text: String(content) };
  if (type === 'br' || type === 'newline') return { kind: 'text', text: '\n' };
  if (type === 'twemoji') return { kind: 'text', text: node.name ?? '' };
  if (STYLES.has(type)) return { kind: 'style', style: type, inner };
  if (type === 'link' || type === 'url' || type === 'autolink')
    return { kind: 'link', target: target ?? '', inner };
  if ((type === 'channel' || type === 'role') && node.id !== undefined) return { kind: type, id: node.id };
  if (type === 'slashCommand' && node.id !== undefined) return { kind: 'command', id: node.id };
  return { kind: 'forbidden', what: type, inner };
}

function hasEmoji({ type, content }: Parsed): boolean {
  return type === 'twemoji' || type === 'emoji' || (typeof content === 'object' && content.some(hasEmoji));
}

function textNodes(text: string): Drawn[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}
