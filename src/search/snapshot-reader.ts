import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import {
  ALIGNMENT,
  type BlobEntry,
  FORMAT_VERSION,
  HEAD_BYTES,
  KINDS,
  MAGIC,
  type NumberArray,
  TAIL_BYTES,
  type Table,
} from './snapshot-format.ts';

/** The file is not a snapshot that this version can use; `message` says why. Build a new one. */
export class UnusableSnapshot extends Error {}

export interface SnapshotBlob {
  readonly kind: string;
  readonly arrays: Readonly<Record<string, NumberArray>>;
}

/** A blob that was checked but not kept in memory. */
export interface BlobInFile {
  readonly kind: string;
  readonly file: number;
  readonly offset: number;
  readonly length: number;
}

export interface SnapshotContent<Meta> {
  readonly meta: Meta;
  readonly blobs: readonly SnapshotBlob[];
  /** Those that `isLeft` said to leave; they can be read until `close`. */
  readonly left: readonly BlobInFile[];
  readonly bytes: number;
  close(): void;
}

/**
 * Reads a snapshot and checks every byte of it. Blobs may be left in the file, which then stays open, also when
 * another snapshot takes its name. Throws `UnusableSnapshot`, or the system's error when there is no file.
 */
export function readSnapshot<Meta>(
  path: string,
  isLeft: (entry: BlobEntry, all: readonly BlobEntry[]) => boolean = () => false,
): SnapshotContent<Meta> {
  const file = openSync(path, 'r');
  try {
    const bytes = fstatSync(file).size;
    checkHead(file, bytes);
    const { meta, blobs: entries } = readTable<Meta>(file, bytes);
    const left = entries
      .filter((entry) => isLeft(entry, entries))
      .map((entry) => checkInFile(file, entry, bytes));
    const read = entries.filter((entry) => !isLeft(entry, entries));
    const blobs = read.map((entry) => readBlob(file, entry, bytes));
    const close = (): void => {
      if (left.length > 0) closeSync(file);
    };
    if (left.length === 0) closeSync(file);
    return { meta, blobs, left, bytes, close };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function checkHead(file: number, bytes: number): void {
  if (bytes < HEAD_BYTES + TAIL_BYTES) throw new UnusableSnapshot('it is too short');
  const head = read(file, 0, HEAD_BYTES);
  if (head.toString('latin1', 0, 8) !== MAGIC) throw new UnusableSnapshot('it does not start like one');
  const version = head.readUInt32LE(8);
  if (version !== FORMAT_VERSION) throw new UnusableSnapshot(`it has format ${version}`);
}

const CHECKED_AT_ONCE = 1 << 22;

function checkInFile(file: number, entry: BlobEntry, fileBytes: number): BlobInFile {
  const { kind, offset, bytes } = entry;
  if (offset + bytes > fileBytes) throw new UnusableSnapshot('a part is misplaced');
  let crc = 0;
  for (let at = 0; at < bytes; at += CHECKED_AT_ONCE) {
    crc = crc32(read(file, offset + at, Math.min(CHECKED_AT_ONCE, bytes - at)), crc);
  }
  if (crc !== entry.crc) throw new UnusableSnapshot(`its ${kind} part is damaged`);
  return { kind, file, offset, length: bytes };
}

function readTable<Meta>(file: number, bytes: number): Table<Meta> {
  const tail = read(file, bytes - TAIL_BYTES, TAIL_BYTES);
  if (tail.toString('latin1', 16) !== MAGIC) throw new UnusableSnapshot('it stops in the middle');
  const offset = Number(tail.readBigUInt64LE(0));
  const length = tail.readUInt32LE(8);
  if (offset + length + TAIL_BYTES !== bytes) throw new UnusableSnapshot('its table is misplaced');
  const text = read(file, offset, length);
  if (crc32(text) !== tail.readUInt32LE(12)) throw new UnusableSnapshot('its table is damaged');
  return JSON.parse(text.toString());
}

/** Reads one blob of an open file and checks it. */
export function readBlob(file: number, entry: BlobEntry, fileBytes: number): SnapshotBlob {
  const { kind, offset, bytes, crc } = entry;
  if (offset % ALIGNMENT !== 0 || offset + bytes > fileBytes)
    throw new UnusableSnapshot('a part is misplaced');
  const content = read(file, offset, bytes);
  if (crc32(content) !== crc) throw new UnusableSnapshot(`its ${kind} part is damaged`);
  const arrays: Record<string, NumberArray> = {};
  for (const [name, type, start, length] of entry.arrays) {
    arrays[name] = new KINDS[type](content.buffer, content.byteOffset + start, length);
  }
  return { kind, arrays };
}

/** Exactly `length` bytes, in memory of their own, so that typed arrays may lie on them. */
function read(file: number, offset: number, length: number): Buffer<ArrayBuffer> {
  const content = Buffer.from(new ArrayBuffer(length));
  let at = 0;
  while (at < length) {
    const got = readSync(file, content, at, Math.min(length - at, 1 << 30), offset + at);
    if (got === 0) throw new UnusableSnapshot('it became shorter while it was read');
    at += got;
  }
  return content;
}
