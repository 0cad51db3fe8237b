import type { Instant } from '../base/time.ts';
import { type PaperTest, readFollows } from '../matching/follow.ts';
import { countPassing, describePassing, type LastWeek, readLastWeek } from '../matching/last-week.ts';
import { texts } from '../matching/texts.ts';
import type { Subscription } from '../schedule/subscription.ts';
import type { Store } from '../store/store.ts';
import { asksForCategories, type Filter, isFiltering, readFilter } from './topic-filter.ts';

/** Whether a paper passes a filter, without the reason why not. */
export function toPaperTest(filter: Filter): PaperTest {
  const judge = readFilter(filter);
  return (words) => judge(words).passes;
}

/** Says of how many papers the categories are not known, where a filter asks for them. */
export function addUnknownCategories(text: string, { papers }: LastWeek, filter: Filter): string {
  const count = papers.filter(({ paper }) => paper.categories === undefined).length;
  return count > 0 && asksForCategories(filter) ? `${text} ${texts.categoriesUnknown({ count })}` : text;
}

/** How many papers of the last week pass a filter, and what its person follows; `undefined` where that says nothing. */
export async function describeFilteredWeek(
  store: Pick<Store, 'editions' | 'papers' | 'follows'>,
  filter: Filter & Pick<Subscription, 'followsOf' | 'postedIn'>,
  now: Instant,
): Promise<string | undefined> {
  const { followsOf, postedIn } = filter;
  // What a channel will post of them nobody knows.
  if (postedIn !== undefined) return undefined;
  if (!isFiltering(filter) && followsOf === undefined) return undefined;
  const week = await readLastWeek(store, now);
  const follows = followsOf && readFollows(await store.follows.list(followsOf)).read;
  const passes = toPaperTest(filter);
  const count = countPassing(
    week,
    (words) => (!follows || follows.some(({ fits }) => fits(words))) && passes(words),
  );
  return addUnknownCategories(describePassing(count), week, filter);
}
