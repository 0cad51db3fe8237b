import type { Doc } from '../collection.ts';

/** An engine being measured. */
export interface Engine {
  /** Builds the index; the folder is empty and its own. */
  build(docs: readonly Doc[], folder: string): Promise<void>;
  /** Ids of the best documents, best first. */
  search(query: string, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

/** Words as every alternative gets them. */
export function words(query: string): string[] {
  return query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
