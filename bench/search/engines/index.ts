import type { Engine } from './engine.ts';
import { fts5 } from './fts5.ts';
import { miniSearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { paperboy, workerCall } from './paperboy.ts';
import { paperboyRanking } from './paperboy-ranking.ts';

/** Every engine measured, by the name that the tables show. */
export const ENGINES: Readonly<Record<string, () => Engine>> = {
  Paperboy: paperboy,
  'Paperboy, ranking alone': paperboyRanking,
  'FTS5 plain': () => fts5(false),
  'FTS5 title×3': () => fts5(true),
  MiniSearch: miniSearch,
  Orama: orama,
};

/** What the bench of speed measures beside them: it ranks nothing. */
export const TIMED: Readonly<Record<string, () => Engine>> = {
  ...ENGINES,
  'an empty call to the worker': workerCall,
};
