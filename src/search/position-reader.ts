import { POSTINGS_PER_SKIP, type SegmentArrays } from './segment-arrays.ts';
import { occurrencesOf } from './weights.ts';

/** Reads the packed positions of postings, one posting after the other. */
export class PositionReader {
  readonly #arrays: SegmentArrays;
  #posting = 0;
  #byte = 0;

  constructor(arrays: SegmentArrays) {
    this.#arrays = arrays;
  }

  /** Goes to a posting, counted over all terms. */
  seek(posting: number): void {
    const block = Math.floor(posting / POSTINGS_PER_SKIP);
    this.#posting = block * POSTINGS_PER_SKIP;
    this.#byte = this.#arrays.positionSkips[block] ?? 0;
    const { counts, positions } = this.#arrays;
    let steps = 0;
    for (; this.#posting < posting; this.#posting++) steps += occurrencesOf(counts[this.#posting] ?? 0);
    // The last byte of a step is the one without the highest bit.
    for (; steps > 0; this.#byte++) if ((positions[this.#byte] ?? 0) < 128) steps -= 1;
  }

  /** Appends the positions of the posting, ascending, and goes on to the next one. */
  next(found: number[]): void {
    const { counts, positions } = this.#arrays;
    const occurrences = occurrencesOf(counts[this.#posting] ?? 0);
    let position = 0;
    for (let n = 0; n < occurrences; n++) {
      let shift = 0;
      let byte = 128;
      while (byte > 127) {
        byte = positions[this.#byte] ?? 0;
        this.#byte += 1;
        position += (byte & 127) << shift;
        shift += 7;
      }
      found.push(position);
    }
    this.#posting += 1;
  }
}
