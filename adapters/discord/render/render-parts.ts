import { type APIActionRowComponent, type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js';
import type { Span, Text } from '../../../src/core/base/text.ts';
import type { Day } from '../../../src/core/base/time.ts';
import { webAddress } from '../../../src/core/base/web-address.ts';
import type { Action, PaperView } from '../../../src/core/message/message.ts';
import { compactCount, dateLabel, shortTitle, truncate } from '../../../src/core/paper/format.ts';
import { factsAtAGlance, paperFacts } from '../../../src/core/paper/paper-facts.ts';
import { paperLinks, paperPage } from '../../../src/core/paper/paper-links.ts';
import type { Tally } from '../../../src/core/vote/vote.ts';
import { codeText, escapeLabel, escapeText, manyLines, oneLine } from './escape.ts';
import { type Room, shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';

/** Hugging Face's yellow. */
export const PAPER_COLOR = 0xffd21e;

/** Rows of five buttons each. */
export type ButtonRows = APIActionRowComponent<APIButtonComponent>[];

/** A title as plain text; the id where nothing of it can be seen. */
export function titleOf({ paper }: PaperView, max: number): string {
  return truncate(oneLine(paper.title) || paper.id, max);
}

/** What a title begins with, escaped: enough where the whole of it stands below. */
export function nameOf({ paper }: PaperView): string {
  return escapeText(shortTitle(oneLine(paper.title)) || paper.id);
}

/** The title in bold, as a link to the Hugging Face page where there is one. */
function titleLink(view: PaperView, room: Room): string {
  const title = titleOf(view, room(300));
  const page = paperPage(view.paper.id);
  return `**${page ? masked(title, page) : escapeText(title)}**`;
}

/** `82 upvotes · 12 comments · 1.2K stars · 👍 3 👎 1`: only what is known. */
export function counts({ paper, tally }: PaperView, language: string): string {
  return joined([...paperFacts(paper, language), votes(tally, language)]);
}

function votes({ up, down }: Tally, language: string): string | undefined {
  if (up === 0 && down === 0) return undefined;
  const against = down > 0 ? ` 👎 ${compactCount(down, language)}` : '';
  return `**👍 ${compactCount(up, language)}${against}**`;
}

/** One paper of an overview or a list: `mark` and title, what sets it apart in small print, where a query matched. */
export function entry(mark: string, view: PaperView, language: string, room: Room): string {
  const { paper, tally, date, day } = view;
  const said = (on: Day) => escapeText(oneLine(dateLabel(on, language)));
  const when = date ? said(date) : day && `listed ${said(day)}`;
  const organization = escapeText(truncate(oneLine(paper.organization ?? ''), room(60)));
  const withdrawn = paper.withdrawnAt ? `**${WITHDRAWN}**` : '';
  return lines([
    [mark, withdrawn, titleLink(view, room)].filter(Boolean).join(' '),
    small(joined([...factsAtAGlance(paper, language), votes(tally, language), when, organization])),
    view.snippet ? marked(view.snippet, room(300)) : undefined,
  ]);
}

export const WITHDRAWN = 'Withdrawn by its authors.';

/** Small print: what one looks up, after what one reads. */
export function small(line: string | undefined): string | undefined {
  return line ? `-# ${line}` : undefined;
}

/** `arXiv · PDF · Code · Project`, those that there are. */
export function linkLine({ paper }: PaperView): string {
  return joined(paperLinks(paper).map(({ label, url }) => masked(label, url)));
}

/** Text in markdown, from at most `max` characters of it. */
export function marked(text: Text, max: number): string {
  if (typeof text === 'string') return escapeText(truncate(manyLines(text), max));
  let room = max;
  let out = '';
  for (const span of text) {
    const whole = span.text.replace(/[^\S\n]+/g, ' ');
    if (room <= 0 && whole.trim() !== '') return `${out.trim()} …`;
    const words = truncate(whole, room);
    room -= words.length;
    out += drawSpan({ ...span, text: words });
    if (words.length < whole.length) break;
  }
  return out.trim();
}

/** Text in markdown that is at most `max` characters long with its markup. */
export function markedWithin(text: Text, max: number): string {
  return shrink(max, (room) => marked(text, room));
}

/** A span of several lines is drawn line by line: markup does not reach over a line break. */
function drawSpan(span: Span): string {
  return span.text
    .split('\n')
    .map((text) => drawLine({ ...span, text }))
    .join('\n');
}

function drawLine(span: Span): string {
  // Markup that opens or closes beside a space is not read as markup.
  const [, before = '', body = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(span.text) ?? [];
  const words = oneLine(body);
  if (words === '') return before || after ? ' ' : '';
  if (span.channel !== undefined && /^\d{5,20}$/.test(span.channel))
    return `${before}<#${span.channel}>${after}`;
  const url = webAddress(span.link, LIMITS.buttonUrl);
  const drawn = span.code ? `\`${codeText(words)}\`` : url ? masked(words, url) : escapeText(words);
  return `${before}${span.strong ? `**${drawn}**` : drawn}${after}`;
}

function masked(label: string, url: string): string {
  return `[${escapeLabel(label) || 'link'}](${url})`;
}

/** The parts that say something, with a dot between. */
export function joined(parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(Boolean).join(' · ');
}

/** The lines that say something. */
export function lines(parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(Boolean).join('\n');
}

/** Buttons in rows of five; those without a label and links that cannot be used are left out. */
export function buttonRows(actions: readonly Action[] | undefined): ButtonRows {
  const buttons = (actions ?? [])
    .flatMap((action) => button(action) ?? [])
    .slice(0, LIMITS.rows * LIMITS.buttonsPerRow);
  return Array.from({ length: Math.ceil(buttons.length / LIMITS.buttonsPerRow) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * LIMITS.buttonsPerRow, (row + 1) * LIMITS.buttonsPerRow),
  }));
}

function button(action: Action): APIButtonComponent | undefined {
  const label = truncate(oneLine(action.label), LIMITS.buttonLabel);
  if (label === '') return undefined;
  if (action.kind === 'link') {
    const url = webAddress(action.url, LIMITS.buttonUrl);
    return url ? { type: ComponentType.Button, style: ButtonStyle.Link, label, url } : undefined;
  }
  return { type: ComponentType.Button, style: STYLES[action.style ?? 'plain'], label, custom_id: action.id };
}

const STYLES = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  plain: ButtonStyle.Secondary,
} as const;
