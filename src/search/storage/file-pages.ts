import { readSync } from 'node:fs';
import { createChangedInUseError, readExactly } from './read-exactly.ts';

/** Bytes of a file, `bytes[0]` being the one at `start`. */
export interface Page {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** A part of a file that is read when it is needed. */
export interface FilePart {
  readonly pages: FilePages;
  readonly offset: number;
  readonly length: number;
}

const PAGE_BYTES = 16_384;
/** How much of the next page a page holds too, so that what begins in it nearly always ends in it. */
const OVERLAP_BYTES = 512;

/** An open file that is read by pages. Pages are cached, up to this many bytes; then the oldest one is evicted. */
export class FilePages {
  readonly #file: number;
  readonly #capacity: number;
  readonly #pages = new Map<number, Page>();

  constructor(file: number, maxBytes: number) {
    this.#file = file;
    this.#capacity = Math.max(1, Math.floor(maxBytes / (PAGE_BYTES + OVERLAP_BYTES)));
  }

  /** A page that holds `length` bytes from `offset` on; what it holds may change with the next call. */
  readPage(offset: number, length: number): Page {
    const number = Math.floor(offset / PAGE_BYTES);
    const start = number * PAGE_BYTES;
    if (offset + length > start + PAGE_BYTES + OVERLAP_BYTES) return this.#readSeparately(offset, length);
    const known = this.#pages.get(number);
    if (known) return known;
    const page = { start, bytes: this.#makeRoom() };
    // The file's last page may be a short one.
    if (readSync(this.#file, page.bytes, 0, page.bytes.length, start) < offset + length - start)
      throw createChangedInUseError();
    this.#pages.set(number, page);
    return page;
  }

  /** What is long is not cached. */
  #readSeparately(start: number, length: number): Page {
    const bytes = new Uint8Array(length);
    readExactly(this.#file, bytes, start, createChangedInUseError);
    return { start, bytes };
  }

  #makeRoom(): Uint8Array {
    const [oldest] = this.#pages.size < this.#capacity ? [] : this.#pages;
    if (!oldest) return new Uint8Array(PAGE_BYTES + OVERLAP_BYTES);
    const [number, { bytes }] = oldest;
    this.#pages.delete(number);
    return bytes;
  }
}
