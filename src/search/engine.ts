import { join } from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import { PaperboyError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Instant } from '../core/base/time.ts';
import type { Paper } from '../core/paper/paper.ts';
import { parsePaperId } from '../core/paper/paper-id.ts';
import type { SearchAnswer, SearchEngine } from '../core/search/search.ts';
import { keepFilesPrivate, keepFolderPrivate } from '../private-files.ts';
import { linkWorker, WorkerFailure, type WorkerLink } from '../rpc/worker-link.ts';
import { snippetOf } from './highlight/snippet.ts';
import { ChangeFeed } from './index/change-feed.ts';
import { type Embedder, EmbeddingFiller } from './index/embedding-filler.ts';
import { type BuildProgress, buildIndexFile } from './index/index-builder.ts';
import { readOrigin } from './index/ownership.ts';
import type { IndexAnswer } from './index/search-index.ts';
import type { SearchWorker } from './index/search-worker.ts';
import type { SearchablePapers } from './index/searchable-papers.ts';
import { FRIENDS } from './postings/weights.ts';
import { noteOf, offerOf } from './query/correction.ts';
import { parseQuery } from './query/query.ts';
import { CANNOT_BE_RIGHT, isDamage } from './storage/read-exactly.ts';

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
  /** Aborted when the process is asked to stop: a build is given up then, also before `close`. */
  readonly signal?: AbortSignal;
  /** So many changes are kept beside the snapshot before a new one is made. */
  readonly mergeAfter?: number;
}

