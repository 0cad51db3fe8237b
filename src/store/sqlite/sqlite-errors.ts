import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Problem } from '../../core/base/catalog.ts';
import { PaperboyError } from '../../core/base/errors.ts';
import { reasons } from '../../core/reason/texts.ts';

const BUSY = 5;
const FULL = 13;

/** Disk failures and files that cannot be opened: a full disk makes both. */
const MAY_BE_FULL: ReadonlySet<number> = new Set([10, 14]);

/** SQLite makes its index of shared memory 32 KiB at a time: with less room it tells of a disk that fails. */
const LEAST_BYTES = 64 * 1024;

/** SQLite's primary result codes that an operator can do something about: https://www.sqlite.org/rescode.html */
const TROUBLES: ReadonlyMap<number, { code: string; what: string; fix: string; publicly?: Problem }> =
  new Map([
    [
      BUSY,
      {
        code: 'store-busy',
        what: 'is held by another process for too long',
        fix: 'Look for a second Paperboy, or for a database tool that has a transaction open on the file.',
        publicly: reasons.databaseBusy(),
      },
    ],
    [
      8,
      {
        code: 'store-not-writable',
        what: 'cannot be written',
        fix: 'Let the user that runs Paperboy write the file and its folder.',
      },
    ],
    [
      10,
      {
        code: 'store-disk',
        what: 'cannot be read or written because the disk fails',
        fix: 'Check the disk and the file system.',
      },
    ],
    [
      11,
      {
        code: 'store-damaged',
        what: 'is damaged',
        fix: 'Put a backup in its place, or move it away to begin anew.',
      },
    ],
    [
      FULL,
      {
        code: 'store-full',
        what: 'cannot grow because the disk is full',
        fix: 'Make room on the disk; nothing that was acknowledged is lost.',
        publicly: reasons.diskFull(),
      },
    ],
    [
      14,
      {
        code: 'store-not-writable',
        what: 'cannot be opened',
        fix: 'Let the user that runs Paperboy write the file and its folder.',
      },
    ],
    [
      26,
      {
        code: 'store-damaged',
        what: 'is not an SQLite database, or its beginning is damaged',
        fix: 'Put a backup in its place, or point DATABASE_URL at another file.',
      },
    ],
  ]);

/** What is left on the disk that holds a file, for anybody but its administrator. */
function freeBytesAt(path: string): number {
  if (path === ':memory:') return Number.POSITIVE_INFINITY;
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize;
  } catch (error) {
    // The folder is not there, which is no full disk.
    if (error instanceof Error && 'code' in error) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** The error of a file that could not be made because there is no room for it; `undefined` for another failure. */
export function fullDisk(cause: unknown, path: string): PaperboyError | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const isNoRoom = code === 'ENOSPC' || code === 'EDQUOT';
  const full = TROUBLES.get(FULL);
  if (!isNoRoom || !full) return undefined;
  const { what, ...told } = full;
  return new PaperboyError(told.code, `The database ${path} ${what} (${code}).`, { ...told, cause });
}

/** Whether another connection holds the lock: the statement did nothing, and may be tried again. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** Says in words what SQLite says in numbers; everything else passes as it is. */
export function toStoreError(error: unknown, path: string, freeBytes = freeBytesAt): unknown {
  const code = resultCode(error) ?? -1;
  // Where the side files cannot be made SQLite tells of a failing disk, and not of a full one.
  const trouble = TROUBLES.get(MAY_BE_FULL.has(code) && freeBytes(path) < LEAST_BYTES ? FULL : code);
  if (!trouble) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new PaperboyError(trouble.code, `The database ${path} ${trouble.what} (${detail}).`, {
    fix: trouble.fix,
    ...(trouble.publicly === undefined ? {} : { publicly: trouble.publicly }),
    cause: error,
  });
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined;
  // The low byte is the primary code, the rest says more about it.
  return error.errcode & 0xff;
}
