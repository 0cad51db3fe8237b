import { chooseCardText, listCardFacts, wordPeople } from '../../../src/core/message/card-lines.ts';
import { fitHalfScreen } from '../../../src/core/message/fit-half-screen.ts';
import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { wordTitle } from '../../../src/core/message/paper-title.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import { toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { bold, escapeText, italic, joinMarkup, maskWithoutPreview, small } from './escape.ts';
import { shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { SafeEmbed } from './payload.ts';
import { CARD_ON_PHONE } from './phone.ts';
import {
  PAPER_COLOR,
  renderFacts,
  renderInline,
  renderLinks,
  renderNumber,
  renderWithdrawn,
} from './render-parts.ts';
import { toMarkdown } from './to-markdown.ts';

/**
 * The title above the embed, which does not say it again: it is the text of a notification, and what is left of a card for people
 * who have switched embeds off.
 */
export function renderCardContent({ view }: Card): Markup {
  const title = maskWithoutPreview(wordTitle(view.paper, MAX_TITLE), toPaperPage(view.paper));
  return bold(joinMarkup([renderEntryNumber(view), title], ' '));
}

/** The longest title has 250 characters; escaped it is twice as long, and a content has 2,000. */
const MAX_TITLE = 250;

/**
 * What a card says beside its title: authors, summary and who wrote it, counts and links, why it was chosen. What is in small text has
 * one line for two of large text: two cards are to fit the screen of a phone.
 */
export function renderCardEmbed(whole: Card, room: Room): SafeEmbed {
  const card = fitHalfScreen(whole, CARD_ON_PHONE);
  const { view } = card;
  const picture = toTeaser(view.paper);
  return {
    color: PAPER_COLOR,
    ...linkPage(view),
    ...(picture && picture.length <= LIMITS.url ? { image: { url: picture } } : {}),
    description: joinParagraphs([
      small(renderPeople(card, room)),
      joinMarkup([renderSummaryText(card, room), renderCardFacts(card, room)], '\n'),
    ]),
  };
}

/** Counts, votes and links, and why the paper was chosen, in small text. */
export function renderCardFacts(card: Card, room: Room): Markup {
  const { view } = card;
  const reason = toOneLine(view.why ?? '', room(300));
  const facts = [...renderFacts(listCardFacts(card), room), ...renderLinks(view)];
  return joinMarkup(
    [small(joinMarkup(facts, ' · ')), small(reason ? renderInline(texts.why({ reason }), 310) : undefined)],
    '\n',
  );
}

export function renderSummaryText(card: Card, room: Room): Markup | undefined {
  const text = chooseCardText(card);
  if (!text) return undefined;
  return joinMarkup([toMarkdown(text, room(1500)), byLine(card.view.summary?.by ?? '')], ' ');
}

/** A summary on its own, with notes for the reader; without the picture, which would take a phone's width from it. */
export function renderSummaryEmbed(message: SummaryMessage, room: Room): SafeEmbed {
  const { view, by, notes } = message;
  return {
    color: PAPER_COLOR,
    title: renderEmbedTitle(view, room),
    ...linkPage(view),
    description: joinParagraphs([
      renderPeople(message, room),
      ...renderPoints(message, room),
      byLine(by),
      joinMarkup(
        notes.slice(0, 10).map((note) => escapeText(toOneLine(note, room(300)))),
        '\n',
      ),
      joinMarkup(renderLinks(view), ' · '),
    ]),
  };
}

/** The points of a summary, each with its label in bold. */
export function renderPoints({ points }: SummaryMessage, room: Room): Markup[] {
  return points.slice(0, 20).map(({ label, text }) => {
    const head = label ? bold(renderInline(label, room(80))) : undefined;
    return joinMarkup([head, toMarkdown(text, room(1500))], ' ');
  });
}

/** The address is also where the key of a post is. */
function linkPage({ paper }: PaperView): Pick<SafeEmbed, 'url'> {
  const url = toPaperPage(paper);
  return url ? { url } : {};
}

function renderEmbedTitle(view: PaperView, room: Room): Markup {
  const number = renderEntryNumber(view);
  const most = LIMITS.embedTitle - (number ? number.length + 1 : 0);
  const title = shrink(most, (max) => escapeText(wordTitle(view.paper, Math.min(max, room(MAX_TITLE)))));
  return joinMarkup([number, title], ' ');
}

export function renderEntryNumber({ n }: PaperView): Markup | undefined {
  return n === undefined ? undefined : renderNumber(n);
}

export function renderPeople(message: Pick<Card, 'view' | 'takesReactions'>, room: Room): Markup {
  const { withdrawnAt } = message.view.paper;
  const line = escapeText(toOneLine(wordPeople(message), room(300)));
  return joinMarkup([withdrawnAt ? renderWithdrawn(message.view) : undefined, line], ' ');
}

function byLine(by: string): Markup {
  return italic(renderInline(`— ${by}`, 120));
}

function joinParagraphs(parts: ReadonlyArray<Markup | undefined>): Markup {
  return joinMarkup(parts, '\n\n');
}