export interface LocalSearch extends SearchEngine {
  /** Resolves when the snapshot is open, or built where there was none. */
  readonly ready: Promise<void>;
  /** Builds the index anew from the store; one build at a time. */
  rebuild(progress?: BuildProgress): Promise<void>;
  /** Takes in nothing until `resume` or `rebuild`, for who may be about to save more than is worth taking in one by one. */
  pause(): Promise<void>;
  /** Takes in the papers saved since `pause`: a few as any other change, many by building the index anew. */
  resume(saved: number, progress?: BuildProgress): Promise<void>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 500;
const MERGE_AFTER = 4096;
/** A query that comes while the first index is being built waits so long before it is answered from what there is. */
const PATIENCE_MS = 2000;
/** A query waits no longer for its vector. */
const EMBED_MS = 1500;
/** A worker that dies more often than this in an hour is left dead. */
const MAX_DEATHS = 5;
const HOUR_MS = 3_600_000;

/** Local search over the papers of a store: a snapshot file, an overlay of what is new, and a worker that holds both. */
export function createSearchEngine(options: SearchEngineOptions): LocalSearch {
  const { folder, papers, log, clock, embedder } = options;
  const path = join(folder, 'papers.index');
  const vectors = join(folder, 'papers.vectors');
  keepFilesPrivate([path, vectors], log);
  keepFolderPrivate(folder, 'papers.', log);
  const mergeAfter = options.mergeAfter ?? MERGE_AFTER;
  const stop = new AbortController();
  const ending = options.signal ? AbortSignal.any([stop.signal, options.signal]) : stop.signal;
  let deaths: Instant[] = [];
  let rebuiltAt = Number.NEGATIVE_INFINITY;
  let building: Promise<void> | undefined;
  let healing: Promise<void> | undefined;
  let buildNote: string | undefined;
  let changes = 0;
  let feed: ChangeFeed | undefined;
  let isReady = false;
  let link = startWorker();
  const filler = embedder && new EmbeddingFiller({ embedder, papers, link: () => link, log, heal });
  let opening = open();
  const ready = opening;

  function startWorker(): WorkerLink<SearchWorker> {
    const script = new URL('./index/search-worker.ts', import.meta.url);
    return linkWorker<SearchWorker>(script, { onDeath: revive });
  }

  function revive(reason: Error): void {
    const now = clock.now();
    deaths = [...deaths.filter((at) => at > now - HOUR_MS), now];
    log.error({ err: reason, deaths: deaths.length }, 'The search worker died');
    if (ending.aborted || deaths.length > MAX_DEATHS) return;
    isReady = false;
    link = startWorker();
    opening = open();
    logFailure(opening, 'The search index could not be opened');
  }

  function logFailure(work: Promise<unknown>, message: string): void {
    work.catch((error: unknown) => {
      if (!ending.aborted) log.error({ err: error }, message);
    });
  }

  async function open(): Promise<void> {
    // First of all: see there.
    const origin = await readOrigin(papers);
    if (embedder) await link.call.openVectors(vectors, embedder.model);
    const opened = await link.call.open(path, origin);
    if ('unusable' in opened) {
      // At the first start there is none: that is no trouble.
      if (opened.isMissing) log.info({}, 'The search index is built for the first time');
      else log.warn({ reason: opened.unusable }, 'The search index is built anew');
      return rebuild();
    }
    log.info({ papers: opened.meta.papers, bytes: opened.bytes }, 'Search index opened');
    await follow(opened.meta.through);
  }

  /** Takes in what was saved since the snapshot, and goes on doing so. */
  async function follow(through: number): Promise<void> {
    feed?.stop();
    const own = new ChangeFeed({ papers, since: through, take, log });
    feed = own;
    await own.catchUp();
    // A snapshot that lags so far behind is sooner made anew than caught up with.
    if (!isReady && isTimeToMerge()) return rebuild();
    isReady = true;
    if (ending.aborted) return;
    own.start(options.lookEveryMs ?? LOOK_EVERY_MS);
    afterChanges();

    async function take(changed: readonly Paper[]): Promise<void> {
      await update(changed);
      if (!isReady && isTimeToMerge()) own.stop();
    }
  }

  function isTimeToMerge(): boolean {
    return changes >= mergeAfter && !building;
  }

  function afterChanges(): void {
    if (filler) logFailure(filler.fill(), 'The embeddings could not be made');
    if (isTimeToMerge()) logFailure(rebuild(), 'The search index could not be merged');
  }

  async function pause(): Promise<void> {
    // An index that cannot be opened has been told of, and the rebuild to come mends it.
    await opening.catch(ignoreFailure);
    await building?.catch(ignoreFailure);
    feed?.stop();
    await feed?.idle();
  }

  async function resume(saved: number, progress?: BuildProgress): Promise<void> {
    const isWorthTakingIn = isReady && changes + saved < mergeAfter;
    if (!feed || !isWorthTakingIn) return rebuild(progress);
    await follow(feed.since);
  }

  function rebuild(progress?: BuildProgress): Promise<void> {
    building ??= build(progress).finally(() => {
      building = undefined;
      buildNote = undefined;
    });
    return building;
  }

  async function build(progress?: BuildProgress): Promise<void> {
    await link.call.bufferUpdates(true);
    try {
      await buildIndexFile({ papers, path, clock, log, signal: ending, progress: report });
    } catch (error) {
      await link.call.bufferUpdates(false);
      throw error;
    }
    const opened = await link.call.open(path, await readOrigin(papers));
    if ('unusable' in opened) throw new Error(`The new search index cannot be used: ${opened.unusable}`);
    changes = 0;
    await follow(opened.meta.through);

    function report(done: number, total: number): void {
      const percent = Math.floor((100 * done) / Math.max(total, 1));
      buildNote = `The search index is being built: ${percent} % done.`;
      progress?.(done, total);
    }
  }

  async function update(changed: readonly Paper[]): Promise<void> {
    if (changed.length === 0) return;
    const taken = await link.call.update(changed).catch(heal);
    // The snapshot that is being made has them: they are saved.
    if (!taken) return;
    ({ changes } = taken);
    if (isReady && !ending.aborted) afterChanges();
  }

  /** Waits a moment for an index that is being opened or built, then asks, and cuts the snippets. */
  async function answer(ask: () => Promise<IndexAnswer>, query = ''): Promise<SearchAnswer> {
    const from = performance.now();
    if (!isReady) await within(opening, PATIENCE_MS);
    const { hits, total, totalIsFloor, corrections, notes, terms, names, nothing } = await ask().catch(mend);
    const weights = new Map(terms);
    const holders = corrections.flatMap(({ holder }) => holder ?? []);
    const known = await papers.getMany([...hits.map((hit) => hit.paperId), ...holders]);
    const byId = new Map(known.map((paper) => [paper.id, paper]));
    const found = hits.flatMap(({ paperId, score }) => {
      const paper = byId.get(paperId);
      return paper ? [{ paperId, score, snippet: snippetOf(paper, weights, names) }] : [];
    });
    // Where nothing is found that is said, and not of each word again.
    const told = corrections.filter(({ to }) => to !== undefined || total > 0);
    const offers = told.flatMap((correction) => offerOf(correction, query, known));
    return {
      hits: found,
      total,
      ...(totalIsFloor ? { totalIsFloor } : {}),
      ...(nothing === undefined ? {} : { nothing }),
      ...(offers.length > 0 ? { offers } : {}),
      tookMs: performance.now() - from,
      notes: [
        ...told.map((correction) => noteOf(correction, known)),
        ...notes,
        ...(!isReady && buildNote !== undefined ? [buildNote] : []),
      ],
    };
  }

  /** A snapshot may be cut, written over or unreadable under us: it is opened and checked again, and built anew if need be. */
  function heal(error: Error): undefined {
    if (!(error instanceof WorkerFailure)) throw error;
    if (building || healing) return;
    const cannotBeRight = error.code === CANNOT_BE_RIGHT;
    const now = clock.now();
    // Where a new index fails in the same way, the fault is not the file's, and to build without end would mend nothing.
    if (cannotBeRight && now - rebuiltAt < HOUR_MS) return;
    if (cannotBeRight) rebuiltAt = now;
    log.warn(
      { err: error },
      `The search index failed and is ${cannotBeRight ? 'built anew' : 'opened again'}`,
    );
    healing = (cannotBeRight ? rebuild() : open()).finally(() => {
      healing = undefined;
    });
    logFailure(healing, 'The search index could not be opened');
  }

  /** The same, though not in time for who has just asked. */
  function mend(error: Error): never {
    heal(error);
    if (!(error instanceof WorkerFailure) || !isDamage(error.code)) throw error;
    throw new PaperboyError('index-damaged', 'The search index was damaged and is being built anew.', {
      fix: 'Try again in a minute.',
      publicly: 'The search index was damaged and is being built anew.',
      cause: error,
    });
  }

  /** Who types or pastes the id or link of a paper that is kept means that paper, and no words. */
  async function paperMeant(query: string): Promise<SearchAnswer | undefined> {
    const from = performance.now();
    const id = parsePaperId(query);
    const [paper] = id === undefined || ending.aborted ? [] : await papers.getMany([id]);
    if (!paper) return undefined;
    const hit = { paperId: paper.id, score: 1, snippet: snippetOf(paper, new Map()) };
    return { hits: [hit], total: 1, tookMs: performance.now() - from, notes: [] };
  }

  /** The query as the embeddings model sees it; `undefined` when it is not to be had in time. */
  async function vectorOf(query: string): Promise<Float32Array | undefined> {
    if (!embedder || !filler?.isComplete) return undefined;
    try {
      const [vector] = await embedder.embed(
        [query],
        AbortSignal.any([ending, AbortSignal.timeout(EMBED_MS)]),
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
    pause,
    resume,
    update,
    search: async (query, page) => {
      const meant = await paperMeant(query);
      if (meant) return { ...meant, hits: page.offset === 0 ? meant.hits : [] };
      const parsed = parseQuery(query);
      const vector = await vectorOf(query);
      return answer(() => link.call.search(parsed, page, vector), query);
    },
    similar: (paper, limit) =>
      answer(async () => {
        const { hits } = await link.call.similar(paper, FRIENDS);
        const friends = await papers.getMany(hits.map(({ paperId }) => paperId));
        return link.call.similar(paper, limit, friends);
      }),
    suggest: async (typed, limit) => {
      const ids = await link.call.suggest(typed, limit).catch(mend);
      const known = await papers.getMany(ids);
      return known.map(({ id, title }) => ({ paperId: id, title }));
    },
    doing: () => buildNote ?? filler?.doing,
    close: async () => {
      stop.abort(new Error('The search engine is closed'));
      feed?.stop();
      await building?.catch(ignoreFailure);
      await filler?.stop();
      await link.close();
    },
  };
}

/** For a build that was cut off by `close`, or whose failure has been told of where it began. */
function ignoreFailure(): void {}

/** Waits for the work, and no longer than so long. The timer holds the process: somebody waits for the answer. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
