import { flattenText } from '../base/text.ts';
import { truncateToFit } from '../paper/format.ts';
import { countPhoneLines, type Type } from '../text/phone-lines.ts';
import { cutSpans } from './cut-spans.ts';
import { listEntryFacts } from './entry-facts.ts';
import type { Overview, PaperList, PaperView } from './message.ts';
import { listOverviewEntries } from './overview.ts';

/** So many papers are to fit the screen of a phone. */
const PAPERS = 5;

/** Five results are to be so high at most, in points: under the bars of an app and above its field to type in the first one is in sight. */
export const LIST_HEIGHT = 700;

/** How a platform's app sets the papers of an overview or a list on a phone, in points. */
export interface EntriesOnPhone {
  /** What all papers may take together: the screen without what is around them. */
  readonly height: number;
  /** The width of a line. */
  readonly width: number;
  readonly title: Type;
  readonly line: Type;
  readonly facts: Type;
  /** The most characters of a line of facts, where they are fewer than usual. */
  readonly factsLength?: number;
  /** Below each paper. */
  readonly gap: number;
}

/**
 * An overview or a list whose papers fit a phone's screen: where they would not, facts lose the topics that take a second line, then
 * sentences are shortened, those first that save most, and if all that is not enough, the longest titles. In a list, passages that
 * matched are shortened, too, before any title has less than two lines. More papers than five are scrolled anyway.
 */
export function fitOneScreen<Papers extends Overview | PaperList>(
  message: Papers,
  phone: EntriesOnPhone,
): Papers {
  if (message.entries.length > PAPERS) return message;
  const { language } = message;
  const shown = message.kind === 'overview' ? [...listOverviewEntries(message)] : [...message.entries];
  const measure = (view: PaperView): number => measureEntry(view, phone, language);
  const findExcess = (): number => shown.reduce((sum, view) => sum + measure(view), 0) - phone.height;
  for (const shorten of STEPS[message.kind]) {
    if (findExcess() <= 0) break;
    const offers = shown
      .map((view, at) => ({ at, short: shorten(view, phone) }))
      .map(({ at, short }) => ({ at, short, saved: measure(shown[at] ?? short) - measure(short) }));
    for (const { at, short, saved } of offers.toSorted((a, b) => b.saved - a.saved)) {
      if (findExcess() <= 0) break;
      if (saved > 0) shown[at] = short;
    }
  }
  return { ...message, entries: message.entries.map((own, at) => ({ ...own, ...pickShortened(shown[at]) })) };
}

function pickShortened(view: PaperView | undefined): Partial<PaperView> {
  if (!view) return {};
  const { paper, summary, snippet } = view;
  return { paper, ...(summary ? { summary } : {}), ...(snippet ? { snippet } : {}) };
}

/** The height of one paper of an overview or a list with the gap below it, in points. */
export function measureEntry(view: PaperView, phone: EntriesOnPhone, language: string): number {
  const { width, title, line, facts, factsLength, gap } = phone;
  const said = view.snippet?.length ? flattenText(view.snippet) : view.summary?.line;
  const factLine = listEntryFacts(view, language, factsLength)
    .map(({ text }) => text)
    .join(' · ');
  return (
    countTitleLines(view.paper.title, phone) * title.height +
    (said ? countPhoneLines(said, width, line) * line.height : 0) +
    (factLine ? countFactLines(factLine, phone) * facts.height : 0) +
    gap
  );
}

/** One that is no longer than a line was measured to be is one line. */
function countFactLines(factLine: string, { width, facts, factsLength = 0 }: EntriesOnPhone): number {
  return factLine.length <= factsLength ? 1 : countPhoneLines(factLine, width, facts);
}

/** A number and a full stop precede it. */
function countTitleLines(title: string, { width, title: type }: EntriesOnPhone): number {
  return countPhoneLines(`1. ${title}`, width, type);
}

function withoutTopics({ paper: { keywords: _, ...paper }, ...view }: PaperView): PaperView {
  return { ...view, paper };
}

function withShortLine(view: PaperView): PaperView {
  const { summary } = view;
  return summary?.shortLine === undefined
    ? view
    : { ...view, summary: { ...summary, line: summary.shortLine } };
}

const fitsLines =
  (lines: number, { width, line }: EntriesOnPhone) =>
  (said: string): boolean =>
    countPhoneLines(said, width, line) <= lines;

/** The passage that matched. */
const withPassageWithin =
  (lines: number) =>
  (view: PaperView, phone: EntriesOnPhone): PaperView =>
    view.snippet?.length ? { ...view, snippet: cutSpans(view.snippet, fitsLines(lines, phone)) } : view;

/** The sentence, for which nothing else has made space. */
const withSentenceWithin =
  (lines: number) =>
  (view: PaperView, phone: EntriesOnPhone): PaperView => {
    const { summary } = view;
    if (summary?.line === undefined) return view;
    return { ...view, summary: { ...summary, line: truncateToFit(summary.line, fitsLines(lines, phone)) } };
  };

/** A title is in full on its card. */
const withTitleWithin =
  (lines: number) =>
  (view: PaperView, phone: EntriesOnPhone): PaperView => {
    const { title } = view.paper;
    const fitted = truncateToFit(title, (cut) => countTitleLines(cut, phone) <= lines);
    return { ...view, paper: { ...view.paper, title: fitted } };
  };

/** Tried in this order. By its title a paper is recognized: of a result it keeps two lines until nothing else can be shortened. */
const STEPS: Readonly<Record<(Overview | PaperList)['kind'], ReadonlyArray<Shorten>>> = {
  overview: [withoutTopics, withShortLine, withTitleWithin(3), withTitleWithin(2)],
  list: [
    ...[withoutTopics, withPassageWithin(2), withShortLine, withTitleWithin(3), withTitleWithin(2)],
    ...[withSentenceWithin(2), withPassageWithin(1), withSentenceWithin(1), withTitleWithin(1)],
  ],
};

type Shorten = (view: PaperView, phone: EntriesOnPhone) => PaperView;
