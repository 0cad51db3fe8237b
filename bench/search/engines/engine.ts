import type { Corpus } from '../corpus.ts';

/** An engine being measured. */
export interface Engine {
  /** Builds the index in a folder of its own, or opens the one that is there. */
  build(corpus: Corpus, folder: string): Promise<void>;
  /** Ids of the best documents, best first. */
  search(query: string, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

/** Words as every alternative gets them. */
export function words(query: string): string[] {
  return query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
