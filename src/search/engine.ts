import { join } from 'node:path';
import type { Paper } from '../core/paper.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { SearchAnswer, SearchEngine } from '../core/search.ts';
import { ChangeFeed } from './change-feed.ts';
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
/** A worker that dies more often than this is left dead. */
const MAX_RESTARTS = 5;

/** Local search over the papers of a store: a snapshot file, an overlay of what is new, and a worker that holds both. */
export function createSearchEngine(options: SearchEngineOptions): LocalSearch {
  const { folder, papers, log, clock } = options;
  const path = join(folder, 'papers.index');
  const mergeAfter = options.mergeAfter ?? MERGE_AFTER;
  let closed = false;
  let restarts = 0;
  let building: Promise<void> | undefined;
  let buildNote: string | undefined;
  let feed: ChangeFeed | undefined;
  let isReady = false;
  let link = startWorker();

  function startWorker(): WorkerLink<SearchWorker> {
    return linkWorker<SearchWorker>(new URL('./search-worker.ts', import.meta.url), { onDeath: revive });
  }

  function revive(reason: Error): void {
    log.error({ err: reason, restarts }, 'The search worker died');
    if (closed || restarts >= MAX_RESTARTS) return;
    restarts += 1;
    link = startWorker();
    open().catch((error: unknown) => log.error({ err: error }, 'The search index could not be opened'));
  }

  async function open(): Promise<void> {
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
    feed = new ChangeFeed({ papers, since: through, take: update, log, clock });
    await feed.catchUp();
    isReady = true;
    if (!closed) feed.start(options.lookEveryMs ?? LOOK_EVERY_MS);
  }

  function rebuild(progress?: BuildProgress): Promise<void> {
    building ??= build(progress).finally(() => {
      building = undefined;
      buildNote = undefined;
    });
    return building;
  }

  async function build(progress?: BuildProgress): Promise<void> {
    await link.call.noteUpdates();
    await buildIndexFile({
      papers,
      path,
      clock,
      log,
      progress: (done, total) => {
        buildNote = `The search index is being built: ${Math.floor((100 * done) / Math.max(total, 1))} % done.`;
        progress?.(done, total);
      },
    });
    const opened = await link.call.open(path);
    if ('unusable' in opened) throw new Error(`The new search index cannot be used: ${opened.unusable}`);
    await follow(opened.meta.through);
  }

  async function update(changed: readonly Paper[]): Promise<void> {
    if (changed.length === 0) return;
    const { changes } = await link.call.update(changed);
    if (changes < mergeAfter || building || closed || !isReady) return;
    rebuild().catch((error: unknown) => {
      if (!closed) log.error({ err: error }, 'The search index could not be merged');
    });
  }

  async function answer(ask: () => Promise<IndexAnswer>): Promise<SearchAnswer> {
    const from = performance.now();
    if (!isReady) await Promise.race([ready, delay(PATIENCE_MS)]);
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

  const ready = open();
  ready.catch((error: unknown) => {
    if (!closed) log.error({ err: error }, 'The search index could not be opened');
  });
  return {
    ready,
    rebuild,
    update,
    search: async (query, page) => {
      const parsed = parseQuery(query);
      return answer(() => link.call.search(parsed, page));
    },
    similar: (paper, limit) => answer(() => link.call.similar(paper, limit)),
    suggest: async (typed, limit) => {
      const ids = await link.call.suggest(typed, limit);
      const known = await papers.getMany(ids);
      return known.map(({ id, title }) => ({ paperId: id, title }));
    },
    close: async () => {
      closed = true;
      feed?.stop();
      await link.close();
      await building?.catch(() => undefined);
    },
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
