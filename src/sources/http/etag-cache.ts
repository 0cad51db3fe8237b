import { LRUCache } from 'lru-cache';

/** Two editions every ten minutes and a few papers: more than this is never asked for again. */
const MAX_ENTRIES = 40;
const MAX_CHARACTERS = 10_000_000;

export interface KnownReply {
  readonly etag: string;
  readonly text: string;
}

/** Remembers the replies used last with their ETag, so that an unchanged list costs neither side a transfer. */
export class EtagCache {
  readonly #replies = new LRUCache<string, KnownReply>({
    max: MAX_ENTRIES,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ text }) => text.length + 1,
  });

  get(url: string): KnownReply | undefined {
    return this.#replies.get(url);
  }

  /** A reply without an ETag makes the cache forget the one before. */
  save(url: string, etag: string | null, text: string): void {
    if (etag === null) this.#replies.delete(url);
    else this.#replies.set(url, { etag, text });
  }
}
