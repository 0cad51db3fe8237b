import type { Digest } from '../delivery/delivery.ts';
import { formatDate, formatDay, formatMonth } from '../paper/format.ts';
import type { RecapSpan } from '../schedule/recap.ts';
import type { Overview, PaperList, PaperView } from './message.ts';
import { texts } from './texts.ts';

type Heading = Pick<Overview, 'day' | 'leftoversOn' | 'part' | 'recap' | 'language'>;

/**
 * `Daily papers · Thu, Apr 30, 2026`. A digest without anything new says so, and is named by the day it is posted on: otherwise
 * three in a row over a weekend would have the same title.
 */
export function wordOverviewTitle({ day, leftoversOn, part, recap, language }: Heading): string {
  if (recap) return wordRecapTitle(recap, language);
  const on = { day: () => formatDay(leftoversOn ?? day, language) };
  const name =
    leftoversOn === undefined
      ? texts.digest(on)
      : day < leftoversOn
        ? texts.digestEarlier(on)
        : texts.digestMore(on);
  return part ? `${name} ${texts.part({ n: part.n, total: part.of })}` : name;
}

function wordRecapTitle({ period, from, to }: RecapSpan, language: string): string {
  if (period === 'month') return texts.monthRecap({ month: () => formatMonth(from.slice(0, 7), language) });
  return texts.weekRecap({ from: () => formatDate(from, language), to: () => formatDate(to, language) });
}

/** The title of the thread under a digest's overview. */
export function wordThreadTitle({ day, leftoversOn }: Digest, language: string): string {
  return wordOverviewTitle({ day, language, ...(leftoversOn === undefined ? {} : { leftoversOn }) });
}

/** The entries, each with its own day only where the title names another; a recap's names all of its days. */
export function listOverviewEntries(message: Overview): PaperView[] {
  if (message.recap) return message.entries.map(({ day: _, ...view }) => view);
  return message.entries.map((view) => withOtherDay(view, message));
}

/** An entry; the first of each group with what the group is called. */
export interface HeadedEntry {
  readonly view: PaperView;
  readonly heading: string | undefined;
}

/** The entries of an overview or a list. */
export function listHeadedEntries(message: Overview | PaperList): HeadedEntry[] {
  const headings = new Map<number, string>();
  let at = 0;
  for (const { heading, count } of message.groups ?? []) {
    headings.set(at, heading);
    at += count;
  }
  const entries = message.kind === 'overview' ? listOverviewEntries(message) : message.entries;
  return entries.map((view, i) => ({ view, heading: headings.get(i) }));
}

/** A paper of a digest, with its own day only where the title of the digest names another. */
export function withOtherDay(
  { day: own, ...view }: PaperView,
  { day, leftoversOn }: Pick<Digest, 'day' | 'leftoversOn'>,
): PaperView {
  return own === undefined || own === (leftoversOn ?? day) ? view : { ...view, day: own };
}
