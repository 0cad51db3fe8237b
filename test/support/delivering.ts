import type { Paper } from '../../src/core/paper/paper.ts';
import type { DeliverDeps } from '../../src/jobs/delivery/deliver.ts';

/** How a process delivers in tests that ask for nothing else: two at once, up to six hours late, cards with their abstract. */
export const DELIVERING = {
  owner: 'one',
  maxLatenessMs: 6 * 3_600_000,
  concurrency: 2,
  sourceName: 'Hugging Face',
  findCardSummary: ({ abstract }: Paper) => ({ text: abstract, by: 'abstract' }),
} satisfies Partial<DeliverDeps>;
