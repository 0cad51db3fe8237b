import type { Log } from '../../core/base/log.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { WorkerFailure, type WorkerLink } from '../../rpc/worker-link.ts';
import { checksumOf, embeddedText } from '../embeddings/embedded-text.ts';
import { isDamage } from '../storage/read-exactly.ts';
import type { SearchWorker } from './search-worker.ts';
import type { SearchablePapers } from './searchable-papers.ts';

/** Turns texts into vectors of one length: an OpenAI-compatible embeddings endpoint, injected. */
export interface Embedder {
  /** The model's name: vectors of another model are made anew. */
  readonly model: string;
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

const BATCH = 32;
const SAVE_EVERY = 2048;

/** Makes the vectors that are missing, in the background, batch after batch, and keeps them. */
export class EmbeddingFiller {
  readonly #embedder: Embedder;
  readonly #papers: SearchablePapers;
  readonly #link: () => WorkerLink<SearchWorker>;
  readonly #log: Log;
  readonly #heal: (failure: WorkerFailure) => void;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  readonly #retryMs: number;
  #again = false;
  #retry: NodeJS.Timeout | undefined;
  /** Whether hardly any paper lacks a vector: only then is it worth asking for a query's. */
  isComplete = false;
  /** How far it is, in words, while there is something to do. */
  doing: string | undefined;

  constructor(options: {
    embedder: Embedder;
    papers: SearchablePapers;
    link: () => WorkerLink<SearchWorker>;
    log: Log;
    /** Has an index opened anew that failed. */
    heal: (failure: WorkerFailure) => void;
    /** How long to wait before a failed endpoint is asked again, in milliseconds. */
    retryMs?: number;
  }) {
    this.#embedder = options.embedder;
    this.#papers = options.papers;
    this.#link = options.link;
    this.#log = options.log;
    this.#heal = options.heal;
    this.#retryMs = options.retryMs ?? 60_000;
  }

  /** Fills what is missing now; a call while it works makes it look once more when it is through. */
  fill(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#retry);
    await this.#running;
  }

  async #work(): Promise<void> {
    try {
      while (this.#again && !this.#stop.signal.aborted) {
        this.#again = false;
        await this.#fillOnce();
      }
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      // Once the index is whole again, it is filled anew.
      if (error instanceof WorkerFailure && isDamage(error.code)) return this.#heal(error);
      this.#log.warn({ err: error }, 'The embeddings endpoint failed; search goes on without it');
      this.#retry = setTimeout(() => void this.fill(), this.#retryMs).unref();
    }
  }

  async #fillOnce(): Promise<void> {
    const { ids, papers, complete } = await this.#link().call.lackingVectors();
    this.isComplete = complete;
    const before = papers - ids.length;
    let done = 0;
    let saved = 0;
    const tell = (): void => {
      const percent = Math.floor((100 * (before + done)) / papers);
      this.doing = done < ids.length ? `Papers get their vectors: ${percent} % done.` : undefined;
    };
    tell();
    const save = async (): Promise<void> => {
      if (done === saved) return;
      saved = done;
      await this.#link().call.saveVectors();
      this.#log.info({ done: before + done, papers }, 'Embeddings are being made');
    };
    try {
      while (done < ids.length && !this.#stop.signal.aborted) {
        await this.#fillBatch(ids.slice(done, done + BATCH));
        done += Math.min(BATCH, ids.length - done);
        tell();
        if (done - saved >= SAVE_EVERY) await save();
      }
    } finally {
      // Each has cost time or money: also what was made before a failure or a stop is kept.
      await save();
    }
  }

  async #fillBatch(ids: readonly PaperId[]): Promise<void> {
    const batch = await this.#papers.getMany(ids);
    const vectors = await this.#embedder.embed(batch.map(embeddedText), this.#stop.signal);
    const { complete } = await this.#link().call.addVectors(
      batch.flatMap((paper, i) => {
        const vector = vectors[i];
        return vector ? [[paper.id, vector, checksumOf(paper)] as const] : [];
      }),
    );
    this.isComplete = complete;
  }
}
