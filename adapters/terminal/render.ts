import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import type { Text } from '../../src/core/base/text.ts';
import { flattenText } from '../../src/core/base/text.ts';
import { readConfirmationId } from '../../src/core/command/confirmation.ts';
import { buildPaperMenus } from '../../src/core/command/paper-menu.ts';
import type {
  Action,
  Fields,
  Message,
  Overview,
  PaperList,
  PaperView,
} from '../../src/core/message/message.ts';
import { writeSharedBy } from '../../src/core/message/message-lines.ts';
import { listHeadedEntries, wordOverviewTitle } from '../../src/core/message/overview.ts';
import { wordTitle, wordWithdrawal } from '../../src/core/message/paper-title.ts';
import { texts as entryTexts } from '../../src/core/message/texts.ts';
import { formatAuthors, formatCompact, formatDate, truncate } from '../../src/core/paper/format.ts';
import { wordTime } from '../../src/core/paper/paper-facts.ts';
import { listCardLinks, toPaperPage } from '../../src/core/paper/paper-links.ts';
import { chooseTopics } from '../../src/core/paper/topics.ts';
import { splitOuterSpaces } from '../../src/core/text/outer-spaces.ts';
import { plain } from './escape.ts';
import { LIMITS } from './limits.ts';
import { texts } from './texts.ts';

