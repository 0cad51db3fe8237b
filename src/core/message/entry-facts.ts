import { flattenText } from '../base/text.ts';
import { formatDate, truncate } from '../paper/format.ts';
import type { Paper } from '../paper/paper.ts';
import { listUpvoteFact } from '../paper/paper-facts.ts';
import { chooseTopics, toPlainWords } from '../paper/topics.ts';
import { formatTally } from '../vote/tally-label.ts';
import type { PaperView } from './message.ts';
import { texts } from './texts.ts';

/** One line of small type on a phone that is 390 points wide. */
export const FACTS_LENGTH = 44;

const MAX_WHO_LENGTH = 28;
/** A list of several days may use a second line for the day. */
const DAY_ROOM = 16;
const DATE_ROOM = 26;
const SEPARATOR = ' · ';

export interface EntryFact {
  readonly text: string;
  /** The community's votes, which are emphasized. */
  readonly isTally?: true;
}

/**
 * What distinguishes a paper in a list, in one line: upvotes with their pace, the community's votes, a day other than the
 * list's, who wrote it, topics. Votes and the day are always shown; the others as far as the line has space.
 */
export function listEntryFacts(view: PaperView, language: string): EntryFact[] {
  const { paper, tally, date, day, rise } = view;
  const label = formatTally(tally, language);
  const when = date
    ? texts.published({ date: () => formatDate(date, language) })
    : day && texts.listed({ date: () => formatDate(day, language) });
  const facts: EntryFact[] = [
    ...listUpvoteFact(paper, rise, language).map((text) => ({ text })),
    ...(label === undefined ? [] : [{ text: label, isTally: true } as const]),
    ...(when === undefined ? [] : [{ text: when }]),
  ];
  const room = FACTS_LENGTH + (date ? DATE_ROOM : day ? DAY_ROOM : 0);
  let left = room - facts.map(({ text }) => text + SEPARATOR).join('').length;
  const matched = flattenText(view.snippet);
  for (const text of [...listWriters(paper), ...chooseTopics(paper, view.summary?.line)]) {
    // A passage that says `from Tencent` has said it.
    if (text.length > left || hasWords(matched, text)) continue;
    facts.push({ text });
    left -= text.length + SEPARATOR.length;
  }
  return facts;
}

/** Whether a passage has these words, whole and in this order; signs alone are no words. */
function hasWords(passage: string, text: string): boolean {
  const words = toPlainWords(text);
  return words.length > 0 && ` ${toPlainWords(passage).join(' ')} `.includes(` ${words.join(' ')} `);
}

/** The organization that claims the paper, else its first author. */
function listWriters({ organization, authors }: Paper): string[] {
  const [first = ''] = authors;
  const who = organization?.trim() || (authors.length > 1 && first ? texts.firstAuthor({ first }) : first);
  return who ? [truncate(who.replace(/\s+/g, ' '), MAX_WHO_LENGTH)] : [];
}
