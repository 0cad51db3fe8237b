import { createChangedInUseError, readExactly } from './read-exactly.ts';

/** Sees to it that the elements `[from, to)` of an array are in memory. */
export type Loader = (from: number, to: number) => void;

/** By the names of the arrays that are read on demand; what has no name here is in memory as a whole. */
export type Loaders = Readonly<Record<string, Loader | undefined>>;

export const noop: Loader = () => undefined;

/** A page of memory: the system finds one when it is first written to, which costs more than the reading. */
const PIECE_BITS = 12;
const PIECE_BYTES = 1 << PIECE_BITS;

/** Fills memory from the part of a file that begins at `offset`, piece by piece as it is needed, each piece once. */
export class LazyBuffer {
  readonly #file: number;
  readonly #offset: number;
  readonly #bytes: Uint8Array;
  readonly #there: Uint8Array;

  constructor(file: number, offset: number, bytes: Uint8Array) {
    this.#file = file;
    this.#offset = offset;
    this.#bytes = bytes;
    this.#there = new Uint8Array(Math.ceil(bytes.length / PIECE_BYTES));
  }

  /** Bytes `[from, to)`, of the first four gigabytes, are there from now on. */
  ensureLoaded(from: number, to: number): void {
    const there = this.#there;
    const end = (to + PIECE_BYTES - 1) >>> PIECE_BITS;
    let piece = from >>> PIECE_BITS;
    while (piece < end && there[piece] === 1) piece += 1;
    // Apart from this: so short it is compiled into every loop that asks, and nearly always all is there.
    if (piece < end) this.#read(piece, end);
  }

  #read(from: number, end: number): void {
    const there = this.#there;
    for (let piece = from; piece < end; piece++) {
      if (there[piece] === 1) continue;
      const first = piece;
      while (piece < end && there[piece] !== 1) piece += 1;
      const missing = this.#bytes.subarray(first * PIECE_BYTES, piece * PIECE_BYTES);
      readExactly(this.#file, missing, this.#offset + first * PIECE_BYTES, createChangedInUseError);
      there.fill(1, first, piece);
    }
  }
}
