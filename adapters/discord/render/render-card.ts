import { chooseCardText, listCardFacts, wordPeople } from '../../../src/core/message/card-lines.ts';
import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import { toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { bold, escapeText, italic, joinMarkup, small } from './escape.ts';
import { shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { SafeEmbed } from './payload.ts';
import {
  PAPER_COLOR,
  renderFacts,
  renderFullTitle,
  renderInline,
  renderLinks,
  renderNumber,
  renderShortTitle,
  renderWithdrawn,
} from './render-parts.ts';
import { toMarkdown } from './to-markdown.ts';

/** The beginning of the title, as small text above the embed, for notifications: the embed has all of it. */
export function renderCardContent({ view }: Card): Markup {
  return small(renderShortTitle(view)) ?? renderShortTitle(view);
}

/**
 * One paper in full: title, authors, summary and who wrote it, counts and links, why it was chosen. What is in small text has one
 * line for two of large text: two cards are to fit the screen of a phone.
 */
export function renderCardEmbed(card: Card, room: Room): SafeEmbed {
  const { view } = card;
  const reason = toOneLine(view.why ?? '', room(300));
  const picture = toTeaser(view.paper);
  const facts = [...renderFacts(listCardFacts(card), room), ...renderLinks(view)];
  return {
    ...renderFrame(view, room),
    ...(picture && picture.length <= LIMITS.url ? { image: { url: picture } } : {}),
    description: joinParagraphs([
      small(renderPeople(card, room)),
      joinMarkup(
        [
          renderSummaryText(card, room),
          small(joinMarkup(facts, ' · ')),
          small(reason ? renderInline(texts.why({ reason }), 310) : undefined),
        ],
        '\n',
      ),
    ]),
  };
}

function renderSummaryText(card: Card, room: Room): Markup | undefined {
  const text = chooseCardText(card);
  if (!text) return undefined;
  return joinMarkup([toMarkdown(text, room(1500)), byLine(card.view.summary?.by ?? '')], ' ');
}

/** A summary on its own, with notes for the reader; without the picture, which would take a phone's width from it. */
export function renderSummaryEmbed(message: SummaryMessage, room: Room): SafeEmbed {
  const { view, points, by, notes } = message;
  return {
    ...renderFrame(view, room),
    description: joinParagraphs([
      renderPeople(message, room),
      ...points.slice(0, 20).map(({ label, text }) => {
        const head = label ? bold(renderInline(label, room(80))) : undefined;
        return joinMarkup([head, toMarkdown(text, room(1500))], ' ');
      }),
      byLine(by),
      joinMarkup(
        notes.slice(0, 10).map((note) => escapeText(toOneLine(note, room(300)))),
        '\n',
      ),
      joinMarkup(renderLinks(view), ' · '),
    ]),
  };
}

function renderFrame(view: PaperView, room: Room): SafeEmbed {
  const number = view.n === undefined ? undefined : renderNumber(view.n);
  const most = LIMITS.embedTitle - (number ? number.length + 1 : 0);
  const title = shrink(most, (max) => escapeText(renderFullTitle(view, Math.min(max, room(250)))));
  const url = toPaperPage(view.paper.id);
  return {
    color: PAPER_COLOR,
    title: joinMarkup([number, title], ' '),
    ...(url ? { url } : {}),
  };
}

function renderPeople(message: Pick<Card, 'view' | 'takesReactions'>, room: Room): Markup {
  const { withdrawnAt } = message.view.paper;
  const line = escapeText(toOneLine(wordPeople(message), room(300)));
  return joinMarkup([withdrawnAt ? renderWithdrawn() : undefined, line], ' ');
}

function byLine(by: string): Markup {
  return italic(renderInline(`— ${by}`, 120));
}

function joinParagraphs(parts: ReadonlyArray<Markup | undefined>): Markup {
  return joinMarkup(parts, '\n\n');
}
