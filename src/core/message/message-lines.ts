import { flattenText } from '../base/text.ts';
import { formatAuthors, truncate } from '../paper/format.ts';
import { toPaperPage } from '../paper/paper-links.ts';
import type { Message, Overview, PaperList, PaperView } from './message.ts';
import { listHeadedEntries, wordOverviewTitle } from './overview.ts';
import { wordNumberedTitle } from './paper-title.ts';
import { texts } from './texts.ts';

/** One line of a message without a layout; the link is ours and needs no escaping, the text does. */
export interface PlainLine {
  readonly text: string;
  readonly link?: string;
}

/** The content of a message, line by line, for a platform that refuses its layout. */
export function toPlainLines(message: Message): PlainLine[] {
  return [{ text: writeSharedBy(message) ?? '' }, ...toLines(message)].filter(
    ({ text }) => text.trim() !== '',
  );
}

const MAX_NAME_LENGTH = 60;

/** `Shared by @Ada`, for a message that somebody shared. A name can be any text: platforms show it as plain text. */
export function writeSharedBy({ sharedBy }: Message): string | undefined {
  const name = sharedBy?.replace(/\s+/g, ' ').trim();
  return name ? texts.sharedBy({ name: truncate(name, MAX_NAME_LENGTH) }) : undefined;
}

function toLines(message: Message): PlainLine[] {
  switch (message.kind) {
    case 'card':
      return toCardLines(message.view);
    case 'overview':
      return [{ text: wordOverviewTitle(message) }, ...toHeadedLines(message)];
    case 'list':
      return [
        { text: message.title },
        { text: flattenText(message.note) },
        ...toHeadedLines(message),
        { text: message.entries.length === 0 ? flattenText(message.empty) : '' },
      ];
    case 'summary':
      return [
        toTitleLine(message.view),
        ...message.points.map(({ label, text }) => ({
          text: truncate(label ? `${label}: ${text}` : text, 600),
        })),
        { text: truncate(message.by, 120) },
      ];
    case 'fields':
      return [
        { text: message.title },
        { text: flattenText(message.intro) },
        ...message.fields.map(({ name, value }) => ({ text: `${name}: ${flattenText(value)}` })),
      ];
    case 'notice':
      return [
        message.title,
        flattenText(message.text),
        flattenText(message.fix),
        message.example?.text ?? '',
      ].map((text) => ({
        text,
      }));
  }
}

function toCardLines(view: PaperView): PlainLine[] {
  const { paper, summary } = view;
  const people = [formatAuthors(paper.authors), paper.organization].filter(Boolean).join(' · ');
  return [
    toTitleLine(view),
    { text: truncate(people, 200) },
    { text: summary ? truncate(summary.text, 700) : '' },
    { text: summary ? `– ${truncate(summary.by, 120)}` : '' },
  ];
}

function toHeadedLines(message: Overview | PaperList): PlainLine[] {
  return listHeadedEntries(message).flatMap(({ view, heading = '' }, i) => [
    { text: heading },
    toEntryLine(view, i),
  ]);
}

function toEntryLine(view: PaperView, i: number): PlainLine {
  return toTitleLine({ ...view, n: view.n ?? i + 1 });
}

function toTitleLine(view: PaperView): PlainLine {
  const page = toPaperPage(view.paper);
  return {
    text: wordNumberedTitle(view, 120),
    ...(page ? { link: page } : {}),
  };
}
