import { type EntryFact, LIST_FACTS_LENGTH, listEntryFacts } from '../../../src/core/message/entry-facts.ts';
import type { PaperView } from '../../../src/core/message/message.ts';
import { wordTitle, wordWithdrawal } from '../../../src/core/message/paper-title.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import { shortenTitle } from '../../../src/core/paper/format.ts';
import { listCardLinks, toPaperPage } from '../../../src/core/paper/paper-links.ts';
import type { Room } from '../../shared/fit.ts';
import { bold, escapeInline, escapeText, joinMarkup, masked, small } from './escape.ts';
import { toMarkdown } from './to-markdown.ts';

/** Hugging Face's yellow. */
export const PAPER_COLOR = 0xffd21e;

/** Escaped text for one line. */
export function renderInline(text: string, max = 200): Markup {
  return escapeText(toOneLine(text, max));
}

/** `3.`, escaped so that it opens no list. */
export function renderNumber(n: number): Markup {
  return escapeInline(toOneLine(`${n}.`, 20));
}

/** The title up to its colon, escaped: for places right above the full title. */
export function renderShortTitle({ paper }: PaperView): Markup {
  return renderInline(shortenTitle(toOneLine(paper.title, 1_000)) || paper.id, 80);
}

/** The title in bold, as a link to the Hugging Face page where there is one. */
function renderTitleLink({ paper }: PaperView, room: Room): Markup {
  return bold(masked(wordTitle(paper, room(300)), toPaperPage(paper)));
}

/** Facts for a line of small text, the community's votes in bold. */
export function renderFacts(facts: readonly EntryFact[], room: Room): Markup[] {
  return facts.map(({ text, isTally }) =>
    isTally ? bold(renderInline(text)) : renderInline(text, room(60)),
  );
}

/** One paper of an overview or a list: `mark` and title, the matched passage or otherwise its finding, facts in small text. */
export function renderEntry(mark: Markup, view: PaperView, facts: readonly EntryFact[], room: Room): Markup {
  const { paper, snippet, summary } = view;
  return joinMarkup(
    [
      joinMarkup(
        [mark, paper.withdrawnAt ? renderWithdrawn(view) : undefined, renderTitleLink(view, room)],
        ' ',
      ),
      snippet?.length ? toMarkdown(snippet, room(300)) : renderInline(summary?.line ?? '', room(130)),
      small(joinMarkup(renderFacts(facts, room), ' · ')),
    ],
    '\n',
  );
}

/** One paper of a list, marked by its number. */
export function renderNumberedEntry(view: PaperView, i: number, language: string, room: Room): Markup {
  const facts = listEntryFacts(view, language, LIST_FACTS_LENGTH);
  return renderEntry(bold(renderNumber(view.n ?? i + 1)), view, facts, room);
}

/** A group is named in one line of a phone. */
const HEADING_LENGTH = 60;

/** What the entries from this one on have in common, right above it. */
export function renderUnderHeading(heading: string | undefined, drawn: Markup): Markup {
  return joinMarkup([bold(renderInline(heading ?? '', HEADING_LENGTH)), drawn], '\n');
}

export function renderWithdrawn({ paper }: PaperView): Markup {
  return bold(renderInline(wordWithdrawal(paper)));
}

/** `arXiv · PDF · Code · Project`, as far as they are known. */
export function renderLinks({ paper }: PaperView): Markup[] {
  return listCardLinks(paper).map(({ label, url }) => masked(toOneLine(label, 20), url));
}
