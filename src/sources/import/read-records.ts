import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../core/base/errors.ts';
import { fileProblems, fileTexts } from '../shared/texts.ts';
import { type RecordSplitter, type RecordText, splitArray, splitLines } from './split-records.ts';

/**
 * The texts of the records of a file of JSON lines, or of one JSON array; gzip or not. Of a file of any length, one record
 * at most is in memory. Throws an `InputError` that names the file.
 */
export async function* readRecords(path: string): AsyncIterable<RecordText> {
  const head = await readFirstBytes(path);
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  try {
    const stream = gzip ? createReadStream(path).pipe(createGunzip()) : createReadStream(path);
    yield* split(stream, /\.jsonl(?:\.gz)?$/.test(path));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(fileProblems.fileUnreadable({ path, why }), { cause });
  }
}

async function readFirstBytes(path: string): Promise<Uint8Array> {
  try {
    const about = await stat(path);
    if (about.isDirectory()) throw new Error(fileTexts.isFolder());
    // The first bytes show how to read it, and from a pipe they could not be read again: to open one may wait forever.
    if (!about.isFile()) throw new Error(fileTexts.isNoFile());
    const file = await open(path);
    try {
      const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
      return buffer;
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? fileTexts.isMissing() : message;
    throw new InputError(fileProblems.fileMissing({ path, why }), { cause });
  }
}

/** What some editors write before everything else. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A file that is one array, else lines: the first letter shows which, where the name does not. */
async function* split(stream: Readable, areLines: boolean): AsyncIterable<RecordText> {
  let splitter: RecordSplitter | undefined;
  let head = '';
  for await (const piece of stream.setEncoding('utf8')) {
    if (splitter) {
      yield* splitter.push(piece);
      continue;
    }
    head += piece;
    if (head.startsWith(BYTE_ORDER_MARK)) head = head.slice(1);
    if (!areLines && head.trim() === '' && head.length < MAX_HEAD_LENGTH) continue;
    splitter = !areLines && head.trimStart().startsWith('[') ? splitArray() : splitLines();
    yield* splitter.push(head);
    head = '';
  }
  yield* (splitter ?? splitLines()).end();
}

/** How much white space before the first letter is skipped. */
const MAX_HEAD_LENGTH = 1024 * 1024;
