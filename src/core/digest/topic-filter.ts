import type { Instant } from '../base/time.ts';
import { countPassing, describePassing } from '../matching/last-week.ts';
import { isCategory, readTerms } from '../matching/terms.ts';
import type { Paper } from '../paper/paper.ts';
import type { DropReason } from '../reason/reason.ts';
import type { Subscription } from '../schedule/subscription.ts';
import type { Store } from '../store/store.ts';
import { texts } from './texts.ts';

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

/** How many of the last week's papers a channel's filter lets through, in words; nothing where it lets all through. */
export async function describeFilter(
  store: Pick<Store, 'editions' | 'papers'>,
  now: Instant,
  filter: Filter,
): Promise<string | undefined> {
  if (filter.topics.length + filter.without.length === 0 && filter.minVotes === 0) return undefined;
  let unknown = 0;
  const count = await countPassing(store, now, (paper) => {
    if (paper.categories === undefined) unknown += 1;
    return matchesTopics(paper, filter).passes;
  });
  return [
    describePassing(count, texts.zeroHint()),
    ...(asksForCategories(filter) && unknown > 0 ? [texts.categoriesUnknown({ count: unknown })] : []),
  ].join(' ');
}

/** Whether a filter needs what arXiv alone tells. */
export function asksForCategories({ topics, without }: Pick<Filter, 'topics' | 'without'>): boolean {
  return [...topics, ...without].some((term) => isCategory(term.replace(/^-/, '')));
}
