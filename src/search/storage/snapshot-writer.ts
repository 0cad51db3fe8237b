import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { makePrivateFolder, PRIVATE } from '../../private-files.ts';
import {
  alignOffset,
  type BlobEntry,
  FORMAT_VERSION,
  findKind,
  HEAD_BYTES,
  MAGIC,
  type NamedArrays,
  TAIL_BYTES,
  type Table,
} from './snapshot-format.ts';
import { readBlob, type SnapshotBlob } from './snapshot-reader.ts';

/** A draft that nobody has written to for this long was left by a process that was killed. */
const STALE_MS = 10 * 60 * 1000;

/**
 * Writes a snapshot beside its final place and moves it there when it is whole and on the disk: a crash at any moment
 * leaves the former snapshot, or none, but never half of one under its name.
 */
export class SnapshotWriter<Meta> {
  readonly #path: string;
  /** Where it is until it is whole. */
  readonly draft: string;
  readonly #file: number;
  readonly #blobs: BlobEntry[] = [];
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
    // Two processes may build at once; each needs a draft of its own.
    this.draft = `${path}.${process.pid}.${Date.now().toString(36)}.draft`;
    makePrivateFolder(dirname(path));
    removeStaleDrafts(path);
    this.#file = openSync(this.draft, 'w+', PRIVATE.file);
    const head = Buffer.alloc(HEAD_BYTES);
    head.write(MAGIC, 'latin1');
    head.writeUInt32LE(FORMAT_VERSION, 8);
    this.#write(head);
  }

  add(kind: string, named: NamedArrays): void {
    const offset = this.#offset;
    let crc = 0;
    const arrays = Object.entries(named).map(([name, array]) => {
      const start = this.#offset - offset;
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const padding = new Uint8Array(alignOffset(bytes.length) - bytes.length);
      for (const part of [bytes, padding]) {
        this.#write(part);
        crc = crc32(part, crc);
      }
      return [name, findKind(array), start, array.length] as const;
    });
    this.#blobs.push({ kind, offset, bytes: this.#offset - offset, crc, arrays });
  }

  /** A blob written before: what is on the disk need not stay in memory. */
  readBack(number: number): SnapshotBlob {
    const entry = this.#blobs[number];
    if (!entry) throw new RangeError(`There is no blob ${number}`);
    return readBlob(this.#file, entry, this.#offset);
  }

  /** Finishes the file and puts it in place; answers its size in bytes. */
  commit(meta: Meta): number {
    const table: Table<Meta> = { meta, blobs: this.#blobs };
    const text = Buffer.from(JSON.stringify(table));
    const tail = Buffer.alloc(TAIL_BYTES);
    tail.writeBigUInt64LE(BigInt(this.#offset), 0);
    tail.writeUInt32LE(text.length, 8);
    tail.writeUInt32LE(crc32(text), 12);
    tail.write(MAGIC, 16, 'latin1');
    this.#write(text);
    this.#write(tail);
    fsyncSync(this.#file);
    closeSync(this.#file);
    renameSync(this.draft, this.#path);
    syncFolder(dirname(this.#path));
    return this.#offset;
  }

  #write(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#file, bytes, written);
    this.#offset += bytes.length;
  }
}

function removeStaleDrafts(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.draft')) continue;
    const draft = join(folder, name);
    const { mtimeMs } = statSync(draft, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > STALE_MS) rmSync(draft, { force: true });
  }
}

/** Makes the new name durable. Windows cannot open a folder, and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
