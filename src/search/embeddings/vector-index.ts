import type { PaperId } from '../../core/paper/paper.ts';
import { TopPapers } from '../postings/top-papers.ts';

/** How a paper's vector was made; another model's vectors mean something else. */
export interface VectorSpace {
  readonly model: string;
  readonly dimensions: number;
}

/** How many of the papers nearest by sign bits are measured exactly. */
const MEASURED = 500;

/**
 * Vectors that an embeddings endpoint made of papers, one a paper. They are stored in 8 bits a number; a scan over one
 * bit a number finds the few that are worth measuring. No approximate index is needed for some hundred thousand.
 */
export class VectorIndex {
  readonly space: VectorSpace;
  readonly #words: number;
  readonly #slots = new Map<PaperId, number>();
  readonly #ids: PaperId[] = [];
  /** By slot, a checksum of the text that the vector was made of. */
  readonly #texts: number[] = [];
  #values: Int8Array;
  #codes: Uint32Array;

  constructor(space: VectorSpace) {
    this.space = space;
    this.#words = Math.ceil(space.dimensions / 32);
    this.#values = new Int8Array(space.dimensions * 64);
    this.#codes = new Uint32Array(this.#words * 64);
  }

  get size(): number {
    return this.#slots.size;
  }

  has(id: PaperId): boolean {
    return this.#slots.has(id);
  }

  /** The checksum of the text that a paper's vector was made of. */
  findTextChecksum(id: PaperId): number | undefined {
    return this.#texts[this.#slots.get(id) ?? -1];
  }

  set(id: PaperId, vector: Float32Array, text: number): void {
    const { dimensions } = this.space;
    if (vector.length !== dimensions) {
      throw new RangeError(`A vector has ${vector.length} numbers where the others have ${dimensions}`);
    }
    const slot = this.#slots.get(id) ?? this.#allotSlot(id);
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scaled = vector.map((value) => (largest === 0 ? 0 : Math.round((value * 127) / largest)));
    this.#texts[slot] = text;
    this.#values.set(scaled, slot * dimensions);
    this.#codes.set(toSignBits(vector, this.#words), slot * this.#words);
  }

  /** The next semantic search does not see the paper until its vector is set again. */
  forget(id: PaperId): void {
    const slot = this.#slots.get(id);
    this.#slots.delete(id);
    // The slot stays, nameless: papers change their text rarely.
    if (slot !== undefined) this.#ids[slot] = '';
  }

  /** The `count` nearest papers with their cosine, nearest first. */
  findNearest(asked: Float32Array, count: number): Array<{ id: PaperId; cosine: number }> {
    const wanted = toSignBits(asked, this.#words);
    const close = new TopPapers(Math.max(MEASURED, count));
    for (let slot = 0; slot < this.#ids.length; slot++) {
      let different = 0;
      const at = slot * this.#words;
      for (let i = 0; i < this.#words; i++) {
        different += countBits((this.#codes[at + i] as number) ^ (wanted[i] as number));
      }
      close.offer(slot, -different);
    }
    return close
      .drain()
      .flatMap(({ paper: slot }) => {
        const id = this.#ids[slot] ?? '';
        return id === '' ? [] : [{ id, cosine: this.#computeCosine(asked, slot) }];
      })
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, count);
  }

  /** The cosine of one paper; `undefined` when it has no vector. */
  computeCosine(asked: Float32Array, id: PaperId): number | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#computeCosine(asked, slot);
  }

  /** A paper's own vector; only its direction means something. */
  readVector(id: PaperId): Float32Array | undefined {
    const bytes = this.readBytes(id);
    return bytes && new Float32Array(bytes);
  }

  /** The same as it is stored, 8 bits a number. */
  readBytes(id: PaperId): Int8Array | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined) return undefined;
    const { dimensions } = this.space;
    return this.#values.subarray(slot * dimensions, (slot + 1) * dimensions);
  }

  listIds(): IterableIterator<PaperId> {
    return this.#slots.keys();
  }

  #allotSlot(id: PaperId): number {
    const slot = this.#ids.length;
    this.#ids.push(id);
    this.#slots.set(id, slot);
    const { dimensions } = this.space;
    if ((slot + 1) * dimensions > this.#values.length) {
      const values = new Int8Array(this.#values.length * 2);
      values.set(this.#values);
      this.#values = values;
      const codes = new Uint32Array(this.#codes.length * 2);
      codes.set(this.#codes);
      this.#codes = codes;
    }
    return slot;
  }

  #computeCosine(asked: Float32Array, slot: number): number {
    const { dimensions } = this.space;
    const at = slot * dimensions;
    let [sum, own, other] = [0, 0, 0];
    for (let i = 0; i < dimensions; i++) {
      const a = asked[i] as number;
      const b = this.#values[at + i] as number;
      sum += a * b;
      own += b * b;
      other += a * a;
    }
    return own === 0 || other === 0 ? 0 : sum / Math.sqrt(own * other);
  }
}

function toSignBits(vector: Float32Array, words: number): Uint32Array {
  const signs = new Uint32Array(words);
  for (let i = 0; i < vector.length; i++) {
    if ((vector[i] as number) > 0) signs[i >> 5] = (signs[i >> 5] as number) | (1 << (i & 31));
  }
  return signs;
}

/** How many bits of a 32-bit number are set. */
function countBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
