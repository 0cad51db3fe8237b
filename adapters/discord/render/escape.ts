import type { Markup, SafeText } from '../../../src/core/message/safe-text.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import { LIMITS } from './limits.ts';
import { isRoleId } from './role-id.ts';

/** What can open markup, a mention, a link, a timestamp or a spoiler in the middle of a line. */
const INLINE = /[\\`*_~|<>@[\]]/g;

/** What opens a heading, a quote, a list or small text, but only at the start of a line. */
const LINE_START = /^([^\S\n\r\u2028\u2029]*)([#+-](?=[\s#]|$)|\d+(?=[.)](?:\s|$)))/gm;

/**
 * Discord looks for the end of a link without regard to backslashes: a bracket before a parenthesis ends one that began lines
 * before, and makes its words the label.
 */
const LINK_END = /(?<=\])\(/g;

/** An address that Discord would link or preview by itself, and an invite, which needs no scheme. */
const ADDRESS = /:(?=\/\/)|(?<=discord(?:app)?\.(?:gg|com))\//gi;

/**
 * Text in Discord's markdown. A backslash escapes any punctuation, so a title can neither mention nor link
 * nor format.
 */
export function escapeText(text: SafeText): Markup {
  return escapeLineStart(escapeInline(text));
}

/** The same for a part of a line, which `joinPieces` joins with others. */
export function escapeInline(text: SafeText): Markup {
  return text.replace(INLINE, '\\$&').replace(LINK_END, '\\$&').replace(ADDRESS, '\\$&') as Markup;
}

function escapeLineStart(drawn: Markup): Markup {
  return drawn.replace(LINE_START, (_, space: string, mark: string) =>
    /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
  ) as Markup;
}

/** A part of a line, with spaces at its ends where it has them. */
export interface Piece {
  readonly drawn: Markup;
  readonly isBold: boolean;
  readonly isCode: boolean;
}

/**
 * Joins the parts of a line. Adjacent bold parts are merged: in `**a****b**` Discord finds no end, and would pull the words of
 * the next paper into its link. What opens a list at its start may be split between two parts.
 */
export function joinPieces(pieces: readonly Piece[]): Markup {
  const seen = pieces.filter(({ drawn }) => drawn !== '');
  let line = '';
  for (let at = 0; at < seen.length; ) {
    const isBold = seen[at]?.isBold;
    let group = '';
    for (let isCode = false; at < seen.length && seen[at]?.isBold === isBold; at += 1) {
      const piece = seen[at];
      if (piece) group += findJoint(group, piece, isCode) + piece.drawn;
      isCode = piece?.isCode ?? false;
    }
    line += isBold ? renderBoldInside(group) : group;
  }
  return escapeLineStart(line.trim() as Markup);
}

/**
 * The separator that is needed: two adjacent backticks are one mark, a bracket before a parenthesis ends a link, and an address
 * may begin in one part and continue in the next.
 */
function findJoint(before: string, { drawn, isCode }: Piece, isAfterCode: boolean): string {
  if (isCode && isAfterCode) return ' ';
  if (drawn.startsWith('/') && before !== '') return '\\';
  return drawn.startsWith('(') && before.endsWith('\\]') ? '\\' : '';
}

/** Markers next to an inner space are not recognized: the spaces are moved outside. */
function renderBoldInside(words: string): string {
  const body = words.trim();
  if (body === '') return ' ';
  const [before, after] = [words.startsWith(body) ? '' : ' ', words.endsWith(body) ? '' : ' '];
  return `${before}${bold(escapeLineStart(body as Markup))}${after}`;
}

/** Lines one below the other, with at most one empty line between. */
export function joinLines(lines: readonly Markup[]): Markup {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim() as Markup;
}

/** Emoji, as signs and as `:names:` that Discord shows as such. */
const EMOJI =
  /\u200d?(?![©®™])\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u20e3/gu;
const EMOJI_NAME = /:(?=[\w+-]{1,40}:)/g;

/**
 * The label of a masked link. Discord recognizes no backslash before a bracket there, and drops the whole link at one
 * without its partner: wide brackets look the same and have no meaning. It also drops a link with an address as its label, and
 * outside of embeds one with an emoji (discord-api-docs #7510).
 */
function escapeLabel(text: SafeText): Markup {
  const harmless = text
    .replace(/\[/g, '［')
    .replace(/\]/g, '］')
    .replace(/(?:https?|ftp):\/\//gi, '')
    .replaceAll('://', ':')
    .replace(EMOJI, '')
    .replace(EMOJI_NAME, '∶');
  return escapeText(harmless.trim() as SafeText);
}

/** A link with a label, or only the label where there is no web address. */
export function masked(label: SafeText, address: string | undefined): Markup {
  return mask(label, address, (url) => url);
}

/** The same outside of an embed: Discord adds a preview of the page there, unless its address is in angle brackets. */
export function maskWithoutPreview(label: SafeText, address: string | undefined): Markup {
  return mask(label, address, (url) => `<${url}>`);
}

function mask(label: SafeText, address: string | undefined, write: (url: string) => string): Markup {
  const url = parseWebAddress(address, LIMITS.buttonUrl);
  if (url === undefined) return escapeInline(label);
  // Two asterisks in an address would end the bold text around it.
  return `[${escapeLabel(label) || 'link'}](${write(url.replaceAll('*', '%2A'))})` as Markup;
}

/** A link that shows its own address without a preview; empty if it is not a web address. */
export function linkBare(address: string | undefined): Markup {
  const url = parseWebAddress(address, LIMITS.buttonUrl);
  return (url === undefined ? '' : `<${url}>`) as Markup;
}

/** The content with our mark in its first link between angle brackets, or in a link to `home` added at the end. */
export function markLink(content: Markup, home: string, mark: string): Markup {
  let start = content.indexOf('<http');
  // What text has of these is escaped.
  while (start > 0 && content[start - 1] === '\\') start = content.indexOf('<http', start + 1);
  const end = start < 0 ? -1 : content.indexOf('>', start);
  const marked =
    end < 0 ? `${content}\n<${home}${mark}>` : `${content.slice(0, end)}${mark}${content.slice(end)}`;
  return marked as Markup;
}

/** Text between backticks, where nothing else has a meaning. */
export function code(text: SafeText): Markup {
  const inner = text
    .replace(/`/g, 'ˋ')
    .replace(/\](?=\()/g, '］')
    .trim();
  return (inner === '' ? '' : `\`${inner}\``) as Markup;
}

