import { type Loader, noop } from './lazy-buffer.ts';

/** To be called before elements of a list's arrays are looked at; absent where they are in memory. */
export interface TextLoaders {
  readonly bytes?: Loader | undefined;
  readonly ends?: Loader | undefined;
}

/**
 * Texts packed one behind the other: `ends[i]` is where text i stops in `bytes` and text i + 1 starts. Where they are in
 * the byte order of their UTF-8, one can be found.
 */
export class TextList {
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #loadBytes: Loader;
  readonly #loadEnds: Loader;

  constructor(bytes: Uint8Array, ends: Uint32Array, loaders: TextLoaders = {}) {
    this.size = ends.length;
    this.#bytes = bytes;
    this.#ends = ends;
    this.#loadBytes = loaders.bytes ?? noop;
    this.#loadEnds = loaders.ends ?? noop;
  }

  text(number: number): string {
    const { buffer, byteOffset, byteLength } = this.readUtf8(number);
    return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  }

  readUtf8(number: number): Uint8Array {
    // A number out of a damaged file; with it a query would go on with any bytes.
    if (!(number < this.size)) throw new RangeError(`There is no text ${number}`);
    const start = this.#start(number);
    return this.#bytes.subarray(start, this.#findEnd(number, start));
  }

  /** Number of the text, given as it is or as its UTF-8, or -1. */
  find(text: string | Uint8Array): number {
    const wanted = typeof text === 'string' ? Buffer.from(text) : text;
    const at = this.#findFirstNotBelow(wanted);
    return at < this.size && this.#compare(at, wanted) === 0 ? at : -1;
  }

  /** Numbers `[from, to)` of the texts that start with `prefix`. */
  findStartingWith(prefix: string): { from: number; to: number } {
    const wanted = Buffer.from(prefix);
    // 0xff occurs in no UTF-8 text, so it sorts behind every continuation of the prefix.
    const behind = Buffer.concat([wanted, Buffer.of(0xff)]);
    return { from: this.#findFirstNotBelow(wanted), to: this.#findFirstNotBelow(behind) };
  }

  #start(number: number): number {
    this.#loadEnds(Math.max(number - 1, 0), number + 1);
    return number === 0 ? 0 : (this.#ends[number - 1] as number);
  }

  /** The end of a text whose start was asked for; its bytes are there from now on. */
  #findEnd(number: number, start: number): number {
    const end = this.#ends[number] as number;
    this.#loadBytes(start, end);
    return end;
  }

  #findFirstNotBelow(wanted: Uint8Array): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(middle, wanted) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(number: number, wanted: Uint8Array): number {
    const bytes = this.#bytes;
    const start = this.#start(number);
    const length = this.#findEnd(number, start) - start;
    const shared = Math.min(length, wanted.length);
    for (let i = 0; i < shared; i++) {
      const difference = (bytes[start + i] as number) - (wanted[i] as number);
      if (difference !== 0) return difference;
    }
    return length - wanted.length;
  }
}

/** Texts one after the other, and where each ends. */
export function packTexts(texts: readonly Buffer[]): { bytes: Uint8Array; ends: Uint32Array } {
  const bytes = Uint8Array.from(Buffer.concat(texts));
  let end = 0;
  const ends = Uint32Array.from(texts, (text) => {
    end += text.length;
    return end;
  });
  return { bytes, ends };
}

/** Whether these can be the ends of parts that are one behind the other in `length` elements, none longer than `longest`. */
export function areEnds(ends: Uint32Array, length: number, longest = length): boolean {
  let before = 0;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] as number;
    if (end < before || end - before > longest) return false;
    before = end;
  }
  return before <= length;
}
