import type { types } from '@slack/bolt';
import { chooseCardText, listCardFacts, wordPeople } from '../../../src/core/message/card-lines.ts';
import { fitHalfScreen } from '../../../src/core/message/fit-half-screen.ts';
import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { wordTitle } from '../../../src/core/message/paper-title.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import { listCardLinks, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { Safe, SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { CARD_ON_PHONE } from './phone.ts';
import { context, renderActionRows, renderFeedback, toTitleRuns, toWithdrawnRuns } from './render-parts.ts';
import { buildRichText, bullets, join, link, type Run, run, toRuns } from './rich-text.ts';

/**
 * One paper in full: title, authors, summary with who wrote it, teaser, counts and links, buttons. Slack leaves air between blocks,
 * and two cards are to fit the screen of a phone: so these are few.
 */
export function renderCard(whole: Card, room: Room): SafeBlock[] {
  const card = fitHalfScreen(whole, CARD_ON_PHONE);
  const { view } = card;
  const reason = toOneLine(view.why ?? '', room(600));
  return [
    ...buildRichText([renderHeadline(view, room), run(toOneLine(wordPeople(card), room(400)))]),
    ...buildRichText([renderSummaryRuns(card, room)]),
    ...renderTeaser(view),
    ...buildRichText([join([renderFacts(card, room), ...renderLinks(view)], ' · ')]),
    ...context([reason ? texts.why({ reason }) : undefined], room),
    ...renderActionRows(card.actions),
  ];
}

function renderSummaryRuns(card: Card, room: Room): Run[] {
  const text = chooseCardText(card);
  return text === undefined ? [] : join([toRuns(text, room(1200)), byLine(card.view.summary?.by ?? '')], ' ');
}

function renderFacts(card: Card, room: Room): Run[] {
  const line = listCardFacts(card).map(({ text }) => text);
  return run(toOneLine(line.join(' · '), room(300)), { italic: true });
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
    ...buildRichText([renderHeadline(message.view, room), run(toOneLine(wordPeople(message), room(400)))]),
    // One block per paragraph: Slack adds space between blocks.
    ...(labeled ? bullets(points) : points.flatMap((point) => buildRichText([point]))),
    ...buildRichText([byLine(message.by), join(renderLinks(message.view), ' · ')]),
    ...context(message.notes, room),
    ...renderFeedback(message.feedback),
    ...renderActionRows(message.actions),
  ];
}

function renderHeadline(view: PaperView, room: Room): Run[] {
  const number = view.n === undefined ? [] : run(`${view.n}. `, { bold: true });
  return [...number, ...toWithdrawnRuns(view), ...toTitleRuns(view, room)];
}

/** The teaser at a readable width. */
function renderTeaser({ paper }: PaperView): Array<Safe<types.ImageBlock>> {
  const picture = toTeaser(paper);
  if (picture === undefined || picture.length > LIMITS.url) return [];
  const alt = texts.teaser({ title: wordTitle(paper, 150) });
  return [{ type: 'image', image_url: picture, alt_text: toOneLine(alt, 200) }];
}

function byLine(by: string): Run[] {
  return run(`— ${toOneLine(by, 150)}`, { italic: true });
}

function renderLinks({ paper }: PaperView): Run[][] {
  return listCardLinks(paper).map(({ label, url }) => link(url, label));
}
