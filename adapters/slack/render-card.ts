import type { types } from '@slack/bolt';
import { authorLine, dayLabel, truncate } from '../../src/core/format.ts';
import type { Card, PaperView, SummaryMessage, Text } from '../../src/core/message.ts';
import { paperLinks, webAddress } from '../../src/core/paper-links.ts';
import { manyLines, oneLine } from './escape.ts';
import { LIMITS } from './limits.ts';
import { actionRows, context, counts, type Room, titleRuns } from './render-parts.ts';
import { bullets, join, link, type Run, richText, run, runs } from './rich-text.ts';

/** One paper in full: title, authors beside the picture, summary and who wrote it, links, counts, buttons. */
export function cardBlocks({ view, language, actions }: Card, room: Room): types.KnownBlock[] {
  const { summary } = view;
  // Beside the picture, where its height would otherwise stand empty; formatted where there is none.
  const beside = summary && pictureOf(view) ? literal(summary.text, room(1200)) : undefined;
  return [
    ...head(view, room, beside),
    ...richText([
      summary && beside === undefined ? runs(summary.text, room(1200)) : [],
      summary ? byLine(summary.by) : [],
    ]),
    ...richText([links(view)]),
    ...context([factLine(view, language), view.why ? `Why: ${view.why}` : undefined], room),
    ...actionRows(actions),
  ];
}

/** A summary on its own, with what the reader should know about it. */
export function summaryBlocks(message: SummaryMessage, room: Room): types.KnownBlock[] {
  const points = message.points
    .slice(0, 20)
    .map(({ label, text }) => [
      ...run(label ? `${truncate(oneLine(label), 80)}: ` : '', { bold: true }),
      ...runs(text, room(1500)),
    ]);
  const labelled = message.points.some(({ label }) => label);
  return [
    ...head(message.view, room),
    ...(labelled ? bullets(points) : richText(points)),
    ...richText([byLine(message.by)]),
    ...richText([links(message.view)]),
    ...context(message.notes, room),
    ...actionRows(message.actions),
  ];
}

function head(view: PaperView, room: Room, beside?: string): types.KnownBlock[] {
  const { authors, organization, withdrawnAt } = view.paper;
  const number = view.n === undefined ? [] : run(`${view.n}. `, { bold: true });
  const withdrawn = withdrawnAt ? run('Withdrawn by its authors. ', { bold: true }) : [];
  const line = [authorLine(authors), organization].filter(Boolean).join(' · ');
  return [
    ...richText([[...number, ...withdrawn, ...titleRuns(view, room)]]),
    ...byTheSide([truncate(oneLine(line), room(400)), beside].filter(Boolean).join('\n'), view),
  ];
}

/** Only a section can hold a picture at its side; its text is literal, so that no name can format or mention. */
function byTheSide(lines: string, view: PaperView): types.KnownBlock[] {
  const { paper } = view;
  const picture = pictureOf(view);
  if (!picture) return richText([run(lines)]);
  const alt = `First page of ${truncate(oneLine(paper.title) || paper.id, 150)}`;
  return [
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: truncate(manyLines(lines), LIMITS.text) || 'Authors unknown',
        emoji: false,
      },
      accessory: { type: 'image', image_url: picture, alt_text: alt },
    },
  ];
}

function pictureOf({ paper }: PaperView): string | undefined {
  const address = webAddress(paper.thumbnailUrl, LIMITS.url);
  return address?.startsWith('https:') ? address : undefined;
}

function literal(text: Text, max: number): string {
  const words = typeof text === 'string' ? text : text.map((span) => span.text).join('');
  return truncate(oneLine(words), max);
}

function byLine(by: string): Run[] {
  return run(`— ${truncate(oneLine(by), 150)}`, { italic: true });
}

function links({ paper }: PaperView): Run[] {
  return join(
    paperLinks(paper).map(({ label, url }) => link(url, label)),
    ' · ',
  );
}

function factLine(view: PaperView, language: string): string {
  const { publishedAt } = view.paper;
  const published = publishedAt ? `published ${dayLabel(publishedAt.slice(0, 10), language)}` : undefined;
  const listed = view.day ? `listed ${dayLabel(view.day, language)}` : undefined;
  return [counts(view, language), published, listed].filter(Boolean).join(' · ');
}