/** Bold text, never adjacent to other bold text: see `joinPieces`. */
export function bold(words: Markup): Markup {
  return (words.trim() === '' ? '' : `**${words.trim()}**`) as Markup;
}

export function italic(words: Markup): Markup {
  return (words.trim() === '' ? '' : `*${words.trim()}*`) as Markup;
}

/** The title of a message, a little larger than its text. Signs at its end would be taken for the end of the heading. */
export function toHeading(words: Markup): Markup {
  return (words.trim() === '' ? '' : `### ${words.trim()}`) as Markup;
}

/** Text for a heading: one line in which no sign ends it. */
export function escapeHeading(text: SafeText): Markup {
  return escapeInline(text).replaceAll('#', '\\#') as Markup;
}

/** The text of a message of ours as Discord returns it: markup that was made here. */
export function readOwnMarkup(content: string): Markup {
  return content as Markup;
}

/** A channel by its id: its name is shown, and nobody is notified. Empty if it is not an id. */
export function mentionChannel(id: string): Markup | undefined {
  return /^\d{5,20}$/.test(id) ? (`<#${id}>` as Markup) : undefined;
}

/** A command, a group and a subcommand, each of at most 32 characters. */
const COMMAND = /^\/[\w-]{1,32}(?: [\w-]{1,32}){0,2}$/;

/** A registered command as it is typed, by its id: whoever presses it fills in its fields. Empty if it is not one. */
export function mentionCommand(command: string, id: string): Markup | undefined {
  return COMMAND.test(command) && /^\d{5,20}$/.test(id) ? (`<${command}:${id}>` as Markup) : undefined;
}

/** A role by its id: the one mention that a message of ours may have. Empty if it is not an id. */
export function mentionRole(id: string): Markup | undefined {
  return isRoleId(id) ? (`<@&${id}>` as Markup) : undefined;
}

/** Small text: details, after the main text. */
export function small(line: Markup | undefined): Markup | undefined {
  return line ? (`-# ${line}` as Markup) : undefined;
}

/** The same for several lines. */
export function toSmallLines(lines: Markup): Markup {
  return lines
    .split('\n')
    .flatMap((line) => small(line.trim() as Markup) ?? [])
    .join('\n') as Markup;
}

/** The non-empty parts, with the separator between them. */
export function joinMarkup(
  parts: ReadonlyArray<Markup | undefined>,
  between: ' ' | ' · ' | ' – ' | '\n' | '\n\n',
): Markup {
  return parts.filter(Boolean).join(between) as Markup;
}
