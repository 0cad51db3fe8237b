import type { PaperWords } from '../matching/paper-words.ts';
import { isCategory, readTerms } from '../matching/terms.ts';
import type { DropReason } from '../reason/reason.ts';
import type { Subscription } from '../schedule/subscription.ts';

/** What a channel wants to see. */
export type Filter = Pick<Subscription, 'topics' | 'without' | 'minVotes'>;

export type Verdict =
  /** With the first of the channel's topics that the paper matches, where the channel has topics. */
  | { readonly passes: true; readonly topic?: string }
  | { readonly passes: false; readonly reason: DropReason };

/** Parses a channel's filter, which says whether a paper passes it, and if not, which rule dropped the paper. */
export function readFilter({ topics, without, minVotes }: Filter): (words: PaperWords) => Verdict {
  const { wanted, findWanted, findUnwanted } = readTerms(topics);
  const { findWanted: findDropped } = readTerms(without);
  return (words) => {
    const { upvotes = 0, categories } = words.paper;
    if (upvotes < minVotes) {
      return { passes: false, reason: { code: 'few-upvotes', values: { upvotes, least: minVotes } } };
    }
    const term = findDropped(words) ?? findUnwanted(words);
    if (term !== undefined) return { passes: false, reason: { code: 'unwanted', values: { term } } };
    if (wanted.length === 0) return { passes: true };
    const topic = findWanted(words);
    if (topic !== undefined) return { passes: true, topic };
    const areCategoriesUnknown = categories === undefined && wanted.some(isCategory);
    return { passes: false, reason: { code: 'off-topic', values: { topics: wanted, areCategoriesUnknown } } };
  };
}

/** Whether there is a paper that a channel's filter could keep from it. */
export function isFiltering({ topics, without, minVotes }: Filter): boolean {
  return topics.length + without.length > 0 || minVotes > 0;
}

/** Whether a filter needs data that only arXiv has. */
export function asksForCategories({ topics, without }: Pick<Filter, 'topics' | 'without'>): boolean {
  return [...topics, ...without].some((term) => isCategory(term.replace(/^-/, '')));
}
