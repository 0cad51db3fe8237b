import type { Paper, PaperId } from '../core/paper.ts';
import { type IndexMeta, openIndexFile } from './index-file.ts';
import type { ParsedQuery } from './query.ts';
import { type IndexAnswer, SearchIndex } from './search-index.ts';
import { serveWorker } from './serve-worker.ts';
import { UnusableSnapshot } from './snapshot-reader.ts';

/** What the search worker does for the engine. */
export interface SearchWorker {
  /** Replaces the index by the snapshot; the papers updated since `noteUpdates` stay. Says why when it cannot. */
  open(path: string): { readonly meta: IndexMeta; readonly bytes: number } | { readonly unusable: string };
  /** From now on updates are noted, since the next snapshot may not have them. */
  noteUpdates(): void;
  /** Papers found now, and changes since the snapshot. */
  update(papers: readonly Paper[]): { papers: number; changes: number };
  search(query: ParsedQuery, page: { offset: number; limit: number }): IndexAnswer;
  similar(paper: Paper, limit: number): IndexAnswer;
  suggest(typed: string, limit: number): PaperId[];
}

let index = new SearchIndex([]);
let closeFormer: () => void = () => undefined;
let noted: Map<PaperId, Paper> | undefined;

const worker: SearchWorker = {
  open(path) {
    // The old index is let go first: two at once would need twice the memory.
    const former = index;
    try {
      const { meta, segments, model, bytes, close } = openIndexFile(path);
      index = new SearchIndex(segments, model);
      closeFormer();
      closeFormer = close;
      index.update([...(noted?.values() ?? [])]);
      noted = undefined;
      return { meta, bytes };
    } catch (error) {
      index = former;
      if (error instanceof UnusableSnapshot) return { unusable: error.message };
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return { unusable: 'there is none yet' };
      }
      throw error;
    }
  },
  noteUpdates() {
    noted = new Map();
  },
  update(papers) {
    for (const paper of noted ? papers : []) noted?.set(paper.id, paper);
    index.update(papers);
    return { papers: index.papers, changes: index.changes };
  },
  search: (query, page) => index.search(query, page),
  similar: (paper, limit) => index.similar(paper, limit),
  suggest: (typed, limit) => index.suggest(typed, limit),
};

serveWorker(worker);
