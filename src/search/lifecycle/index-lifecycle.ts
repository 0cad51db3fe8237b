import { SingleFlight } from '../../core/async/single-flight.ts';
import { withTimeout } from '../../core/async/with-timeout.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { StartedWorker } from '../../rpc/started-worker.ts';
import { linkWorker, WorkerFailure, type WorkerLink } from '../../rpc/worker-link.ts';
import { ChangeFeed } from '../index/change-feed.ts';
import { type Embedder, EmbeddingFiller } from '../index/embedding-filler.ts';
import { type BuildProgress, buildIndexFile } from '../index/index-builder.ts';
import { readOrigin } from '../index/ownership.ts';
import type { SearchWorker } from '../index/search-worker.ts';
import type { SearchablePapers } from '../index/searchable-papers.ts';
import { CANNOT_BE_RIGHT } from '../storage/read-exactly.ts';
import { EngineState, type EngineStateName } from './engine-state.ts';
import { HourlyLimit } from './hourly-limit.ts';
import { SEARCH_WORKER } from './search-worker-script.ts';

export interface LifecycleOptions {
  /** The snapshot file, and that of the embeddings. */
  readonly indexPath: string;
  readonly vectorsPath: string;
  readonly papers: SearchablePapers;
  readonly log: Log;
  readonly clock: Clock;
  /** How often to look for papers that other processes saved, in milliseconds. */
  readonly lookEveryMs: number;
  /** How many changes are held beside the snapshot before a new one is made. */
  readonly mergeAfter: number;
  readonly embedder: Embedder | undefined;
  /** Aborted when the process is asked to stop: a build is given up then, also before `close`. */
  readonly signal: AbortSignal | undefined;
  /** One that was started before; every later one is started here. */
  readonly worker: StartedWorker | undefined;
}

/** A worker that dies more often than this in an hour is not restarted. */
const MAX_DEATHS = 5;

/** Keeps one index open, complete and whole: a snapshot file, the changes since, and the worker that holds both. */
export class IndexLifecycle {
  /** Resolves when the snapshot is open, or built where there was none. */
  readonly ready: Promise<void>;
  readonly filler: EmbeddingFiller | undefined;
  /** Aborted when the engine is closed or the process stops. */
  readonly ending: AbortSignal;
  readonly #options: LifecycleOptions;
  readonly #stop = new AbortController();
  readonly #state = new EngineState();
  readonly #build = new SingleFlight<void>();
  readonly #deaths = new HourlyLimit(MAX_DEATHS);
  readonly #repairs = new HourlyLimit(1);
  #link: WorkerLink<SearchWorker>;
  #opening: Promise<void>;
  #feed: ChangeFeed | undefined;
  #changes = 0;
  #percentBuilt: number | undefined;

