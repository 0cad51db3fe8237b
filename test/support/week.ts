import type { Paper } from '../../src/core/paper/paper.ts';
import type { Store } from '../../src/core/store/store.ts';
import { aPaper } from './builders.ts';

const listed = (n: number, fields: Partial<Paper>): Paper =>
  aPaper({ id: `2604.1000${n}`, keywords: [], authors: [`Somebody ${n}`], ...fields });

/**
 * Eight papers of one day on which single words misled: nearly every one has a "model" or a "generation" in it, and some a
 * "real-world" something.
 */
export const WEEK: readonly Paper[] = [
  listed(1, {
    title: 'Agentic World Modeling: Foundations and Laws',
    abstract: 'We sort what is known of world models, and what their agents can plan with.',
    authors: ['Lovelace, Ada'],
  }),
  listed(2, {
    title: 'A benchmark of answers',
    abstract: 'Real-world questions are answered with ease. Models of money are poor.',
    authors: ['Julia Roberts', 'Brandon Sanderson'],
    organization: 'Paintings Ltd',
  }),
  listed(3, {
    title: 'Longer clips from one prompt',
    abstract: 'Generation of long videos drifts; a memory of earlier frames holds it.',
    organization: 'OpenAI',
  }),
  listed(4, {
    title: 'Code generation with tests',
    abstract: 'A model writes code, and a second model writes the tests.',
    authors: ['Jean-Luc Muller'],
  }),
  listed(5, {
    title: 'Recursive Multi-Agent Systems',
    abstract: 'A team of agents passes thoughts without words.',
    organization: 'Allen Institute for AI',
  }),
  listed(6, {
    title: 'A single agent with many heads',
    abstract: 'One agent and multi-head attention answer what teams do.',
    authors: ['Wei Li'],
  }),
  listed(7, {
    title: 'Video retrieval',
    abstract: 'Finding a video in a world of clips is a matter of text.',
  }),
  listed(8, { title: 'Data generation', abstract: 'Which generation of data a model should see first.' }),
];

/** Adds the papers to a store, listed on 2026-04-29. */
export async function saveWeek({ papers, editions }: Store, fetchedAt: number): Promise<void> {
  await papers.save(WEEK, fetchedAt);
  await editions.save({ day: '2026-04-29', state: 'closed', paperIds: WEEK.map(({ id }) => id), fetchedAt });
}
