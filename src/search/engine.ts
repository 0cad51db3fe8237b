import { join } from 'node:path';
import type { Paper } from '../core/paper.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { SearchAnswer, SearchEngine } from '../core/search.ts';
import { ChangeFeed } from './change-feed.ts';
import { type Embedder, EmbeddingFiller } from './embedding-filler.ts';
import { type BuildProgress, buildIndexFile } from './index-builder.ts';
import { parseQuery } from './query.ts';
import type { IndexAnswer } from './search-index.ts';
import type { SearchWorker } from './search-worker.ts';
import type { SearchablePapers } from './searchable-papers.ts';
import { snippetOf } from './snippet.ts';
import { linkWorker, type WorkerLink } from './worker-link.ts';

export interface SearchEngineOptions {
  /** Where the snapshot lies; made when missing. */
  readonly folder: string;
  readonly papers: SearchablePapers;
  readonly log: Log;
  readonly clock: Clock;
  /** How often to look for papers that other processes saved, in milliseconds. */
  readonly lookEveryMs?: number;
  /** Where the operator configured an embeddings endpoint; its vectors then stand in for the latent model. */
  readonly embedder?: Embedder;
  /** So many changes are kept beside the snapshot before a new one is made. */
  readonly mergeAfter?: number;
}

export interface LocalSearch extends SearchEngine {
  /** Resolves when the snapshot is open, or built where there was none. */
  readonly ready: Promise<void>;
  /** Builds the index anew from the store; one build at a time. */
  rebuild(progress?: BuildProgress): Promise<void>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 500;
const MERGE_AFTER = 4096;
/** A query that comes while the first index is being built waits so long before it is answered from what there is. */
const PATIENCE_MS = 2000;
/** A query waits no longer for its vector. */
const EMBED_MS = 1500;
/** A worker that dies more often than this is left dead. */
const MAX_RESTARTS = 5;

/** Local search over the papers of a store: a snapshot file, an overlay of what is new, and a worker that holds both. */
export function createSearchEngine(options: SearchEngineOptions): LocalSearch {
  const { folder, papers, log, clock, embedder } = options;
  const path = join(folder, 'papers.index');
  const mergeAfter = options.mergeAfter ?? MERGE_AFTER;
  const stop = new AbortController();
  let restarts = 0;
  let building: Promise<void> | undefined;
  let buildNote: string | undefined;
  let feed: ChangeFeed | undefined;
  let isReady = false;
  let link = startWorker();
  const filler = embedder && new EmbeddingFiller({ embedder, papers, link: () => link, log });
  let opening = open();
  const ready = opening;

  function startWorker(): WorkerLink<SearchWorker> {
    const script = new URL('./search-worker.ts', import.meta.url);
    return linkWorker<SearchWorker>(script, { codeCache: join(folder, 'code'), onDeath: revive });
  }

  function revive(reason: Error): void {
    log.error({ err: reason, restarts }, 'The search worker died');
    if (stop.signal.aborted || restarts >= MAX_RESTARTS) return;
    restarts += 1;
    isReady = false;
    link = startWorker();
    opening = open();
    logFailure(opening, 'The search index could not be opened');
  }

  function logFailure(work: Promise<unknown>, message: string): void {
    work.catch((error: unknown) => {
      if (!stop.signal.aborted) log.error({ err: error }, message);
    });
  }

  async function open(): Promise<void> {
    if (embedder) await link.call.openVectors(join(folder, 'papers.vectors'), embedder.model);
    const opened = await link.call.open(path);
    if ('unusable' in opened) {
      log.warn({ reason: opened.unusable }, 'The search index is built anew');
      return rebuild();
    }
    log.info({ papers: opened.meta.papers, bytes: opened.bytes }, 'Search index opened');
    await follow(opened.meta.through);
  }

  /** Takes in what was saved since the snapshot, and goes on doing so. */
  async function follow(through: number): Promise<void> {
    feed?.stop();
    feed = new ChangeFeed({ papers, since: through, take: update, log });
    await feed.catchUp();
    isReady = true;
    if (!stop.signal.aborted) feed.start(options.lookEveryMs ?? LOOK_EVERY_MS);
    if (filler) logFailure(filler.fill(), 'The embeddings could not be made');
  }

  function rebuild(progress?: BuildProgress): Promise<void> {
    building ??= build(progress).finally(() => {
      building = undefined;
      buildNote = undefined;
    });
    return building;
  }

  async function build(progress?: BuildProgress): Promise<void> {
    await link.call.noteUpdates(true);
    try {
      await buildIndexFile({ papers, path, clock, log, signal: stop.signal, progress: report });
    } catch (error) {
      await link.call.noteUpdates(false);
      throw error;
    }
    const opened = await link.call.open(path);
    if ('unusable' in opened) throw new Error(`The new search index cannot be used: ${opened.unusable}`);
    await follow(opened.meta.through);

    function report(done: number, total: number): void {
      const percent = Math.floor((100 * done) / Math.max(total, 1));
      buildNote = `The search index is being built: ${percent} % done.`;
      progress?.(done, total);
    }
  }

  async function update(changed: readonly Paper[]): Promise<void> {
    if (changed.length === 0) return;
    const { changes } = await link.call.update(changed);
    if (!isReady || stop.signal.aborted) return;
    if (filler) logFailure(filler.fill(), 'The embeddings could not be made');
    if (changes >= mergeAfter && !building) logFailure(rebuild(), 'The search index could not be merged');
  }

  /** Waits a moment for an index that is being opened or built, then asks, and cuts the snippets. */
  async function answer(ask: () => Promise<IndexAnswer>): Promise<SearchAnswer> {
    const from = performance.now();
    if (!isReady) await Promise.race([opening, delay(PATIENCE_MS)]);
    const { hits, total, totalIsFloor, notes, terms } = await ask();
    const weights = new Map(terms);
    const known = await papers.getMany(hits.map((hit) => hit.paperId));
    const byId = new Map(known.map((paper) => [paper.id, paper]));
    const found = hits.flatMap(({ paperId, score }) => {
      const paper = byId.get(paperId);
      return paper ? [{ paperId, score, snippet: snippetOf(paper, weights) }] : [];
    });
    return {
      hits: found,
      total,
      ...(totalIsFloor ? { totalIsFloor } : {}),
      tookMs: performance.now() - from,
      notes: !isReady && buildNote !== undefined ? [...notes, buildNote] : notes,
    };
  }

  /** The query as the embeddings model sees it; `undefined` when it is not to be had in time. */
  async function vectorOf(query: string): Promise<Float32Array | undefined> {
    if (!embedder || !filler?.isComplete) return undefined;
    try {
      const [vector] = await embedder.embed(
        [query],
        AbortSignal.any([stop.signal, AbortSignal.timeout(EMBED_MS)]),
      );
      return vector;
    } catch (error) {
      log.warn({ err: error }, 'The embeddings endpoint did not answer a query');
      return undefined;
    }
  }

  logFailure(ready, 'The search index could not be opened');
  return {
    ready,
    rebuild,
    update,
    search: async (query, page) => {
      const parsed = parseQuery(query);
      const vector = await vectorOf(query);
      return answer(() => link.call.search(parsed, page, vector));
    },
    similar: (paper, limit) => answer(() => link.call.similar(paper, limit)),
    suggest: async (typed, limit) => {
      const ids = await link.call.suggest(typed, limit);
      const known = await papers.getMany(ids);
      return known.map(({ id, title }) => ({ paperId: id, title }));
    },
    close: async () => {
      stop.abort(new Error('The search engine is closed'));
      feed?.stop();
      await building?.catch(ignoreAborted);
      await filler?.stop();
      await link.close();
    },
  };
}

/** A build that was cut off by `close` has nothing left to say. */
function ignoreAborted(): void {}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