  constructor(options: LifecycleOptions) {
    this.#options = options;
    const { embedder, papers, log, signal } = options;
    this.ending = signal ? AbortSignal.any([this.#stop.signal, signal]) : this.#stop.signal;
    this.filler =
      embedder &&
      new EmbeddingFiller({
        embedder,
        papers,
        log,
        link: () => this.#link,
        reportFailure: (error) => this.reportFailure(error),
      });
    this.#link = this.#startWorker();
    this.#opening = this.#openFirst();
    this.ready = this.#opening;
  }

  /** The worker's methods. Report their failures with `reportFailure`. */
  get call(): WorkerLink<SearchWorker>['call'] {
    return this.#link.call;
  }

  get isAnswering(): boolean {
    return this.#state.isAnswering;
  }

  /** The last change that the index has; `undefined` while there is no index. */
  get checkpoint(): number | undefined {
    return this.isAnswering ? this.#feed?.since : undefined;
  }

  /** The progress of the current build. */
  get percentBuilt(): number | undefined {
    return this.#percentBuilt;
  }

  /** Waits for an index that is being opened or built, and no longer than so long. Rejects where that fails. */
  async waitUntilAnswering(ms: number): Promise<void> {
    if (!this.isAnswering) await withTimeout(this.#opening, ms, () => undefined);
  }

  /** Rebuilds the index from the store; one build at a time. */
  rebuild(progress?: BuildProgress): Promise<void> {
    return this.#build.run(() => this.#rebuildOnce(progress));
  }

  async pause(): Promise<void> {
    // A failure to open or to build was logged, and the rebuild to come makes up for it.
    await this.#opening.catch(ignoreFailure);
    await this.#build.waitUntilIdle();
    this.#feed?.stop();
    await this.#feed?.waitForRead();
    if (this.#state.name === 'ready') this.#state.enter('paused');
  }

  async resume(saved: number, progress?: BuildProgress): Promise<void> {
    const isSound = this.#state.name === 'paused' || this.#state.name === 'ready';
    const isWorthTakingIn = isSound && this.#changes + saved < this.#options.mergeAfter;
    if (!this.#feed || !isWorthTakingIn) return this.rebuild(progress);
    await this.#follow(this.#feed.since);
  }

  async update(changed: readonly Paper[]): Promise<void> {
    if (changed.length === 0) return;
    const taken = await this.call.update(changed).catch((error: Error) => this.reportFailure(error));
    // The snapshot that is being made has them: they are saved.
    if (!taken) return;
    this.#changes = taken.changes;
    if (this.isAnswering && !this.ending.aborted) this.#handleChanges();
  }

  /**
   * A snapshot may be cut, written over or unreadable under us: it is opened and checked again, and rebuilt where it
   * cannot be right. Rethrows what is no failure of the worker's.
   */
  reportFailure(error: Error): undefined {
    if (!(error instanceof WorkerFailure)) throw error;
    if (!['ready', 'paused', 'damaged'].includes(this.#state.name)) return;
    const mustRebuild = error.code === CANNOT_BE_RIGHT;
    // Where a new index fails in the same way the fault is not the file's, and to build without end would not help.
    if (mustRebuild && !this.#repairs.allows(this.#options.clock.now())) return;
    const { log } = this.#options;
    if (mustRebuild) log.warn({ err: error }, 'The search index failed: rebuilding it');
    else log.warn({ err: error }, 'The search index failed: opening it again');
    this.#logFailure(mustRebuild ? this.rebuild() : this.#reopen(), 'open');
  }

  async close(): Promise<void> {
    this.#state.enter('closed');
    this.#stop.abort(new Error('The search engine is closed'));
    this.#feed?.stop();
    await this.#build.waitUntilIdle();
    await this.filler?.stop();
    await this.#link.close();
  }

  #startWorker(): WorkerLink<SearchWorker> {
    return linkWorker<SearchWorker>(SEARCH_WORKER, {
      onDeath: (reason) => this.#restartWorker(reason),
      started: this.#options.worker,
    });
  }

  #restartWorker(reason: Error): void {
    const mayRestart = this.#deaths.allows(this.#options.clock.now());
    this.#options.log.error({ err: reason, deaths: this.#deaths.count }, 'The search worker died');
    if (this.ending.aborted) return;
    this.#state.enter(mayRestart ? 'opening' : 'failed');
    if (!mayRestart) return;
    this.#link = this.#startWorker();
    this.#opening = this.#openFirst();
  }

  /** Opens the index of a worker that has none. */
  #openFirst(): Promise<void> {
    const opening = this.#open().catch((error: unknown) => {
      if (!this.isAnswering) this.#state.enter('failed');
      throw error;
    });
    this.#logFailure(opening, 'open');
    return opening;
  }

  async #reopen(): Promise<void> {
    this.#state.enter('reopening');
    try {
      await this.#open();
    } catch (error) {
      if (this.#state.name === 'reopening') this.#state.enter('damaged');
      throw error;
    }
  }

  async #open(): Promise<void> {
    const { papers, log, embedder, indexPath, vectorsPath } = this.#options;
    // Before anything else: see there.
    const origin = await readOrigin(papers);
    if (embedder) await this.call.openVectors(vectorsPath, embedder.model);
    const opened = await this.call.open(indexPath, origin);
    if ('unusable' in opened) {
      // At the first start there is none: that is no trouble.
      if (opened.isMissing) log.info({}, 'Building the search index for the first time');
      else log.warn({ reason: opened.unusable }, 'Rebuilding the search index');
      return this.rebuild();
    }
    log.info({ papers: opened.meta.papers, bytes: opened.bytes }, 'Search index opened');
    await this.#follow(opened.meta.checkpoint);
  }

  async #rebuildOnce(progress?: BuildProgress): Promise<void> {
    const before = this.#state.name;
    this.#state.enter(this.isAnswering ? 'rebuilding' : 'building');
    try {
      await this.#buildAndOpen(progress);
    } catch (error) {
      this.#leaveFailedBuild(before);
      throw error;
    } finally {
      this.#percentBuilt = undefined;
    }
  }

  async #buildAndOpen(progress?: BuildProgress): Promise<void> {
    const { papers, indexPath, clock, log } = this.#options;
    const report: BuildProgress = (done, total) => {
      this.#percentBuilt = Math.floor((100 * done) / Math.max(total, 1));
      progress?.(done, total);
    };
    await this.call.bufferUpdates(true);
    try {
      await buildIndexFile({ papers, path: indexPath, clock, log, signal: this.ending, progress: report });
    } catch (error) {
      await this.call.bufferUpdates(false);
      throw error;
    }
    const opened = await this.call.open(indexPath, await readOrigin(papers));
    if ('unusable' in opened) throw new Error(`The new search index cannot be used: ${opened.unusable}`);
    this.#changes = 0;
    await this.#follow(opened.meta.checkpoint);
  }

  /** The former index goes on answering, where there is one. */
  #leaveFailedBuild(before: EngineStateName): void {
    if (this.#state.name === 'building') this.#state.enter('failed');
    if (this.#state.name === 'rebuilding') this.#state.enter(before === 'reopening' ? 'damaged' : before);
  }

  /** Takes in what was saved since the checkpoint, and goes on doing so. */
  async #follow(checkpoint: number): Promise<void> {
    const { papers, log, lookEveryMs } = this.#options;
    this.#feed?.stop();
    const feed = new ChangeFeed({
      papers,
      log,
      since: checkpoint,
      take: async (changed) => {
        await this.update(changed);
        if (!this.isAnswering && this.#isTimeToMerge()) feed.stop();
      },
    });
    this.#feed = feed;
    await feed.catchUp();
    // A snapshot that lags so far behind is sooner rebuilt than caught up with.
    if (!this.isAnswering && this.#isTimeToMerge()) return this.rebuild();
    this.#state.enter('ready');
    if (this.ending.aborted) return;
    feed.start(lookEveryMs);
    this.#handleChanges();
  }

  #isTimeToMerge(): boolean {
    return this.#changes >= this.#options.mergeAfter && !this.#build.isRunning;
  }

  #handleChanges(): void {
    if (this.filler) this.#logFailure(this.filler.fill(), 'embed');
    if (this.#isTimeToMerge()) this.#logFailure(this.rebuild(), 'merge');
  }

  #logFailure(work: Promise<unknown>, task: 'open' | 'merge' | 'embed'): void {
    work.catch((error: unknown) => {
      if (!this.ending.aborted)
        this.#options.log.error({ err: error, task }, 'Background work of the search index failed');
    });
  }
}

/** For a build that was interrupted by `close`, or with a failure that was logged where it began. */
function ignoreFailure(): void {}
