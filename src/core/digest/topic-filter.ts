import { isCategory, readTerms } from '../matching/terms.ts';
import type { Paper } from '../paper/paper.ts';
import type { DropReason } from '../reason/reason.ts';
import type { Subscription } from '../schedule/subscription.ts';

/** What a channel wants to see. */
export type Filter = Pick<Subscription, 'topics' | 'without' | 'minVotes'>;

export type Verdict = { readonly passes: true } | { readonly passes: false; readonly reason: DropReason };

/** Whether a paper passes a channel's filter, and if not, which rule dropped it. */
export function matchesTopics(paper: Paper, { topics, without, minVotes }: Filter): Verdict {
  const upvotes = paper.upvotes ?? 0;
  if (upvotes < minVotes) {
    return { passes: false, reason: { code: 'few-upvotes', values: { upvotes, least: minVotes } } };
  }
  const term = readTerms(without).findWanted(paper) ?? readTerms(topics).findUnwanted(paper);
  if (term !== undefined) return { passes: false, reason: { code: 'unwanted', values: { term } } };
  const { wanted, findWanted } = readTerms(topics);
  if (wanted.length > 0 && findWanted(paper) === undefined) {
    const areCategoriesUnknown = paper.categories === undefined && wanted.some(isCategory);
    return { passes: false, reason: { code: 'off-topic', values: { topics: wanted, areCategoriesUnknown } } };
  }
  return { passes: true };
}

/** Whether there is a paper that a channel's filter could keep from it. */
export function isFiltering({ topics, without, minVotes }: Filter): boolean {
  return topics.length + without.length > 0 || minVotes > 0;
}

/** Whether a filter needs data that only arXiv has. */
export function asksForCategories({ topics, without }: Pick<Filter, 'topics' | 'without'>): boolean {
  return [...topics, ...without].some((term) => isCategory(term.replace(/^-/, '')));
}
