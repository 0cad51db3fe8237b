import { SingleFlight } from '../../core/async/single-flight.ts';
import type { Log } from '../../core/base/log.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { WorkerFailure, type WorkerLink } from '../../rpc/worker-link.ts';
import { computeChecksum, toEmbeddedText } from '../embeddings/embedded-text.ts';
import { isDamage } from '../storage/read-exactly.ts';
import type { SearchWorker } from './search-worker.ts';
import type { SearchablePapers } from './searchable-papers.ts';

/** Turns texts into vectors of one length: an OpenAI-compatible embeddings endpoint, injected. */
export interface Embedder {
  /** The model's name: another model's vectors cannot be compared with its own. */
  readonly model: string;
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

/** Numbers in a vector: more than any model has. A longer one, stored for each paper, would take the memory. */
export const MAX_VECTOR_LENGTH = 16_384;
const MAX_TEXTS = 32;
/** Numbers in one reply, which is bounded: 32 vectors of 4,096. */
const MAX_NUMBERS = 131_072;
const SAVE_EVERY = 2048;
const RETRY_MS = 60_000;

interface FillerOptions {
  readonly embedder: Embedder;
  readonly papers: SearchablePapers;
  readonly link: () => WorkerLink<SearchWorker>;
  readonly log: Log;
  /** Has an index that failed opened again. */
  readonly reportFailure: (failure: WorkerFailure) => void;
  /** How long to wait before a failed endpoint is asked again, in milliseconds. */
  readonly retryMs?: number;
}

/** Makes the vectors that are missing, in the background, batch after batch, and saves them. */
export class EmbeddingFiller {
  readonly #options: FillerOptions;
  readonly #stop = new AbortController();
  readonly #filling = new SingleFlight<void>();
  #again = false;
  /** Until the first vector is here, it may be of any length. */
  #batchSize = MAX_NUMBERS / MAX_VECTOR_LENGTH;
  #retry: NodeJS.Timeout | undefined;
  /** Whether hardly any paper lacks a vector: only then is it worth asking for a query's. */
  isComplete = false;
  /** How far it is, while there is something to do. */
  percentDone: number | undefined;

  constructor(options: FillerOptions) {
    this.#options = options;
  }

  /** Fills what is missing now; a call while it works makes it look once more when it is done. */
  fill(): Promise<void> {
    this.#again = true;
    return this.#filling.run(() => this.#work());
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#retry);
    await this.#filling.waitUntilIdle();
  }

  async #work(): Promise<void> {
    const { log, reportFailure, retryMs = RETRY_MS } = this.#options;
    try {
      while (this.#again && !this.#stop.signal.aborted) {
        this.#again = false;
        await this.#fillOnce();
      }
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      // Once the index is open again, the rest is filled.
      if (error instanceof WorkerFailure && isDamage(error.code)) return reportFailure(error);
      log.warn({ err: error }, 'The embeddings endpoint failed; search goes on without it');
      this.#retry = setTimeout(() => void this.fill(), retryMs).unref();
    }
  }

  async #fillOnce(): Promise<void> {
    const { ids, papers, complete } = await this.#call.listLackingVectors();
    this.isComplete = complete;
    const before = papers - ids.length;
    let done = 0;
    let saved = 0;
    const report = (): void => {
      this.percentDone = done < ids.length ? Math.floor((100 * (before + done)) / papers) : undefined;
    };
    report();
    const save = async (): Promise<void> => {
      if (done === saved) return;
      saved = done;
      await this.#call.saveVectors();
      this.#options.log.info({ done: before + done, papers }, 'Embeddings are being computed');
    };
    try {
      while (done < ids.length && !this.#stop.signal.aborted) {
        const batch = ids.slice(done, done + this.#batchSize);
        await this.#fillBatch(batch);
        done += batch.length;
        report();
        if (done - saved >= SAVE_EVERY) await save();
      }
    } finally {
      // Each has cost time or money: also what was made before a failure or a stop is saved.
      await save();
    }
  }

  async #fillBatch(ids: readonly PaperId[]): Promise<void> {
    const batch = await this.#options.papers.findMany(ids);
    const vectors = await this.#options.embedder.embed(batch.map(toEmbeddedText), this.#stop.signal);
    const numbers = vectors[0]?.length ?? MAX_VECTOR_LENGTH;
    this.#batchSize = Math.max(1, Math.min(MAX_TEXTS, Math.floor(MAX_NUMBERS / numbers)));
    const { complete } = await this.#call.addVectors(
      batch.flatMap((paper, i) => {
        const vector = vectors[i];
        return vector ? [[paper.id, vector, computeChecksum(paper)] as const] : [];
      }),
    );
    this.isComplete = complete;
  }

  get #call(): WorkerLink<SearchWorker>['call'] {
    return this.#options.link().call;
  }
}
