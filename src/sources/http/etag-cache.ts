/** Two editions every ten minutes and a few papers: more than this is never asked for again. */
const MOST_ENTRIES = 40;
const MOST_CHARACTERS = 10_000_000;

export interface KnownReply {
  readonly etag: string;
  readonly text: string;
}

/** Remembers the replies used last with their ETag, so that an unchanged list costs neither side a transfer. */
export function createEtagCache() {
  const entries = new Map<string, KnownReply>();
  let characters = 0;

  function forget(url: string): void {
    characters -= entries.get(url)?.text.length ?? 0;
    entries.delete(url);
  }

  return {
    get(url: string): KnownReply | undefined {
      const known = entries.get(url);
      if (known) {
        // The one used last goes to the end, so that the first is the one to forget.
        entries.delete(url);
        entries.set(url, known);
      }
      return known;
    },
    /** A reply without an ETag makes the cache forget the one before. */
    keep(url: string, etag: string | null, text: string): void {
      forget(url);
      if (etag === null) return;
      entries.set(url, { etag, text });
      characters += text.length;
      for (const oldest of entries.keys()) {
        if (entries.size <= MOST_ENTRIES && characters <= MOST_CHARACTERS) break;
        forget(oldest);
      }
    },
  };
}
