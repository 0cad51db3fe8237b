import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PaperboyError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import {
  makeFilesPrivate,
  makeFolderPrivate,
  makePrivateFile,
  makePrivateFolder,
} from '../../private-files.ts';
import { LOCK_WAIT_MS, retryWhileBusy } from './busy.ts';
import { toFullDiskError, toStoreError } from './sqlite-errors.ts';
import { problems } from './texts.ts';

/** Files that a killed process leaves beside the database, with the mode that the database had then. */
const SIDE_FILES = ['-wal', '-shm', '-journal', '.serving'] as const;

/** SQLite's own waiting blocks the thread: long enough for another process's commit, too short to be noticed. */
const BUSY_TIMEOUT_MS = 20;

/** Opens a file (creates a private one, with its folder, if it is missing; reports a mode that is not private) or `:memory:`. */
export async function openFile(path: string, log: Log): Promise<DatabaseSync> {
  if (path !== ':memory:') createPrivate(path, log);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    const opened = database;
    // The timeout comes first: switching to WAL itself takes a lock.
    opened.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
    await retryWhileBusy(() => opened.exec('pragma journal_mode = wal'), LOCK_WAIT_MS);
    opened.exec('pragma synchronous = full');
    opened.exec('pragma foreign_keys = on');
    // Deleted data is removed from the file, and not only from its tables.
    opened.exec('pragma secure_delete = on');
    return opened;
  } catch (error) {
    database?.close();
    throw toStoreError(error, path);
  }
}

/** Votes and subscriptions are private. SQLite gives its side files the mode of the database file. */
function createPrivate(path: string, log: Log): void {
  try {
    makePrivateFolder(dirname(path));
    makePrivateFile(path);
    makeFilesPrivate([path, ...SIDE_FILES.map((end) => path + end)], log);
    makeFolderPrivate(dirname(path), basename(path), log);
  } catch (cause) {
    const full = toFullDiskError(cause, path);
    if (full) throw full;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new PaperboyError(problems.storeNotWritable({ path, detail, step: 'write' }), { cause });
  }
}
