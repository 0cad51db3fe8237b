import { closeSync, fstatSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { LazyBuffer, type Loader, type Loaders } from './lazy-buffer.ts';
import { readExactly } from './read-exactly.ts';
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
import { parseTable } from './snapshot-table.ts';
import { UnusableSnapshot } from './unusable-snapshot.ts';

export interface SnapshotBlob {
  readonly kind: string;
  readonly arrays: Readonly<Record<string, NumberArray>>;
  /** To be called before elements of the arrays that are read on demand are looked at. */
  readonly loaders: Loaders;
}

export interface SnapshotContent {
  /** What the writer said of it, unchecked. */
  readonly meta: unknown;
  readonly blobs: readonly SnapshotBlob[];
  /** Those that were checked but left in `file`, where they can be read until `close`. */
  readonly left: readonly BlobEntry[];
  readonly file: number;
  readonly bytes: number;
  /** Whether somebody wrote into the file since it was checked, or cut it. A new snapshot takes its name and no more. */
  hasChanged(): boolean;
  close(): void;
}

/** What is not read at once, though it is checked. */
export interface Unread {
  /** Blobs of this kind are left in the file. */
  readonly leave?: string;
  /** Arrays with these names have their memory, and are read into it by their blob's `loaders`. */
  readonly loadedWhenNeeded?: readonly string[];
}

/**
 * Reads a snapshot and checks every byte of it. Where something is not read at once, the file stays open, also when
 * another snapshot takes its name. Throws `UnusableSnapshot`, or the system's error when there is no file.
 */
export function readSnapshot(path: string, { leave, loadedWhenNeeded = [] }: Unread = {}): SnapshotContent {
  const file = openSync(path, 'r');
  try {
    const { size: bytes, mtimeMs } = fstatSync(file);
    checkHead(file, bytes);
    const { meta, blobs: entries } = readTable(file, bytes);
    const left = entries.filter(({ kind }) => kind === leave);
    for (const entry of left) checkBlob(file, entry, bytes);
    const read = entries.filter(({ kind }) => kind !== leave);
    const blobs = read.map((entry) => readBlob(file, entry, bytes, loadedWhenNeeded));
    const staysOpen = left.length > 0 || loadedWhenNeeded.length > 0;
    const close = (): void => {
      if (staysOpen) closeSync(file);
    };
    const hasChanged = (): boolean => {
      const now = fstatSync(file);
      return now.size !== bytes || now.mtimeMs !== mtimeMs;
    };
    if (!staysOpen) closeSync(file);
    return { meta, blobs, left, file, bytes, hasChanged, close };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function checkHead(file: number, bytes: number): void {
  if (bytes < HEAD_BYTES + TAIL_BYTES) throw new UnusableSnapshot('too-short');
  const head = read(file, 0, HEAD_BYTES);
  if (head.toString('latin1', 0, 8) !== MAGIC) throw new UnusableSnapshot('bad-magic');
  const version = head.readUInt32LE(8);
  if (version !== FORMAT_VERSION) throw new UnusableSnapshot(`format-${version}`);
}

/** Read and summed up at once: so little stays in the processor's cache, and is no new memory for every part. */
const window = Buffer.allocUnsafeSlow(1 << 18);

function checkBlob(file: number, { kind, offset, bytes, crc }: BlobEntry, fileBytes: number): void {
  if (offset % ALIGNMENT !== 0 || offset + bytes > fileBytes) throw new UnusableSnapshot('misplaced-part');
  let sum = 0;
  for (let at = 0; at < bytes; at += window.length) {
    const part = window.subarray(0, Math.min(window.length, bytes - at));
    readExactly(file, part, offset + at, createShortenedError);
    sum = crc32(part, sum);
  }
  if (sum !== crc) throw new UnusableSnapshot(`checksum: ${kind}`);
}

function readTable(file: number, bytes: number): Table<unknown> {
  const tail = read(file, bytes - TAIL_BYTES, TAIL_BYTES);
  if (tail.toString('latin1', 16) !== MAGIC) throw new UnusableSnapshot('truncated');
  const offset = Number(tail.readBigUInt64LE(0));
  const length = tail.readUInt32LE(8);
  if (!Number.isSafeInteger(offset) || offset + length + TAIL_BYTES !== bytes)
    throw new UnusableSnapshot('misplaced-table');
  const text = read(file, offset, length);
  if (crc32(text) !== tail.readUInt32LE(12)) throw new UnusableSnapshot('checksum: table');
  return parseTable(text.toString(), bytes);
}

/** Checks one blob of an open file, then reads it, but for the arrays to be read on demand. */
export function readBlob(
  file: number,
  entry: BlobEntry,
  fileBytes: number,
  loadedWhenNeeded: readonly string[] = [],
): SnapshotBlob {
  checkBlob(file, entry, fileBytes);
  const memory = new ArrayBuffer(entry.bytes);
  const arrays: Record<string, NumberArray> = {};
  const loaders: Record<string, Loader> = {};
  for (const [name, kind, start, length] of entry.arrays) {
    const array = new KINDS[kind](memory, start, length);
    const content = new Uint8Array(memory, start, array.byteLength);
    arrays[name] = array;
    if (loadedWhenNeeded.includes(name)) {
      const part = new LazyBuffer(file, entry.offset + start, content);
      const bytes = array.BYTES_PER_ELEMENT;
      loaders[name] = (from, to) => part.ensureLoaded(from * bytes, to * bytes);
    } else readExactly(file, content, entry.offset + start, createShortenedError);
  }
  return { kind: entry.kind, arrays, loaders };
}

function read(file: number, offset: number, length: number): Buffer {
  const content = Buffer.alloc(length);
  readExactly(file, content, offset, createShortenedError);
  return content;
}

function createShortenedError(): Error {
  return new UnusableSnapshot('truncated-while-read');
}
