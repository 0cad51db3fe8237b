import { listEntryFacts } from '../../../src/core/message/entry-facts.ts';
import { fitOneScreen } from '../../../src/core/message/fit-one-screen.ts';
import type {
  Card,
  Overview,
  PaperList,
  PaperView,
  SummaryMessage,
} from '../../../src/core/message/message.ts';
import { listHeadedEntries, wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { wordTitle } from '../../../src/core/message/paper-title.ts';
import type { Markup } from '../../../src/core/message/safe-text.ts';
import { toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { joinMarkup, masked, small, toHeading, toSmallLines } from '../render/escape.ts';
import { LIST_ON_PHONE } from '../render/phone.ts';
import {
  renderCardFacts,
  renderEntryNumber,
  renderPeople,
  renderPoints,
  renderSummaryText,
} from '../render/render-card.ts';
import { markEntry, writeFoot } from '../render/render-overview.ts';
import {
  renderEntry,
  renderInline,
  renderLinks,
  renderNumberedEntry,
  renderUnderHeading,
} from '../render/render-parts.ts';
import { toMarkdown } from '../render/to-markdown.ts';
import { texts } from '../texts/messages.ts';
import { renderTitle } from './draw-notice.ts';
import {
  createDivider,
  createGallery,
  createSection,
  createText,
  isUsablePicture,
  type Part,
  type Picture,
} from './elements.ts';

/** A page of results, one below the other with a line between them, or what to try when there are none. */
export function drawList(message: PaperList, room: Room): Part[] {
  const { title, note, empty, entries } = message;
  const top = [renderTitle(title, room), note ? toSmallLines(toMarkdown(note, room(300))) : undefined];
  return [
    ...createText(joinMarkup(top, '\n')),
    ...drawResults(fitOneScreen(message, LIST_ON_PHONE), room),
    ...(entries.length === 0 && empty ? createText(toMarkdown(empty, room(2000))) : []),
  ];
}

/** A digest as a person asked for it: how it is posted, with the key that votes for each paper there. */
export function drawOverview(message: Overview, room: Room): Part[] {
  const { language } = message;
  return [
    ...createText(renderTitle(wordOverviewTitle(message), room)),
    ...(message.entries.length === 0 ? createText(renderInline(texts.noPapers())) : []),
    ...listHeadedEntries(message).flatMap(({ view, heading }, i) => [
      createDivider(),
      ...createSection(
        renderUnderHeading(
          heading,
          renderEntry(markEntry(view, i), view, listEntryFacts(view, language), room),
        ),
        findPicture(view),
      ),
    ]),
    ...createText(toSmallLines(renderInline(writeFoot(message)))),
  ];
}

/** Without pictures: one takes a third of a phone's width, and five results would not fit its screen. */
function drawResults(message: PaperList, room: Room): Part[] {
  return listHeadedEntries(message).flatMap(({ view, heading }, i) => [
    createDivider(),
    ...createText(renderUnderHeading(heading, renderNumberedEntry(view, i, message.language, room))),
  ]);
}

/** One paper in full: the summary first, then its picture, and in small text what else is known. */
export function drawCard(card: Card, room: Room): Part[] {
  return [
    ...createText(renderTop(card, room)),
    ...createText(joinMarkup([renderSummaryText(card, room)], '\n')),
    ...createGallery(findPicture(card.view)),
    ...createText(renderCardFacts(card, room)),
  ];
}

/** A summary on its own, each point a paragraph; without the picture, which would take a phone's width from it. */
export function drawSummary(message: SummaryMessage, room: Room): Part[] {
  const { view, by, notes } = message;
  const source = joinMarkup([renderInline(by, 120), ...renderLinks(view)], ' · ');
  const lines = [source, ...notes.slice(0, 10).map((note) => renderInline(note, room(300)))];
  return [
    ...createText(renderTop(message, room)),
    ...renderPoints(message, room).flatMap(createText),
    ...createText(joinMarkup(lines.map(small), '\n')),
  ];
}

/** The title as a link, and who wrote it. */
function renderTop(message: Pick<Card, 'view' | 'takesReactions'>, room: Room): Markup {
  const { view } = message;
  const title = masked(wordTitle(view.paper, room(300)), toPaperPage(view.paper));
  return joinMarkup(
    [toHeading(joinMarkup([renderEntryNumber(view), title], ' ')), small(renderPeople(message, room))],
    '\n',
  );
}

function findPicture({ paper }: PaperView): Picture | undefined {
  const url = toTeaser(paper);
  return isUsablePicture(url)
    ? { url, description: texts.teaser({ title: wordTitle(paper, 150) }) }
    : undefined;
}
