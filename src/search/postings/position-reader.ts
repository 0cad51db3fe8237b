import type { FilePart } from '../storage/file-pages.ts';
import { type Loader, noop } from '../storage/lazy-buffer.ts';
import { POSTINGS_PER_SKIP } from './segment-arrays.ts';

/** The packed positions of a segment, in memory or in a file. */
export type PositionBytes = Uint8Array | FilePart;

/** Where a word is in one paper, ascending: the first `count` of `numbers`. One serves many papers in turn. */
export interface Positions {
  count: number;
  readonly numbers: number[];
}

/**
 * Reads the positions of postings, one posting after the other. A position is stored as the step from the one before,
 * doubled; the last one of a posting has the lowest bit set.
 */
export class PositionReader {
  readonly #source: PositionBytes;
  readonly #skips: Uint32Array;
  readonly #loadSkips: Loader;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(source: PositionBytes, skips: Uint32Array, loadSkips: Loader = noop) {
    this.#source = source;
    this.#skips = skips;
    this.#loadSkips = loadSkips;
  }

  /** Goes to a posting, counted over all terms, from which on `count` postings will be read. */
  seek(posting: number, count: number): void {
    const block = Math.floor(posting / POSTINGS_PER_SKIP);
    const behind = Math.ceil((posting + count) / POSTINGS_PER_SKIP);
    this.#loadSkips(block, Math.min(behind + 1, this.#skips.length));
    this.#open(this.#skips[block] ?? 0, this.#skips[behind] ?? this.#source.length);
    this.#pass(posting % POSTINGS_PER_SKIP);
  }

  /** Fills `found` with the positions of the posting, and goes on to the next one. */
  readNext(found: Positions): void {
    const bytes = this.#bytes;
    const { numbers } = found;
    let at = this.#at;
    let count = 0;
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
      numbers[count++] = position;
    }
    found.count = count;
    this.#at = at;
  }

  /** Skips postings: the last step of each begins with a byte with its lowest bit set. */
  #pass(postings: number): void {
    const bytes = this.#bytes;
    let at = this.#at;
    let first = 1;
    // Without a branch but the loop's own: how many bytes a step has cannot be foreseen.
    for (let left = postings; left + (first ^ 1) > 0 && at < bytes.length; ) {
      const byte = bytes[at++] as number;
      left -= byte & first;
      first = (byte >> 7) ^ 1;
    }
    this.#at = at;
  }

  #open(from: number, to: number): void {
    const source = this.#source;
    if (source instanceof Uint8Array) {
      this.#bytes = source;
      this.#at = from;
      return;
    }
    const { start, bytes } = source.pages.readPage(source.offset + from, to - from);
    this.#bytes = bytes;
    this.#at = source.offset + from - start;
  }
}
