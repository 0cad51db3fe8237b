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
/** The same in a list, also with letters that are wider than Helvetica’s. */
export const LIST_FACTS_LENGTH = 39;

/** An overview of several days may use a second line for the day. */
const DAY_ROOM = 16;
const SEPARATOR = ' · ';

export interface EntryFact {
  readonly text: string;
  /** The community's votes, which are emphasized. */
  readonly isTally?: true;
}

/**
 * What distinguishes a paper in a list, in one line: upvotes with their pace, the community's votes, a day other than the
 * list's, who wrote it, topics. Votes and the day are always shown; the others as far as the line has space, which `most` says in
 * characters.
 */
export function listEntryFacts(view: PaperView, language: string, most?: number): EntryFact[] {
  const { paper, tally, date, day, rise } = view;
  const label = formatTally(tally, language);
  // A date alone is that of the paper.
  const when = date
    ? formatDate(date, language)
    : day && texts.listed({ date: () => formatDate(day, language) });
  const facts: EntryFact[] = [
    ...listUpvoteFact(paper, rise, language).map((text) => ({ text })),
    ...(label === undefined ? [] : [{ text: label, isTally: true } as const]),
    ...(when === undefined ? [] : [{ text: when }]),
  ];
  const room = most ?? FACTS_LENGTH + (day && !date ? DAY_ROOM : 0);
  const left = room - facts.map(({ text }) => text + SEPARATOR).join('').length;
  return [...facts, ...chooseWords(view, left).map((text) => ({ text }))];
}

/** What a line of facts has of a paper that does not change while a post of it is seen: who wrote it, and topics. */
export function listLastingFacts(view: PaperView): string[] {
  return chooseWords(view, FACTS_LENGTH);
}

/** Who wrote the paper and topics, as many as fit: two topics rather than an author's first name. */
function chooseWords(view: PaperView, room: number): string[] {
  const { paper, summary, snippet } = view;
  const matched = flattenText(snippet);
  // A passage that says `from Tencent` has said it.
  const isNew = (text: string): boolean => !hasWords(matched, text);
  const topics = chooseTopics(paper, summary?.line).filter(isNew);
  const writers = listWriters(paper).filter(isNew);
  const withTopics = [topics.length, 2, 1].flatMap((count) =>
    (writers.length > 0 ? writers : ['']).map((who) => [who, ...topics.slice(0, count)].filter(Boolean)),
  );
  const some = [...withTopics, ...writers.map((who) => [who]), topics.slice(0, 2), topics.slice(0, 1)];
  return some.find((words) => words.join(SEPARATOR).length <= room) ?? [];
}

/** Whether a passage has these words, whole and in this order; signs alone are no words. */
function hasWords(passage: string, text: string): boolean {
  const words = toPlainWords(text);
  return words.length > 0 && ` ${toPlainWords(passage).join(' ')} `.includes(` ${words.join(' ')} `);
}

/** The organization that claims the paper, else its first author: in full, and by the last name. */
function listWriters({ organization, authors }: Paper): string[] {
  const [first = ''] = authors;
  const named = organization?.trim() ? [organization] : [first, first.trim().split(/\s+/).at(-1) ?? ''];
  const isOneOfSeveral = !organization?.trim() && authors.length > 1;
  return named
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .map((name) => truncate(isOneOfSeveral ? texts.firstAuthor({ first: name }) : name, MAX_WHO_LENGTH));
}
