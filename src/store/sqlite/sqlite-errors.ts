import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Problem } from '../../core/base/catalog.ts';
import { PaperboyError } from '../../core/base/errors.ts';
import { reasons } from '../../core/reason/texts.ts';
import { problems } from './texts.ts';

const BUSY = 5;
const FULL = 13;
/** SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE = 2067;

/** Disk failures and files that cannot be opened: a full disk makes both. */
const MAY_BE_FULL: ReadonlySet<number> = new Set([10, 14]);

/** SQLite extends its shared-memory index by 32 KiB at a time: with less space it reports a disk failure. */
const MIN_BYTES = 64 * 1024;

interface Trouble {
  readonly problem: Problem;
  readonly publicly?: Problem;
}

/** The primary result codes of SQLite that an operator can act on: https://www.sqlite.org/rescode.html */
function findTrouble(code: number, path: string, detail: string): Trouble | undefined {
  switch (code) {
    case BUSY:
      return { problem: problems.storeBusy({ path, detail }), publicly: reasons.databaseBusy() };
    case 8:
      return { problem: problems.storeNotWritable({ path, detail, step: 'write' }) };
    case 10:
      return { problem: problems.storeDisk({ path, detail }) };
    case 11:
      return { problem: problems.storeDamaged({ path, detail, part: 'page' }) };
    case FULL:
      return { problem: problems.storeFull({ path, detail }), publicly: reasons.diskFull() };
    case 14:
      return { problem: problems.storeNotWritable({ path, detail, step: 'open' }) };
    case 26:
      return { problem: problems.storeDamaged({ path, detail, part: 'header' }) };
    default:
      return undefined;
  }
}

/** The free space on the disk of a file, for users other than its administrator. */
function readFreeBytes(path: string): number {
  if (path === ':memory:') return Number.POSITIVE_INFINITY;
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize;
  } catch (error) {
    // The folder does not exist, which is not a full disk.
    if (error instanceof Error && 'code' in error) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** The error of a file that could not be created because the disk is full; `undefined` for another failure. */
export function toFullDiskError(cause: unknown, path: string): PaperboyError | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const isNoRoom = code === 'ENOSPC' || code === 'EDQUOT';
  if (!isNoRoom) return undefined;
  return new PaperboyError(problems.storeFull({ path, detail: code }), {
    publicly: reasons.diskFull(),
    cause,
  });
}

/** Whether another connection holds the lock: the statement did nothing, and may be retried. */
export function isBusy(error: unknown): boolean {
  return readResultCode(error) === BUSY;
}

/** Words SQLite's error codes; any other error is passed on unchanged. */
export function toStoreError(error: unknown, path: string, freeBytes = readFreeBytes): unknown {
  const code = readResultCode(error) ?? -1;
  // Where the side files cannot be created SQLite reports a failing disk, and not a full one.
  const isFull = MAY_BE_FULL.has(code) && freeBytes(path) < MIN_BYTES;
  const detail = error instanceof Error ? error.message : String(error);
  const trouble = findTrouble(isFull ? FULL : code, path, detail);
  if (!trouble) return error;
  const { problem, publicly } = trouble;
  return new PaperboyError(problem, { ...(publicly === undefined ? {} : { publicly }), cause: error });
}

/** Whether a row was refused because another one has the value of a unique column. */
export function isDuplicate(error: unknown): boolean {
  return readExtendedCode(error) === UNIQUE;
}

function readResultCode(error: unknown): number | undefined {
  const code = readExtendedCode(error);
  // The low byte is the primary code, the rest is more specific.
  return code === undefined ? undefined : code & 0xff;
}

function readExtendedCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined;
}
