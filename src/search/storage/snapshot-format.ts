/**
 * The snapshot file: a head, then blobs of named arrays, then a table that says where they are, then a tail that
 * says where the table is. The table comes last so that blobs can be written as they are finished.
 *
 *   head   16 bytes: MAGIC (8), FORMAT_VERSION (4, little endian), 4 zero bytes
 *   blobs  each array at a multiple of 8 bytes
 *   table  JSON, see `Table`
 *   tail   24 bytes: table offset (8), table length (4), CRC-32 of the table (4), MAGIC (8)
 */
export const MAGIC = 'PBINDEX\n';
/** Goes up with every change of the arrays, the tokenizer, the stemmer or the weights that are baked in. */
export const FORMAT_VERSION = 8;
export const HEAD_BYTES = 16;
export const TAIL_BYTES = 24;
export const ALIGNMENT = 8;

export const KINDS = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
export type ArrayKind = keyof typeof KINDS;
export type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;
export type NamedArrays = Readonly<Record<string, NumberArray>>;

/** Where a blob is and what it must sum to. */
export interface BlobEntry {
  readonly kind: string;
  readonly offset: number;
  readonly bytes: number;
  readonly crc: number;
  /** Offsets are within the blob; lengths count elements. */
  readonly arrays: ReadonlyArray<readonly [name: string, kind: ArrayKind, offset: number, length: number]>;
}

export interface Table<Meta> {
  readonly meta: Meta;
  readonly blobs: readonly BlobEntry[];
}

export function findKind(array: NumberArray): ArrayKind {
  for (const [kind, type] of Object.entries(KINDS)) if (array instanceof type) return kind as ArrayKind;
  throw new TypeError('No such kind of array in a snapshot');
}

export function alignOffset(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
