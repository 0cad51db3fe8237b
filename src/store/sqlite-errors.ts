import { PaperboyError } from '../core/errors.ts';

const BUSY = 5;

/** SQLite's primary result codes that an operator can do something about: https://www.sqlite.org/rescode.html */
const TROUBLES: ReadonlyMap<number, { code: string; what: string; fix: string }> = new Map([
  [
    BUSY,
    {
      code: 'store-busy',
      what: 'is held by another process for too long',
      fix: 'Look for a second Paperboy, or for a database tool that has a transaction open on the file.',
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
    13,
    {
      code: 'store-full',
      what: 'cannot grow because the disk is full',
      fix: 'Make room on the disk; nothing that was acknowledged is lost.',
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

/** Whether another connection holds the lock: the statement did nothing, and may be tried again. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** Says in words what SQLite says in numbers; everything else passes as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  const trouble = TROUBLES.get(resultCode(error) ?? -1);
  if (!trouble) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new PaperboyError(trouble.code, `The database ${path} ${trouble.what} (${detail}).`, {
    fix: trouble.fix,
    cause: error,
  });
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined;
  // The low byte is the primary code, the rest says more about it.
  return error.errcode & 0xff;
}
