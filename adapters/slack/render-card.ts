import type { types } from '@slack/bolt';
import { authorLine, dayLabel, truncate } from '../../src/core/format.ts';
import type { Card, PaperView, SummaryMessage } from '../../src/core/message.ts';
import { paperLinks, webAddress } from '../../src/core/paper-links.ts';
import { oneLine } from './escape.ts';
import { LIMITS } from './limits.ts';
import { actionRows, context, counts, plain, type Room, titleRuns } from './render-parts.ts';
import { bullets, join, link, type Run, richText, run, runs } from './rich-text.ts';

/** One paper in full: title, authors beside the picture, summary and who wrote it, links, counts, buttons. */
export function cardBlocks({ view, language, actions }: Card, room: Room): types.KnownBlock[] {
  const { summary } = view;
  return [
    ...head(view, room),
    ...richText([summary ? runs(summary.text, room(1200)) : [], summary ? byLine(summary.by) : []]),
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

function head(view: PaperView, room: Room): types.KnownBlock[] {
  const { authors, organization, withdrawnAt } = view.paper;
  const number = view.n === undefined ? [] : run(`${view.n}. `, { bold: true });
  const withdrawn = withdrawnAt ? run('Withdrawn by its authors. ', { bold: true }) : [];
  const line = [authorLine(authors), organization].filter(Boolean).join(' · ');
  return [
    ...richText([[...number, ...withdrawn, ...titleRuns(view, room)]]),
    ...byTheSide(truncate(oneLine(line), room(400)), view),
  ];
}

/** Only a section can hold a picture at its side; its text is literal, so that no name can format or mention. */
function byTheSide(line: string, { paper }: PaperView): types.KnownBlock[] {
  const address = webAddress(paper.thumbnailUrl, LIMITS.url);
  const picture = address?.startsWith('https:') ? address : undefined;
  if (!picture) return richText([run(line)]);
  const alt = `First page of ${truncate(oneLine(paper.title) || paper.id, 150)}`;
  return [
    {
      type: 'section',
      text: plain(line || 'Authors unknown', LIMITS.text),
      accessory: { type: 'image', image_url: picture, alt_text: alt },
    },
  ];
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
