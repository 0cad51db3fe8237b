import type { types } from '@slack/bolt';
import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { type SafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { formatAuthors, formatDate } from '../../../src/core/paper/format.ts';
import { listCardLinks, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { Safe, SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import {
  context,
  renderActionRows,
  renderFeedback,
  toTitleRuns,
  toWithdrawnRuns,
  wordCounts,
} from './render-parts.ts';
import { buildRichText, bullets, join, link, type Run, run, toRuns } from './rich-text.ts';

/** One paper in full: title, authors, summary, teaser, links, counts, buttons. */
export function renderCard({ view, language, actions }: Card, room: Room): SafeBlock[] {
  const { summary } = view;
  const reason = toOneLine(view.why ?? '', room(600));
  return [
    ...buildRichText([renderHeadline(view, room)]),
    ...buildRichText([run(renderPeople(view, room))]),
    ...buildRichText(summary ? [toRuns(summary.text, room(1200)), byLine(summary.by)] : []),
    ...renderTeaser(view),
    ...buildRichText([listLinks(view)]),
    ...context([wordFacts(view, language), reason ? texts.why({ reason }) : undefined], room),
    ...renderActionRows(actions),
  ];
}

/** A summary on its own, with notes for the reader. */
export function renderSummary(message: SummaryMessage, room: Room): SafeBlock[] {
  const points = message.points
    .slice(0, 20)
    .map(({ label, text }) => [
      ...run(label ? `${toOneLine(label, 80)}: ` : '', { bold: true }),
      ...toRuns(text, room(1500)),
    ]);
  const labeled = message.points.some(({ label }) => label);
  return [
    ...buildRichText([renderHeadline(message.view, room), run(renderPeople(message.view, room))]),
    // One block per paragraph: Slack adds space between blocks.
    ...(labeled ? bullets(points) : points.flatMap((point) => buildRichText([point]))),
    ...buildRichText([byLine(message.by), listLinks(message.view)]),
    ...context(message.notes, room),
    ...renderFeedback(message.feedback),
    ...renderActionRows(message.actions),
  ];
}

function renderHeadline(view: PaperView, room: Room): Run[] {
  const number = view.n === undefined ? [] : run(`${view.n}. `, { bold: true });
  return [...number, ...toWithdrawnRuns(view), ...toTitleRuns(view, room)];
}

function renderPeople({ paper }: PaperView, room: Room): SafeText {
  const line = [formatAuthors(paper.authors), paper.organization].filter(Boolean).join(' · ');
  return toOneLine(line, room(400));
}

/** The teaser at a readable width. */
function renderTeaser({ paper }: PaperView): Array<Safe<types.ImageBlock>> {
  const picture = toTeaser(paper);
  if (picture === undefined || picture.length > LIMITS.url) return [];
  const alt = texts.teaser({ title: toOneLine(paper.title, 150) || paper.id });
  return [{ type: 'image', image_url: picture, alt_text: toOneLine(alt, 200) }];
}

function byLine(by: string): Run[] {
  return run(`— ${byWords(by)}`, { italic: true });
}

const byWords = (by: string): SafeText => toOneLine(by, 150);

function listLinks({ paper }: PaperView): Run[] {
  return join(
    listCardLinks(paper).map(({ label, url }) => link(url, label)),
    ' · ',
  );
}

/** Counts and one date: of another day than the digest's, where the card is in one; otherwise of the first version. */
function wordFacts(view: PaperView, language: string): string {
  const { publishedAt } = view.paper;
  const labelDay = (day: string) => ({ date: () => formatDate(day, language) });
  const when = view.day
    ? texts.listed(labelDay(view.day))
    : publishedAt && texts.published(labelDay(publishedAt.slice(0, 10)));
  return [wordCounts(view, language), when].filter(Boolean).join(' · ');
}