export interface Look {
  readonly color: boolean;
  readonly columns: number;
  /** Whether what a menu names can be typed below; unless it says no, it can. */
  readonly isPrompt?: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** The lines of text of a message, none wider than the terminal (except an address). Pure. */
export function renderText(message: Message, look: Look): string {
  const pen = createPen(look);
  const actions = 'actions' in message ? renderActions(message.actions ?? [], pen) : [];
  const menu = look.isPrompt === false ? [] : renderMenu(message, pen);
  const sharedBy = writeSharedBy(message);
  return [...(sharedBy ? [plain(sharedBy)] : []), ...renderBody(message, pen), ...menu, ...actions, ''].join(
    '\n',
  );
}

function renderBody(message: Message, pen: Pen): string[] {
  switch (message.kind) {
    case 'overview': {
      const more = message.more > 0 ? [pen.dim(`   ${texts.moreInThread({ count: message.more })}`)] : [];
      const entries = renderHeaded(message, pen);
      return [pen.drawRule(plain(wordOverviewTitle(message))), ...entries, ...more];
    }
    case 'card':
      return renderCard(message.view, message.language, pen);
    case 'list': {
      const note = message.note ? pen.wrap(pen.dim(plain(flattenText(message.note)))) : [];
      const entries = renderHeaded(message, pen);
      const empty =
        message.entries.length === 0 && message.empty ? pen.wrap(renderSpans(message.empty, pen)) : [];
      return [pen.drawRule(plain(message.title)), ...note, ...entries, ...empty];
    }
    case 'summary': {
      const points = message.points.flatMap(({ label, text }) =>
        pen.wrap(`${label ? `${pen.bold(plain(label))}: ` : ''}${plain(text)}`, 3),
      );
      const notes = message.notes.flatMap((note) => pen.wrap(pen.dim(plain(note)), 3));
      return [...renderTitle(message.view, pen), ...points, pen.dim(`   — ${plain(message.by)}`), ...notes];
    }
    case 'fields': {
      const fields = message.fields.flatMap((field) => renderFieldLines(field, pen));
      return [
        pen.drawRule(plain(message.title)),
        ...(message.intro ? pen.wrap(renderSpans(message.intro, pen)) : []),
        ...fields,
      ];
    }
    case 'notice':
      return renderNotice(message, pen);
  }
}

/** Name and value on one line; a value of several lines is below its name. */
function renderFieldLines({ name, value }: Fields['fields'][number], pen: Pen): string[] {
  const title = pen.bold(plain(name));
  const text = flattenText(value);
  if (!text.includes('\n')) return pen.wrap(`${title}  ${renderSpans(value, pen)}`, 3);
  return [...pen.wrap(title, 3), ...text.split('\n').flatMap((line) => pen.wrap(plain(line), 5))];
}

const TONES = {
  info: ['i', 'cyan'],
  success: ['✓', 'green'],
  warning: ['!', 'yellow'],
  error: ['✗', 'red'],
} as const satisfies Record<string, readonly [string, Style]>;

function renderNotice(notice: Extract<Message, { kind: 'notice' }>, pen: Pen): string[] {
  const [sign, style] = TONES[notice.tone];
  return [
    ...pen.wrap(`${pen.paint(style, sign)} ${pen.bold(plain(notice.title))}`, 2),
    ...(notice.text ? pen.wrap(renderSpans(notice.text, pen), 2) : []),
    ...(notice.fix ? pen.wrap(`${pen.bold(texts.whatToDo())} ${renderSpans(notice.fix, pen)}`, 2) : []),
    ...(notice.example ? pen.wrap(`${pen.bold(texts.example())} ${plain(notice.example.text)}`, 2) : []),
    ...(notice.requestId ? [pen.dim(`  ${texts.request({ id: plain(notice.requestId) })}`)] : []),
  ].map((line, i) => (i === 0 ? line.slice(2) : line));
}

function renderHeaded(message: Overview | PaperList, pen: Pen): string[] {
  return listHeadedEntries(message).flatMap(({ view, heading }) => [
    ...(heading === undefined ? [] : pen.wrap(pen.bold(plain(heading)), 1)),
    ...renderEntry(view, message.language, pen),
  ]);
}

function renderEntry(view: PaperView, language: string, pen: Pen): string[] {
  const { snippet, summary } = view;
  const said = snippet?.length ? renderSpans(snippet, pen) : plain(summary?.line ?? '');
  const topics = chooseTopics(view.paper, summary?.line).map(plain);
  const facts = [plain(view.paper.id), wordCounts(view, language), ...topics].join(' · ');
  return [
    ...renderTitle(view, pen),
    ...(said === '' ? [] : pen.wrap(said, 5)),
    ...pen.wrap(pen.dim(facts), 5),
  ];
}

function renderTitle({ n, paper }: PaperView, pen: Pen): string[] {
  const number = n === undefined ? '   ' : `${String(n).padStart(2)}.`;
  const said = [wordWithdrawal(paper), plain(wordTitle(paper, LIMITS.title))].filter(Boolean).join(' ');
  const title = pen.wrap(pen.bold(said), 4);
  return title.map((line, i) => (i === 0 ? `${pen.paint('cyan', number)} ${line.slice(4)}` : line));
}

function renderCard(view: PaperView, language: string, pen: Pen): string[] {
  const { paper, summary } = view;
  const page = toPaperPage(paper);
  const links = [...(page ? [{ label: texts.page(), url: page }] : []), ...listCardLinks(paper)];
  return [
    ...renderTitle(view, pen),
    ...pen.wrap(plain(formatAuthors(paper.authors)), 4),
    ...pen.wrap(pen.dim(wordCounts(view, language)), 4),
    ...(summary
      ? pen.wrap(`${truncate(plain(summary.text), LIMITS.abstract)} ${pen.dim(`(${plain(summary.by)})`)}`, 4)
      : []),
    ...links.map(({ label, url }) => `    ${pen.dim(label.padEnd(7))} ${pen.paint('blue', url)}`),
    ...(view.why ? pen.wrap(pen.dim(texts.why({ reason: plain(view.why) })), 4) : []),
  ];
}

function wordCounts({ paper, tally, day, date, rise }: PaperView, language: string): string {
  const own =
    tally.up + tally.down > 0
      ? `votes: 👍 ${tally.up}${tally.down ? ` 👎 ${tally.down}` : ''}`.replaceAll(' ', '\u00a0')
      : undefined;
  const count = (n: number | undefined, sign: string) =>
    n === undefined ? undefined : texts.count({ sign, n: () => formatCompact(n, language) });
  return [
    count(paper.upvotes, '▲'),
    rise &&
      texts.rise({
        gained: () => formatCompact(rise.gained, language),
        time: () => wordTime(rise.hours, 'short'),
      }),
    paper.comments ? count(paper.comments, '💬') : undefined,
    paper.stars ? count(paper.stars, '★') : undefined,
    paper.organization && truncate(plain(paper.organization), 40),
    date
      ? entryTexts.published({ date: () => plain(formatDate(date, language)) })
      : day && entryTexts.listed({ date: () => plain(formatDate(day, language)) }),
    own,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

/** The select under a list, as something to type. */
function renderMenu(message: Message, pen: Pen): string[] {
  if (buildPaperMenus(message, Number.POSITIVE_INFINITY).length === 0 || !('entries' in message)) return [];
  return pen.wrap(pen.dim(texts.menu({ n: message.entries[0]?.n ?? 1 })), 3);
}

function renderActions(actions: readonly Action[], pen: Pen): string[] {
  const buttons = actions.filter((action) => action.kind === 'button').slice(0, LIMITS.buttons);
  const keys = buttons.map(({ label }, i) => `[${String.fromCharCode(97 + i)}] ${plain(label)}`);
  const confirm = buttons.find(({ id }) => readConfirmationId(id)?.answer === 'yes');
  return [
    ...(keys.length > 0 ? pen.wrap(pen.dim(keys.join('  ')), 3) : []),
    ...(confirm ? pen.wrap(texts.typeYes({ label: plain(confirm.label) }), 3) : []),
  ];
}

function renderSpans(text: Text, pen: Pen): string {
  if (typeof text === 'string') return plain(text);
  return text.map(({ text: run, strong, code }) => renderInline(run, strong ?? code ?? false, pen)).join('');
}

function renderInline(run: string, strong: boolean, pen: Pen): string {
  // The spaces at the ends of a run separate it from the next one.
  const { before, body, after } = splitOuterSpaces(run);
  const text = plain(body);
  return `${before && ' '}${strong ? pen.bold(text) : text}${after && ' '}`;
}

interface Pen {
  paint(style: Style, text: string): string;
  bold(text: string): string;
  dim(text: string): string;
  /** A heading that fills the line. */
  drawRule(title: string): string;
  wrap(text: string, indent?: number): string[];
}

function createPen({ color, columns }: Look): Pen {
  const width = Math.max(20, Math.min(columns, LIMITS.maxColumns));
  const paint = (style: Style, text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  return {
    paint,
    bold: (text) => paint('bold', text),
    dim: (text) => paint('dim', text),
    drawRule: (title) => paint('bold', `── ${truncate(title, width - 6)} `.padEnd(width, '─')),
    wrap: (text, indent = 0) =>
      wrapAnsi(text, width - indent, { hard: true })
        .split('\n')
        // The non-breaking spaces are no longer needed.
        .map((line) => ' '.repeat(indent) + line.replaceAll('\u00a0', ' ')),
  };
}
