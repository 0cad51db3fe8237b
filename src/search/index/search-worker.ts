import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { serveWorker } from '../../rpc/serve-worker.ts';
import { computeChecksum } from '../embeddings/embedded-text.ts';
import { readVectorFile, writeVectorFile } from '../embeddings/vector-file.ts';
import { VectorIndex } from '../embeddings/vector-index.ts';
import type { ParsedQuery } from '../query/query.ts';
import { createChangedInUseError, withSnapshotErrors } from '../storage/read-exactly.ts';
import { readSystemCode } from '../storage/system-code.ts';
import { UnusableSnapshot } from '../storage/unusable-snapshot.ts';
import { EnglishWords } from '../text/english-words.ts';
import { type IndexFile, type IndexMeta, openIndexFile } from './index-file.ts';
import { findMismatch, type Origin } from './ownership.ts';
import { type IndexAnswer, SearchIndex } from './search-index.ts';

/** What the search worker does for the engine. */
export interface SearchWorker {
  /** Replaces the index by the snapshot, where it is that of `origin`; the papers updated since `bufferUpdates` stay. Says why when it cannot. */
  open(
    path: string,
    origin: Origin,
  ):
    | { readonly meta: IndexMeta; readonly bytes: number }
    | { readonly unusable: string; readonly isMissing?: true };
  /** From now on updates are buffered, since the next snapshot may not have them; or no more. */
  bufferUpdates(on: boolean): void;
  /** Changes since the snapshot. */
  update(papers: readonly Paper[]): { readonly changes: number };
  search(query: ParsedQuery, page: { offset: number; limit: number }, vector?: Float32Array): IndexAnswer;
  findSimilar(paper: Paper, limit: number, feedbackPapers?: readonly Paper[]): IndexAnswer;
  suggest(typed: string, limit: number): PaperId[];
  /** The vectors of papers in the latent model, where there is one. */
  readLatentVectors(ids: readonly PaperId[]): Array<[PaperId, Float32Array]>;
  /** Papers in the index, with what has changed since the snapshot. */
  countPapers(): number;
  /** Opens the vectors of an embeddings model, or begins with none; answers how many there are. */
  openVectors(path: string, model: string): number;
  /** Papers without a vector. Where hardly any are missing, the vectors are used from now on. */
  listLackingVectors(): { readonly ids: PaperId[]; readonly papers: number; readonly complete: boolean };
  /** Each with the checksum of the text it was made of. */
  addVectors(vectors: ReadonlyArray<readonly [PaperId, Float32Array, text: number]>): {
    readonly complete: boolean;
  };
  saveVectors(): void;
}

/** With fewer vectors than this share of the papers, searching by them would hide the others. */
const COMPLETE = 0.99;

/** The state of the worker: an index, the file it was read from, and vectors where an embeddings model is configured. */
class IndexHolder implements SearchWorker {
  readonly #english = new EnglishWords();
  #index = new SearchIndex([]);
  #file: Pick<IndexFile, 'hasChanged' | 'close'> = { hasChanged: () => false, close: () => undefined };
  #buffered: Map<PaperId, Paper> | undefined;
  #vectors: VectorIndex | undefined;
  #vectorFile = { path: '', model: '' };

  open(path: string, origin: Origin): ReturnType<SearchWorker['open']> {
    try {
      return this.#replaceIndex(openIndexFile(path), origin);
    } catch (error) {
      if (error instanceof UnusableSnapshot) return { unusable: error.message };
      const code = readSystemCode(error);
      if (code === 'ENOENT') return { unusable: 'missing', isMissing: true };
      // No permission, a bad disk: what can be rebuilt is rebuilt.
      return { unusable: code ? `unreadable: ${code}` : `invalid: ${readMessage(error)}` };
    }
  }

  bufferUpdates(on: boolean): void {
    this.#buffered = on ? new Map() : undefined;
  }

  update(papers: readonly Paper[]): { changes: number } {
    for (const paper of papers) {
      this.#buffered?.set(paper.id, paper);
      const text = this.#vectors?.findTextChecksum(paper.id);
      if (text !== undefined && text !== computeChecksum(paper)) this.#vectors?.forget(paper.id);
    }
    this.#read((index) => index.update(papers));
    return { changes: this.#index.changes };
  }

  search(query: ParsedQuery, page: { offset: number; limit: number }, vector?: Float32Array): IndexAnswer {
    return this.#read((index) => index.search(query, page, vector));
  }

  findSimilar(paper: Paper, limit: number, feedbackPapers?: readonly Paper[]): IndexAnswer {
    return this.#read((index) => index.findSimilar(paper, limit, feedbackPapers));
  }

  suggest(typed: string, limit: number): PaperId[] {
    return this.#read((index) => index.suggest(typed, limit));
  }

  readLatentVectors(ids: readonly PaperId[]): Array<[PaperId, Float32Array]> {
    return this.#read((index) => index.readLatentVectors(ids));
  }

  countPapers(): number {
    return this.#index.papers;
  }

  openVectors(path: string, model: string): number {
    this.#vectorFile = { path, model };
    try {
      this.#vectors = readVectorFile(path, model);
    } catch {
      // They can be made again; a file that cannot be read, for whatever reason, must not stop the search.
      this.#vectors = undefined;
    }
    this.#adoptVectorsWhenComplete();
    return this.#vectors?.size ?? 0;
  }

  listLackingVectors(): ReturnType<SearchWorker['listLackingVectors']> {
    const ids = this.#read((index) => [...index.listPaperIds()]).filter((id) => !this.#vectors?.has(id));
    return { ids, papers: this.#index.papers, complete: this.#adoptVectorsWhenComplete() };
  }

  addVectors(added: Parameters<SearchWorker['addVectors']>[0]): { complete: boolean } {
    for (const [id, vector, text] of added) {
      this.#vectors ??= new VectorIndex({ model: this.#vectorFile.model, dimensions: vector.length });
      this.#vectors.set(id, vector, text);
    }
    return { complete: this.#adoptVectorsWhenComplete() };
  }

  saveVectors(): void {
    if (this.#vectors) writeVectorFile(this.#vectorFile.path, this.#vectors);
  }

  #replaceIndex(opened: IndexFile, origin: Origin): ReturnType<SearchWorker['open']> {
    const { meta, segments, model, bytes } = opened;
    const mismatch = findMismatch(meta, origin);
    if (mismatch !== undefined) {
      opened.close();
      return { unusable: mismatch };
    }
    this.#index = new SearchIndex(segments, { model, english: this.#english });
    this.#adoptVectorsWhenComplete();
    this.#file.close();
    this.#file = opened;
    this.#index.update([...(this.#buffered?.values() ?? [])]);
    this.#buffered = undefined;
    return { meta, bytes };
  }

  /** Asks the index, unless its file is no longer what was checked. */
  #read<T>(ask: (index: SearchIndex) => T): T {
    return withSnapshotErrors(() => {
      if (this.#file.hasChanged()) throw createChangedInUseError();
      return ask(this.#index);
    });
  }

  #adoptVectorsWhenComplete(): boolean {
    const vectors = this.#vectors;
    const isComplete = vectors !== undefined && vectors.size >= COMPLETE * this.#index.papers;
    this.#index.vectors = isComplete ? vectors : undefined;
    return isComplete;
  }
}

function readMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

serveWorker(new IndexHolder());
