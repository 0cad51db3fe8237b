import { entryFacts } from '../../../src/core/message/entry-facts.ts';
import type { PaperView } from '../../../src/core/message/message.ts';
import { type Markup, oneLine, type SafeText } from '../../../src/core/message/safe-text.ts';
import { shortTitle as shortenTitle } from '../../../src/core/paper/format.ts';
import { paperFacts } from '../../../src/core/paper/paper-facts.ts';
import { cardLinks, paperPage } from '../../../src/core/paper/paper-links.ts';
import { tallyLabel } from '../../../src/core/vote/tally-label.ts';
import type { Tally } from '../../../src/core/vote/vote.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { bold, escapeInline, escapeText, joined, masked, small } from './escape.ts';
import { toMarkdown } from './to-markdown.ts';

/** Hugging Face's yellow. */
export const PAPER_COLOR = 0xffd21e;

/** Escaped text for one line. */
export function inlineText(text: string, max = 200): Markup {
  return escapeText(oneLine(text, max));
}

/** `3.`, escaped so that it opens no list. */
export function numbered(n: number): Markup {
  return escapeInline(oneLine(`${n}.`, 20));
}

/** A title as plain text; the id where nothing of it is visible. */
export function fullTitle({ paper }: PaperView, max: number): SafeText {
  return oneLine(paper.title, max) || oneLine(paper.id, max);
}

/** The title up to its colon, escaped: for places right above the full title. */
export function shortTitle({ paper }: PaperView): Markup {
  return inlineText(shortenTitle(oneLine(paper.title, 1_000)) || paper.id, 80);
}

/** The title in bold, as a link to the Hugging Face page where there is one. */
function titleLink(view: PaperView, room: Room): Markup {
  return bold(masked(fullTitle(view, room(300)), paperPage(view.paper.id)));
}

/** `82 upvotes · 12 comments · 1.2K stars · 👍 3 👎 1`: only what is known. */
export function counts({ paper, tally, rise }: PaperView, language: string): Markup {
  return joined(
    [...paperFacts(paper, rise, language).map((fact) => inlineText(fact)), votes(tally, language)],
    ' · ',
  );
}

function votes(tally: Tally, language: string): Markup | undefined {
  const label = tallyLabel(tally, language);
  return label === undefined ? undefined : bold(inlineText(label));
}

/** One paper of an overview or a list: `mark` and title, the matched passage or otherwise its finding, facts in small text. */
export function entry(mark: Markup, view: PaperView, language: string, room: Room): Markup {
  const { paper, snippet, summary } = view;
  const facts = entryFacts(view, language).map(({ text, isTally }) =>
    isTally ? bold(inlineText(text)) : inlineText(text, room(60)),
  );
  return joined(
    [
      joined([mark, paper.withdrawnAt ? WITHDRAWN : undefined, titleLink(view, room)], ' '),
      snippet?.length ? toMarkdown(snippet, room(300)) : inlineText(summary?.line ?? '', room(130)),
      small(joined(facts, ' · ')),
    ],
    '\n',
  );
}

/** A group is named in one line of a phone. */
const HEADING_LENGTH = 60;

/** What the entries from this one on have in common, right above it. */
export function underHeading(heading: string | undefined, drawn: Markup): Markup {
  return joined([bold(inlineText(heading ?? '', HEADING_LENGTH)), drawn], '\n');
}

export const WITHDRAWN = bold(inlineText(texts.withdrawn()));

/** `arXiv · PDF · Code · Project`, as far as they are known. */
export function linkLine({ paper }: PaperView): Markup {
  return joined(
    cardLinks(paper).map(({ label, url }) => masked(oneLine(label, 20), url)),
    ' · ',
  );
}
