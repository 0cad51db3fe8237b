import type { types } from '@slack/bolt';
import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { oneLine, type SafeText } from '../../../src/core/message/safe-text.ts';
import { authorLine, dateLabel } from '../../../src/core/paper/format.ts';
import { cardLinks, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { Safe, SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { actionRows, context, counts, feedbackBlock, titleRuns, withdrawnRuns } from './render-parts.ts';
import { bullets, join, link, type Run, richText, run, runs } from './rich-text.ts';

/** One paper in full: title, authors, summary, teaser, links, counts, buttons. */
export function cardBlocks({ view, language, actions }: Card, room: Room): SafeBlock[] {
  const { summary } = view;
  const reason = oneLine(view.why ?? '', room(600));
  return [
    ...richText([headline(view, room)]),
    ...richText([run(people(view, room))]),
    ...richText(summary ? [runs(summary.text, room(1200)), byLine(summary.by)] : []),
    ...teaser(view),
    ...richText([links(view)]),
    ...context([wordFacts(view, language), reason ? texts.why({ reason }) : undefined], room),
    ...actionRows(actions),
  ];
}

/** A summary on its own, with notes for the reader. */
export function summaryBlocks(message: SummaryMessage, room: Room): SafeBlock[] {
  const points = message.points
    .slice(0, 20)
    .map(({ label, text }) => [
      ...run(label ? `${oneLine(label, 80)}: ` : '', { bold: true }),
      ...runs(text, room(1500)),
    ]);
  const labeled = message.points.some(({ label }) => label);
  return [
    ...richText([headline(message.view, room), run(people(message.view, room))]),
    // One block per paragraph: Slack adds space between blocks.
    ...(labeled ? bullets(points) : points.flatMap((point) => richText([point]))),
    ...richText([byLine(message.by), links(message.view)]),
    ...context(message.notes, room),
    ...feedbackBlock(message.feedback),
    ...actionRows(message.actions),
  ];
}

function headline(view: PaperView, room: Room): Run[] {
  const number = view.n === undefined ? [] : run(`${view.n}. `, { bold: true });
  return [...number, ...withdrawnRuns(view), ...titleRuns(view, room)];
}

function people({ paper }: PaperView, room: Room): SafeText {
  const line = [authorLine(paper.authors), paper.organization].filter(Boolean).join(' · ');
  return oneLine(line, room(400));
}

/** The teaser at a readable width. */
function teaser({ paper }: PaperView): Array<Safe<types.ImageBlock>> {
  const picture = toTeaser(paper);
  if (picture === undefined || picture.length > LIMITS.url) return [];
  const alt = texts.teaser({ title: oneLine(paper.title, 150) || paper.id });
  return [{ type: 'image', image_url: picture, alt_text: oneLine(alt, 200) }];
}

function byLine(by: string): Run[] {
  return run(`— ${byWords(by)}`, { italic: true });
}

const byWords = (by: string): SafeText => oneLine(by, 150);

function links({ paper }: PaperView): Run[] {
  return join(
    cardLinks(paper).map(({ label, url }) => link(url, label)),
    ' · ',
  );
}

/** Counts and one date: of another day than the digest's, where the card is in one; otherwise of the first version. */
function wordFacts(view: PaperView, language: string): string {
  const { publishedAt } = view.paper;
  const when = view.day
    ? texts.listed({ date: dateLabel(view.day, language) })
    : publishedAt && texts.published({ date: dateLabel(publishedAt.slice(0, 10), language) });
  return [counts(view, language), when].filter(Boolean).join(' · ');
}
