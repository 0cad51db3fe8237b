import type { PaperTest } from '../../src/core/matching/follow.ts';
import { MATCH_ANY } from '../../src/core/matching/terms.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import type { Variant, Variants } from '../shared/passing-question.ts';
import { texts } from '../texts/passing.ts';

type Filter = Pick<Subscription, 'topics' | 'without' | 'minVotes'>;

/** What a channel may mean by a filter that lets nothing through, or nearly everything. */
export function listTopicVariants(filter: Filter, fits: (filter: Filter) => PaperTest): Variants {
  const { topics, without, minVotes } = filter;
  const isLoose = topics.includes(MATCH_ANY);
  const strict = topics.filter((term) => term !== MATCH_ANY);
  const buildVariant = (line: string, change: Partial<Filter>): Variant => ({
    line: `subscribe ${line}`,
    fits: fits({ ...filter, ...change }),
  });
  const loose = [MATCH_ANY, ...strict];
  return {
    looser: [
      ...(strict.length > 0 && !isLoose
        ? [buildVariant(`topics:${loose.join(', ')}`, { topics: loose })]
        : []),
      ...(minVotes > 0 ? [buildVariant('min-votes:0', { minVotes: 0 })] : []),
      ...(without.length > 0 ? [buildVariant('without:none', { without: [] })] : []),
      ...(topics.length > 0 ? [buildVariant('topics:none', { topics: [] })] : []),
    ],
    narrower: [
      ...(isLoose ? [buildVariant(`topics:${strict.join(', ')}`, { topics: strict })] : []),
      ...[20, 50, 100]
        .filter((votes) => votes > minVotes)
        .map((votes) => buildVariant(`min-votes:${votes}`, { minVotes: votes })),
    ],
    noneHint: texts.noneHint(),
    mostHint: texts.mostHint(),
  };
}
