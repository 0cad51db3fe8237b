const FIRST_BYTES = 64 * 1024;

/**
 * Bytes that arrive in pieces, once in memory: in a buffer that grows in place, with pages that are freed as soon as it is
 * emptied. Pieces that are concatenated at the end are in memory twice, until the garbage collector runs.
 */
export class GrowableBytes {
  readonly #buffer: ArrayBuffer;
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(maxBytes: number) {
    // Only address space is reserved for bytes that have not arrived.
    this.#buffer = new ArrayBuffer(0, { maxByteLength: maxBytes });
    this.#bytes = new Uint8Array(this.#buffer);
  }

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.byteLength;
    const { byteLength, maxByteLength } = this.#buffer;
    if (length > byteLength)
      this.#buffer.resize(Math.max(length, Math.min(maxByteLength, Math.max(FIRST_BYTES, 2 * byteLength))));
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  toText(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, this.#length));
  }

  /** Frees the memory. */
  empty(): void {
    this.#length = 0;
    this.#buffer.resize(0);
  }
}
