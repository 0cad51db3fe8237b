import { ALIGNMENT, type BlobEntry, KINDS, type Table } from './snapshot-format.ts';
import { UnusableSnapshot } from './unusable-snapshot.ts';

/** An index of millions of papers has some hundred parts. */
const MAX_BLOBS = 10_000;
const MAX_ARRAYS = 100;

/**
 * The table of a snapshot. A checksum shows that nothing was damaged by chance; whoever wrote the file could make it fit
 * anything, so every number is checked against the length of the file. Throws `UnusableSnapshot`.
 */
export function parseTable(text: string, fileBytes: number): Table<unknown> {
  const table = parseJson(text);
  if (!isObject(table) || !Array.isArray(table.blobs) || !('meta' in table)) throw createMalformedError();
  const { meta, blobs } = table;
  if (blobs.length > MAX_BLOBS || !blobs.every(isEntry)) throw createMalformedError();
  const bytes = blobs.reduce((sum, blob) => sum + blob.bytes, 0);
  // Parts that lie over each other could ask for any amount of memory.
  if (bytes > fileBytes) throw createMalformedError();
  return { meta, blobs };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw createMalformedError();
  }
}

function isEntry(value: unknown): value is BlobEntry {
  if (!isObject(value) || typeof value.kind !== 'string' || !Array.isArray(value.arrays)) return false;
  const { offset, bytes, crc, arrays } = value;
  if (!isCount(offset) || !isCount(bytes) || !isCount(crc) || offset % ALIGNMENT !== 0) return false;
  return arrays.length <= MAX_ARRAYS && arrays.every((array) => isArrayEntry(array, bytes));
}

function isArrayEntry(value: unknown, bytes: number): boolean {
  if (!Array.isArray(value)) return false;
  const [name, kind, offset, length]: unknown[] = value;
  if (typeof name !== 'string' || typeof kind !== 'string' || !isCount(offset) || !isCount(length))
    return false;
  const size = Object.entries(KINDS).find(([known]) => known === kind)?.[1].BYTES_PER_ELEMENT;
  return size !== undefined && offset % size === 0 && offset + length * size <= bytes;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function createMalformedError(): UnusableSnapshot {
  return new UnusableSnapshot('malformed-table');
}
