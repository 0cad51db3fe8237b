import { readSync } from 'node:fs';

/** Fills `content` from the file's byte `offset` on; throws `cut()` where the file ends before. */
export function readExactly(file: number, content: Uint8Array, offset: number, cut: () => Error): void {
  let at = 0;
  while (at < content.length) {
    const got = readSync(file, content, at, Math.min(content.length - at, 1 << 30), offset + at);
    if (got === 0) throw cut();
    at += got;
  }
}

/** The code of the error that tells so. */
export const CHANGED_IN_USE = 'SNAPSHOT_CHANGED';

/** What is left in a snapshot was checked when it was opened; somebody cut the file or wrote it over since. */
export function changedInUse(): Error {
  const error = new Error('The snapshot of the search index was changed while it was in use');
  return Object.assign(error, { code: CHANGED_IN_USE });
}
