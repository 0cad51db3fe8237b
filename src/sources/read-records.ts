import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { InputError } from '../core/base/errors.ts';

/** One record of a file, with the line (or the place in the array) it came from; `undefined` when it is not JSON. */
export interface FileRecord {
  readonly line: number;
  readonly value: unknown;
}

/** The records of a file of JSON lines, or of one JSON array; gzip or not. Throws an `InputError` that names the file. */
export async function* readRecords(path: string): AsyncIterable<FileRecord> {
  const head = await firstBytes(path);
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  try {
    const stream = gzip ? createReadStream(path).pipe(createGunzip()) : createReadStream(path);
    yield* /\.jsonl(?:\.gz)?$/.test(path) ? lines(stream) : either(stream);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError('file-unreadable', `${path} cannot be read to its end: ${why}`, {
      fix: 'Check that the file is whole.',
      cause,
    });
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const about = await stat(path);
    if (about.isDirectory()) throw new Error('it is a folder; name the files in it');
    // The first bytes tell how to read it, and from a pipe they could not be read again: to open one may wait for ever.
    if (!about.isFile()) throw new Error('it is no regular file; save what it says to one first');
    const file = await open(path);
    try {
      const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
      return buffer;
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw new InputError('file-missing', `${path} cannot be opened: ${why}.`, {
      fix: 'Check the path.',
      cause,
    });
  }
}

/** Without a telling name: a file that is one array, else lines. */
async function* either(stream: Readable): AsyncIterable<FileRecord> {
  const text = await readText(stream);
  if (!text.trimStart().startsWith('[')) {
    for (const [i, line] of text.split('\n').entries())
      if (line.trim() !== '') yield { line: i + 1, value: parsed(line) };
    return;
  }
  const items: unknown = JSON.parse(text);
  if (Array.isArray(items)) for (const [i, value] of items.entries()) yield { line: i + 1, value };
}

async function* lines(stream: Readable): AsyncIterable<FileRecord> {
  let line = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() !== '') yield { line, value: parsed(text) };
  }
}

/** What some editors write before everything else. */
const BYTE_ORDER_MARK = /^\uFEFF/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(BYTE_ORDER_MARK, ''));
  } catch {
    // The reader of the record says which line it was; here there is nothing to add.
    return undefined;
  }
}
