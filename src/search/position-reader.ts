import { readSync } from 'node:fs';
import { POSTINGS_PER_SKIP } from './segment-arrays.ts';

/** Where the packed positions of a segment lie: in memory, or in an open file from an offset on. */
export type PositionBytes =
  | Uint8Array
  | { readonly file: number; readonly offset: number; readonly length: number };

/**
 * Reads the positions of postings, one posting after the other. A position is kept as the step from the one before,
 * doubled; the last one of a posting has the lowest bit set.
 */
export class PositionReader {
  readonly #source: PositionBytes;
  readonly #skips: Uint32Array;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(source: PositionBytes, skips: Uint32Array) {
    this.#source = source;
    this.#skips = skips;
  }

  /** Goes to a posting, counted over all terms, from which on `count` postings will be read. */
  seek(posting: number, count: number): void {
    const block = Math.floor(posting / POSTINGS_PER_SKIP);
    const behind = Math.ceil((posting + count) / POSTINGS_PER_SKIP);
    const from = this.#skips[block] ?? 0;
    this.#bytes = this.#part(from, this.#skips[behind] ?? this.#source.length);
    this.#at = 0;
    for (let left = posting % POSTINGS_PER_SKIP; left > 0; left--) this.#skip();
  }

  /** Appends the positions of the posting, ascending, and goes on to the next one. */
  next(found: number[]): void {
    const bytes = this.#bytes;
    let at = this.#at;
    let position = 0;
    let step = 0;
    while ((step & 1) === 0 && at < bytes.length) {
      let shift = 0;
      let byte = 128;
      step = 0;
      while (byte > 127) {
        byte = bytes[at++] as number;
        step += (byte & 127) << shift;
        shift += 7;
      }
      position += step >> 1;
      found.push(position);
    }
    this.#at = at;
  }

  /** Passes over a posting: its last step begins with a byte whose lowest bit is set. */
  #skip(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let isLast = false; !isLast && at < bytes.length; ) {
      isLast = ((bytes[at] as number) & 1) === 1;
      while ((bytes[at++] as number) > 127);
    }
    this.#at = at;
  }

  #part(from: number, to: number): Uint8Array {
    const source = this.#source;
    if (source instanceof Uint8Array) return source.subarray(from, to);
    const bytes = new Uint8Array(to - from);
    const read = readSync(source.file, bytes, 0, bytes.length, source.offset + from);
    if (read !== bytes.length)
      throw new Error('The snapshot of the search index was cut while it was in use');
    return bytes;
  }
}
