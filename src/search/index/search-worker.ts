import type { Paper, PaperId } from '../../core/paper/paper.ts';
import { serveWorker } from '../../rpc/serve-worker.ts';
import { checksumOf } from '../embeddings/embedded-text.ts';
import { readVectorFile, writeVectorFile } from '../embeddings/vector-file.ts';
import { VectorIndex } from '../embeddings/vector-index.ts';
import type { ParsedQuery } from '../query/query.ts';
import { changedInUse, readingSnapshot } from '../storage/read-exactly.ts';
import { systemCodeOf } from '../storage/system-code.ts';
import { UnusableSnapshot } from '../storage/unusable-snapshot.ts';
import { type IndexFile, type IndexMeta, openIndexFile } from './index-file.ts';
import { type Origin, whyForeign } from './ownership.ts';
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
  /** From now on updates are noted, since the next snapshot may not have them; or no more. */
  bufferUpdates(on: boolean): void;
  /** Changes since the snapshot. */
  update(papers: readonly Paper[]): { readonly changes: number };
  search(query: ParsedQuery, page: { offset: number; limit: number }, vector?: Float32Array): IndexAnswer;
  similar(paper: Paper, limit: number, friends?: readonly Paper[]): IndexAnswer;
  suggest(typed: string, limit: number): PaperId[];
  /** Opens the vectors of an embeddings model, or begins with none; answers how many there are. */
  openVectors(path: string, model: string): number;
  /** Papers without a vector. Where hardly any are missing, the vectors are used from now on. */
  lackingVectors(): { readonly ids: PaperId[]; readonly papers: number; readonly complete: boolean };
  /** Each with the checksum of the text it was made of. */
  addVectors(vectors: ReadonlyArray<readonly [PaperId, Float32Array, text: number]>): {
    readonly complete: boolean;
  };
  saveVectors(): void;
}

/** With fewer vectors than this share of the papers, searching by them would hide the others. */
const COMPLETE = 0.99;

let index = new SearchIndex([]);
let file: Pick<IndexFile, 'hasChanged' | 'close'> = { hasChanged: () => false, close: () => undefined };
let noted: Map<PaperId, Paper> | undefined;
let vectors: VectorIndex | undefined;
let vectorFile = { path: '', model: '' };

const worker: SearchWorker = {
  open(path, origin) {
    try {
      const opened = openIndexFile(path);
      const { meta, segments, model, bytes } = opened;
      const foreign = whyForeign(meta, origin);
      if (foreign !== undefined) {
        opened.close();
        return { unusable: foreign };
      }
      index = new SearchIndex(segments, model);
      index.vectors = completeVectors();
      file.close();
      file = opened;
      index.update([...(noted?.values() ?? [])]);
      noted = undefined;
      return { meta, bytes };
    } catch (error) {
      if (error instanceof UnusableSnapshot) return { unusable: error.message };
      const code = systemCodeOf(error);
      if (code === 'ENOENT') return { unusable: 'there is none yet', isMissing: true };
      // No permission, a bad disk: what can be made anew is made anew.
      return { unusable: code ? `it cannot be read (${code})` : `it cannot be right (${messageOf(error)})` };
    }
  },
  bufferUpdates(on) {
    noted = on ? new Map() : undefined;
  },
  update(papers) {
    for (const paper of noted ? papers : []) noted?.set(paper.id, paper);
    for (const paper of vectors ? papers : []) {
      const text = vectors?.textOf(paper.id);
      if (text !== undefined && text !== checksumOf(paper)) vectors?.forget(paper.id);
    }
    const whole = wholeIndex();
    readingSnapshot(() => whole.update(papers));
    return { changes: whole.changes };
  },
  search: (query, page, vector) => readingSnapshot(() => wholeIndex().search(query, page, vector)),
  similar: (paper, limit, friends) => readingSnapshot(() => wholeIndex().similar(paper, limit, friends)),
  suggest: (typed, limit) => readingSnapshot(() => wholeIndex().suggest(typed, limit)),
  openVectors(path, model) {
    vectorFile = { path, model };
    try {
      vectors = readVectorFile(path, model);
    } catch {
      // They can be made again; a file that cannot be read, for whatever reason, must not stop the search.
      vectors = undefined;
    }
    index.vectors = completeVectors();
    return vectors?.size ?? 0;
  },
  lackingVectors() {
    const ids = readingSnapshot(() => [...wholeIndex().paperIds()]).filter((id) => !vectors?.has(id));
    index.vectors = completeVectors();
    return { ids, papers: index.papers, complete: index.vectors !== undefined };
  },
  addVectors(added) {
    for (const [id, vector, text] of added) {
      vectors ??= new VectorIndex({ model: vectorFile.model, dimensions: vector.length });
      vectors.set(id, vector, text);
    }
    index.vectors = completeVectors();
    return { complete: index.vectors !== undefined };
  },
  saveVectors() {
    if (vectors) writeVectorFile(vectorFile.path, vectors);
  },
};

/** The index, unless its file is no longer what was checked. */
function wholeIndex(): SearchIndex {
  if (file.hasChanged()) throw changedInUse();
  return index;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function completeVectors(): VectorIndex | undefined {
  return vectors && vectors.size >= COMPLETE * index.papers ? vectors : undefined;
}

serveWorker(worker);
