type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** A typed array that grows. */
export class GrowableArray<T extends Numbers> {
  readonly #make: (length: number) => T;
  #array: T;
  length = 0;

  constructor(make: (length: number) => T, capacity = 1024) {
    this.#make = make;
    this.#array = make(capacity);
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = this.#make(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length] = value;
    this.length += 1;
  }

  change(at: number, to: (before: number) => number): void {
    this.#array[at] = to(this.#array[at] ?? 0);
  }

  /** What was pushed; a view, good until the next push. */
  view(): T {
    return this.#array.subarray(0, this.length) as T;
  }

  /** What was pushed, in an array of exactly that size. */
  copy(): T {
    return this.#array.slice(0, this.length) as T;
  }
}
