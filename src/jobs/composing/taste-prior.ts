import { pause } from '../../core/async/pause.ts';
import { toUtcDay } from '../../core/base/calendar.ts';
import type { Instant } from '../../core/base/time.ts';
import { weighAbout } from '../../core/matching/about.ts';
import { type PaperTest, readFollows } from '../../core/matching/follow.ts';
import { PaperWords } from '../../core/matching/paper-words.ts';
import { readTerms } from '../../core/matching/terms.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { NamedBy } from '../../core/vote/taste-report.ts';
import { EXAMPLE_LISTS, EXAMPLES_OF_LIST } from '../../taste/parameters.ts';
import { findPerson } from './own-post.ts';
import type { EvidenceDeps } from './taste-evidence.ts';

/** A paper of the latest lists, and how far it is about a topic of the channel or something that its person follows. */
export interface ExamplePaper {
  readonly paperId: PaperId;
  readonly weight: number;
}

const PAPERS_A_TURN = 20;

/** The papers by which it is known what a topic is like: the same for all channels. */
export async function readLatest(store: Store, now: Instant): Promise<readonly PaperWords[]> {
  const editions = await store.editions.listLatest(EXAMPLE_LISTS, toUtcDay(now));
  const ids = editions.flatMap(({ paperIds }) => paperIds.slice(0, EXAMPLES_OF_LIST));
  return (await store.papers.findMany([...new Set(ids)])).map((paper) => new PaperWords(paper));
}

/** Nothing where nobody named anything, or no paper of the latest lists is about it. */
export async function readExamples(
  deps: EvidenceDeps,
  subscription: Subscription,
  readLatest: () => Promise<readonly PaperWords[]>,
): Promise<readonly ExamplePaper[]> {
  const { topics, tasteWithout } = subscription;
  const person = findPerson(deps, subscription);
  const { wanted, findWanted } = readTerms(topics);
  const tests: PaperTest[] = wanted.length > 0 ? [(words) => findWanted(words) !== undefined] : [];
  // What members of a channel follow is private, and their other interests: it says nothing about the channel.
  if (person !== undefined)
    tests.push(...readFollows(await deps.store.follows.list(person)).read.map(({ fits }) => fits));
  if (tests.length === 0) return [];
  const forgotten = readTerms(tasteWithout);
  const examples: ExamplePaper[] = [];
  for (const [i, words] of (await readLatest()).entries()) {
    // Reading the words of a paper takes up to half a millisecond: others get their turn.
    if (i % PAPERS_A_TURN === 0) await pause(0);
    const weight = Math.max(...tests.map((fits) => weighAbout(words, fits)));
    const counts = weight > 0 && forgotten.findWanted(words) === undefined;
    examples.push({ paperId: words.paper.id, weight: counts ? weight : 0 });
  }
  return examples.some(({ weight }) => weight > 0) ? examples : [];
}

/** What papers are near to: topics, where there are any, are what people see of the channel. */
export function nameSource({ topics }: Pick<Subscription, 'topics'>): NamedBy {
  return topics.length > 0 ? 'topics' : 'follows';
}
