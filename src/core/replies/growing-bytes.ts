const FIRST_BYTES = 64 * 1024;

/**
 * Bytes that arrive in pieces, once in memory: in a buffer that grows where it stands, and whose pages are given back the
 * moment it is emptied. Pieces that are joined at the end are there twice, and stay until the garbage collector comes.
 */
export class GrowingBytes {
  readonly #buffer: ArrayBuffer;
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(maxBytes: number) {
    // Address space alone is taken for what is not there yet.
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

  /** Gives the memory back. */
  empty(): void {
    this.#length = 0;
    this.#buffer.resize(0);
  }
}
