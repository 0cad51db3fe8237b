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

export interface SnapshotContent<Meta> {
  readonly meta: Meta;
  readonly blobs: readonly SnapshotBlob[];
  readonly bytes: number;
}

/** Reads a snapshot whole and checks every byte of it. Throws `UnusableSnapshot`, or the system's error when there is no file. */
export function readSnapshot<Meta>(path: string): SnapshotContent<Meta> {
  const file = openSync(path, 'r');
  try {
    const bytes = fstatSync(file).size;
    if (bytes < HEAD_BYTES + TAIL_BYTES) throw new UnusableSnapshot('it is too short');
    const head = read(file, 0, HEAD_BYTES);
    if (head.toString('latin1', 0, 8) !== MAGIC) throw new UnusableSnapshot('it does not start like one');
    const version = head.readUInt32LE(8);
    if (version !== FORMAT_VERSION) throw new UnusableSnapshot(`it has format ${version}`);
    const table = readTable<Meta>(file, bytes);
    return { meta: table.meta, blobs: table.blobs.map((entry) => readBlob(file, entry, bytes)), bytes };
  } finally {
    closeSync(file);
  }
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
