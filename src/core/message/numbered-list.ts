import type { PersonId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Message } from './message.ts';

/** A list of papers that somebody was shown, by the numbers in it. */
export interface NumberedList {
  readonly title: string;
  readonly papers: ReadonlyMap<number, PaperId>;
  readonly at: Instant;
}

/** The lists that people were shown, one for each person and channel: their numbers may be typed instead of ids. */
export interface ListStore {
  /**
   * Saves the newest list of a person in a channel. A later page of the current list (the same title, and it does not
   * begin with 1) is added to it; any other list replaces it. Without a person the list was shown to everybody.
   */
  save(key: string, person: PersonId | undefined, list: NumberedList): Promise<void>;
  find(key: string, person: PersonId | undefined): Promise<NumberedList | undefined>;
}

/** The key for lists in a person's private conversation with the bot: there is one for each person. */
export const DIRECT_LIST_KEY = 'direct';

/** The numbered papers of a message; `undefined` for one that shows no list. */
export function listIn(message: Message, at: Instant): NumberedList | undefined {
  if (message.kind !== 'list') return undefined;
  const papers = new Map(
    message.entries.flatMap(({ n, paper }) => (n === undefined ? [] : [[n, paper.id] as const])),
  );
  return papers.size > 0 ? { title: message.title, papers, at } : undefined;
}
