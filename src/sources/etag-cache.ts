/** Two editions every ten minutes and a few papers: more than this is never asked for again. */
const MOST_ENTRIES = 40;
const MOST_CHARACTERS = 20_000_000;

/** Remembers the last replies with their ETag, so that an unchanged list costs neither side a transfer. */
export function createEtagCache() {
  const entries = new Map<string, { readonly etag: string; readonly text: string }>();
  let characters = 0;

  function forget(url: string): void {
    characters -= entries.get(url)?.text.length ?? 0;
    entries.delete(url);
  }

  return {
    etag: (url: string): string | undefined => entries.get(url)?.etag,
    text: (url: string): string => entries.get(url)?.text ?? '',
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
