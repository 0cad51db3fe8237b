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
