import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import { formatAuthors, formatDate } from '../../../src/core/paper/format.ts';
import { toPaperPage, toTeaser } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { bold, escapeText, italic, joinMarkup, small } from './escape.ts';
import { shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { SafeEmbed } from './payload.ts';
import {
  PAPER_COLOR,
  renderCounts,
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

/** One paper in full: title, authors, summary and who wrote it, links, counts, why it was chosen. */
export function renderCardEmbed({ view, language, takesReactions }: Card, room: Room): SafeEmbed {
  const { summary } = view;
  const reason = toOneLine(view.why ?? '', room(300));
  const picture = toTeaser(view.paper);
  return {
    ...renderFrame(view, room),
    ...(picture && picture.length <= LIMITS.url ? { image: { url: picture } } : {}),
    description: joinParagraphs([
      renderPeople(view, room),
      summary && joinMarkup([toMarkdown(summary.text, room(1500)), byLine(summary.by)], '\n'),
      renderLinks(view),
      joinMarkup(
        [
          small(renderFacts(view, language)),
          small(reason ? renderInline(texts.why({ reason }), 310) : undefined),
        ],
        '\n',
      ),
    ]),
    ...(takesReactions ? { footer: { text: toOneLine(texts.reactToVote(), 100) } } : {}),
  };
}

/** A summary on its own, with notes for the reader; without the picture, which would take a phone's width from it. */
export function renderSummaryEmbed({ view, points, by, notes }: SummaryMessage, room: Room): SafeEmbed {
  return {
    ...renderFrame(view, room),
    description: joinParagraphs([
      renderPeople(view, room),
      ...points.slice(0, 20).map(({ label, text }) => {
        const head = label ? bold(renderInline(label, room(80))) : undefined;
        return joinMarkup([head, toMarkdown(text, room(1500))], ' ');
      }),
      byLine(by),
      joinMarkup(
        notes.slice(0, 10).map((note) => escapeText(toOneLine(note, room(300)))),
        '\n',
      ),
      renderLinks(view),
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

function renderPeople({ paper }: PaperView, room: Room): Markup {
  const line = [formatAuthors(paper.authors), paper.organization].filter(Boolean).join(' · ');
  return joinMarkup(
    [paper.withdrawnAt ? renderWithdrawn() : undefined, escapeText(toOneLine(line, room(300)))],
    ' ',
  );
}

/** Counts and one date: of another day than the digest's, where the card is in one; otherwise of the first version. */
function renderFacts(view: PaperView, language: string): Markup {
  const { publishedAt } = view.paper;
  const labelDay = (day: string) => ({ date: () => formatDate(day, language) });
  const when = view.day
    ? texts.listed(labelDay(view.day))
    : publishedAt && texts.published(labelDay(publishedAt.slice(0, 10)));
  return joinMarkup([renderCounts(view, language), when ? renderInline(when, 60) : undefined], ' · ');
}

function byLine(by: string): Markup {
  return italic(renderInline(`— ${by}`, 120));
}

function joinParagraphs(parts: ReadonlyArray<Markup | undefined>): Markup {
  return joinMarkup(parts, '\n\n');
}
