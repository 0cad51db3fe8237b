import type { APIEmbed } from 'discord.js';
import { webAddress } from '../../../src/core/base/web-address.ts';
import type { Card, PaperView, SummaryMessage } from '../../../src/core/message/message.ts';
import { authorLine, dateLabel, truncate } from '../../../src/core/paper/format.ts';
import { paperPage } from '../../../src/core/paper/paper-links.ts';
import { escapeText, oneLine } from './escape.ts';
import { type Room, shrink } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import {
  counts,
  joined,
  lines,
  linkLine,
  marked,
  nameOf,
  PAPER_COLOR,
  small,
  titleOf,
  WITHDRAWN,
} from './render-parts.ts';

/** What the title begins with, as small print above the embed, for notifications: the embed says the whole of it at once. */
export function cardContent({ view }: Card): string {
  return `-# ${nameOf(view)}`;
}

/** One paper in full: title, authors, summary and who wrote it, links, counts, why it is here. */
export function cardEmbed({ view, language, takesReactions }: Card, room: Room): APIEmbed {
  const { summary, why } = view;
  const picture = webAddress(view.paper.thumbnailUrl, LIMITS.url);
  return {
    ...frame(view, room),
    // Discord fetches the picture itself, and takes no plain http here.
    ...(picture?.startsWith('https:') ? { thumbnail: { url: picture } } : {}),
    description: paragraphs([
      people(view, room),
      summary && lines([marked(summary.text, room(1500)), byLine(summary.by)]),
      linkLine(view),
      lines([
        small(facts(view, language)),
        small(why && `Why: ${escapeText(truncate(oneLine(why), room(300)))}`),
      ]),
    ]),
    ...(takesReactions ? { footer: { text: 'React 👍 or 👎 to vote' } } : {}),
  };
}

/** A summary on its own, with what the reader should know about it; without the picture, which would take a phone's width from it. */
export function summaryEmbed({ view, points, by, notes }: SummaryMessage, room: Room): APIEmbed {
  return {
    ...frame(view, room),
    description: paragraphs([
      people(view, room),
      ...points.slice(0, 20).map(({ label, text }) => {
        const head = label ? `**${escapeText(truncate(oneLine(label), room(80)))}** ` : '';
        return `${head}${marked(text, room(1500))}`;
      }),
      byLine(by),
      lines(notes.slice(0, 10).map((note) => escapeText(truncate(oneLine(note), room(300))))),
      linkLine(view),
    ]),
  };
}

function frame(view: PaperView, room: Room): APIEmbed {
  const number = view.n === undefined ? '' : `${view.n}. `;
  const most = LIMITS.embedTitle - number.length;
  const title = shrink(most, (max) => escapeText(titleOf(view, Math.min(max, room(250)))));
  const url = paperPage(view.paper.id);
  return {
    color: PAPER_COLOR,
    title: `${number}${title}`,
    ...(url ? { url } : {}),
  };
}

function people({ paper }: PaperView, room: Room): string {
  const withdrawn = paper.withdrawnAt ? `**${WITHDRAWN}** ` : '';
  const line = truncate(oneLine(joined([authorLine(paper.authors), paper.organization])), room(300));
  return `${withdrawn}${escapeText(line)}`.trim();
}

function facts(view: PaperView, language: string): string {
  const { publishedAt } = view.paper;
  const date = (day: string) => escapeText(truncate(oneLine(dateLabel(day, language)), 60));
  return joined([
    counts(view, language),
    publishedAt ? `published ${date(publishedAt.slice(0, 10))}` : undefined,
    view.day ? `listed ${date(view.day)}` : undefined,
  ]);
}

function byLine(by: string): string {
  return `*— ${escapeText(truncate(oneLine(by), 120))}*`;
}

function paragraphs(parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(Boolean).join('\n\n');
}
