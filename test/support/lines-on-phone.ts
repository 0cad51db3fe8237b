import { countPhoneLines, type Type } from '../../src/core/text/phone-lines.ts';

/** The column that a message has on a phone, and the type it is set in. */
const COLUMNS = {
  slack: { width: 315, size: 15, height: 22 },
  discord: { width: 284, size: 14, height: 18 },
} as const satisfies Record<string, { readonly width: number } & Type>;

type Json = Readonly<Record<string, unknown>>;

/** The lines that a payload takes on a phone, without buttons, selects and reactions. */
export function countLinesOnPhone(payload: object, platform: keyof typeof COLUMNS): number {
  const { width, ...type } = COLUMNS[platform];
  return readDrawn(payload, platform)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .reduce((sum, line) => sum + countPhoneLines(line, width, type), 0);
}

/** What is read of a payload, from top to bottom, a line for each line that it has. */
export function readDrawn(payload: object, platform: keyof typeof COLUMNS): string {
  const drawn = platform === 'slack' ? readBlocks((payload as Json).blocks) : readDiscord(payload as Json);
  return drawn.filter((line) => line !== '').join('\n');
}

function readBlocks(blocks: unknown): string[] {
  return list(blocks).flatMap((block) => {
    switch (block.type) {
      case 'rich_text':
        return list(block.elements).flatMap(readRichText);
      case 'context':
        return [list(block.elements).map(readText).join(' ')];
      case 'container':
        // Folded, as it comes.
        return [readText(block.title ?? block.rich_text_title), readText(block.subtitle)];
      case 'carousel':
        // One card is in sight.
        return readCard(list(block.elements)[0]);
      case 'card':
        return readCard(block);
      case 'actions':
        return [];
      default:
        return [readText(block.text), ...list(block.fields).map(readText)];
    }
  });
}

function readCard(card: Json = {}): string[] {
  return [readText(card.title), readText(card.subtitle), readText(card.body)];
}

/** A section is a line, and its runs have their own ends of lines. */
function readRichText(part: Json): string[] {
  if (list(part.elements).some(({ elements }) => Array.isArray(elements)))
    return list(part.elements).flatMap(readRichText);
  return [list(part.elements).map(readText).join('')];
}

function readText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { text, elements } = asJson(value);
  if (Array.isArray(elements)) return list(elements).flatMap(readRichText).join('\n');
  return typeof text === 'string' ? text : '';
}

/** Embeds and, where a message is made of them, its newer parts. */
function readDiscord({ content, embeds, components }: Json): string[] {
  const embedded = list(embeds).flatMap(({ author, title, description, fields, footer }) => [
    asJson(author).name,
    title,
    description,
    ...list(fields).flatMap(({ name, value }) => [name, value]),
    asJson(footer).text,
  ]);
  const texts = [content, ...embedded, ...readParts(components)];
  return texts.map((text) => (typeof text === 'string' ? toSeen(text) : ''));
}

function readParts(components: unknown): unknown[] {
  return list(components).flatMap((part) => [part.content, ...readParts(part.components)]);
}

/** Markdown as it is seen: links by their labels, nothing of its signs. */
function toSeen(markdown: string): string {
  return markdown
    .replace(/\]\((?:<[^>]*>|[^()\s]*)\)/g, '')
    .replace(/^(?:-# |#{1,3} |> )/gm, '')
    .replace(/\*\*|[\\[]/g, '');
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
