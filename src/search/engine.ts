import { join } from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import type { PaperVectors, SearchEngine } from '../core/search/search.ts';
import { makeFilesPrivate, makeFolderPrivate } from '../private-files.ts';
import type { StartedWorker } from '../rpc/started-worker.ts';
import { Answers } from './answers.ts';
import type { Embedder } from './index/embedding-filler.ts';
import type { BuildProgress } from './index/index-builder.ts';
import type { SearchablePapers } from './index/searchable-papers.ts';
import { IndexLifecycle } from './lifecycle/index-lifecycle.ts';
import { texts } from './texts/texts.ts';

export interface SearchEngineOptions {
  /** Where the snapshot lies; made when missing. */
  readonly folder: string;
  readonly papers: SearchablePapers;
  readonly log: Log;
  readonly clock: Clock;
  /** How often to look for papers that other processes saved, in milliseconds. */
  readonly lookEveryMs?: number;
  /** Where the operator configured an embeddings endpoint; its vectors then replace the latent model. */
  readonly embedder?: Embedder;
  /** Aborted when the process is asked to stop: a build is given up then, also before `close`. */
  readonly signal?: AbortSignal;
  /** Asked where there is one; else the engine starts its own. */
  readonly worker?: StartedWorker | undefined;
  /** How many changes are held beside the snapshot before a new one is made. */
  readonly mergeAfter?: number;
}

export interface LocalSearch extends SearchEngine, PaperVectors {
  /** Resolves when the snapshot is open, or built where there was none. */
  readonly ready: Promise<void>;
  /** Papers in the index. */
  countPapers(): Promise<number>;
  /** The last change that the index has; `undefined` while there is no index. */
  readCheckpoint(): number | undefined;
  /** Rebuilds the index from the store; one build at a time. */
  rebuild(progress?: BuildProgress): Promise<void>;
  /** Indexes nothing until `resume` or `rebuild`, for callers that may save more than is worth indexing one by one. */
  pause(): Promise<void>;
  /** Indexes the papers saved since `pause`: a few like any other change, many by rebuilding the index. */
  resume(saved: number, progress?: BuildProgress): Promise<void>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 500;
const MERGE_AFTER = 4096;

/** Local search over the papers of a store: a snapshot file, a delta index of what is new, and a worker that holds both. */
export function createSearchEngine(options: SearchEngineOptions): LocalSearch {
  const { folder, papers, log, clock, embedder, signal, worker } = options;
  const indexPath = join(folder, 'papers.index');
  const vectorsPath = join(folder, 'papers.vectors');
  makeFilesPrivate([indexPath, vectorsPath], log);
  makeFolderPrivate(folder, 'papers.', log);
  const { lookEveryMs = LOOK_EVERY_MS, mergeAfter = MERGE_AFTER } = options;
  const lifecycle = new IndexLifecycle({
    indexPath,
    vectorsPath,
    papers,
    log,
    clock,
    lookEveryMs,
    mergeAfter,
    embedder,
    signal,
    worker,
  });
  const answers = new Answers({ lifecycle, papers, embedder, log });
  return {
    ready: lifecycle.ready,
    rebuild: (progress) => lifecycle.rebuild(progress),
    pause: () => lifecycle.pause(),
    resume: (saved, progress) => lifecycle.resume(saved, progress),
    update: (changed) => lifecycle.update(changed),
    search: (query, page) => answers.search(query, page),
    findSimilar: (paper, limit) => answers.findSimilar(paper, limit),
    suggest: (typed, limit) => answers.suggest(typed, limit),
    readVectors: (ids) => answers.readVectors(ids),
    countPapers: () => answers.countPapers(),
    readCheckpoint: () => lifecycle.checkpoint,
    describeStatus: () => describeWork(lifecycle),
    close: () => lifecycle.close(),
  };
}

/** What is being done in the background and how far it is. */
function describeWork({ percentBuilt, filler }: IndexLifecycle): string | undefined {
  if (percentBuilt !== undefined) return texts.building({ percent: percentBuilt });
  const percent = filler?.percentDone;
  return percent === undefined ? undefined : texts.embedding({ percent });
}
