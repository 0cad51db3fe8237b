import {
  chmodSync,
  closeSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Log } from './core/base/log.ts';

/** What we write holds who subscribed, voted and follows what: it is for the user alone that runs the process. */
export const PRIVATE = { file: 0o600, folder: 0o700 } as const;

const GROUP = 0o070;
const OTHERS = 0o007;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/** Makes a folder that is missing, private from its first moment, whatever the umask takes away or leaves. */
export function makePrivateFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: PRIVATE.folder });
  if (made !== undefined) chmodSync(folder, PRIVATE.folder);
}

/** Makes a file that is missing, likewise; throws where one that is there cannot be written. */
export function makePrivateFile(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'ax', PRIVATE.file);
    fchmodSync(file, PRIVATE.file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    file = openSync(path, 'a', PRIVATE.file);
  }
  closeSync(file);
}

/**
 * Takes from everybody else what they may do with these files of ours, and says so. A mode that lets the group in and nobody
 * else is no default of any system: an operator has set it, for a backup say, and it stays.
 */
export function makeFilesPrivate(paths: readonly string[], log: Log): void {
  for (const path of paths)
    makePrivate(path, log, (_mode, stats) => (stats.isFile() ? PRIVATE.file : undefined));
}

/**
 * The same of the folder around `database`. One that has nothing else in it is ours; for any other folder it is only reported that others
 * may write there and so could put a database of theirs in the place of ours.
 */
export function makeFolderPrivate(folder: string, database: string, log: Log): void {
  makePrivate(folder, log, (mode, { uid }) => {
    if (isOurs(folder, database) && uid === process.getuid?.())
      return isForGroup(resolve(folder, database)) ? mode & ~OTHERS : PRIVATE.folder;
    if (mode & OTHERS_WRITE && !(mode & STICKY))
      log.warn(
        { path: folder, mode: toOctal(mode) },
        'others on this machine may write to the folder of the database',
      );
    else
      log.info(
        { path: folder, mode: toOctal(mode) },
        'others on this machine may list the folder of the database',
      );
    return undefined;
  });
}

/**
 * Whether a folder of what is run as it is, which is made where it is missing, takes files from nobody else; not where it can
 * neither be made nor read.
 */
export function isOnlyOurs(folder: string): boolean {
  try {
    makePrivateFolder(folder);
    return process.platform === 'win32' || (statSync(folder).mode & OTHERS_WRITE) === 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Empties such a folder where others could put files into it, makes it private, and says so. */
export function removeForeignFiles(folder: string, log: Log): void {
  if (isOnlyOurs(folder) || !statSync(folder, { throwIfNoEntry: false })) return;
  makePrivate(folder, log, () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    return PRIVATE.folder;
  });
}

/** `wanted` answers the mode to set, or nothing where that is not ours to change. */
function makePrivate(
  name: string,
  log: Log,
  wanted: (mode: number, stats: Stats) => number | undefined,
): void {
  if (process.platform === 'win32') return;
  const path = resolve(name);
  const stats = statSync(path, { throwIfNoEntry: false });
  const mode = (stats?.mode ?? 0) & 0o1777;
  if (!stats || (mode & OTHERS) === 0) return;
  try {
    const now = wanted(mode, stats);
    if (now === undefined) return;
    chmodSync(path, now);
    log.warn(
      { path, was: toOctal(mode), now: toOctal(now) },
      'others on this machine could read this; it is private now',
    );
  } catch (err) {
    if (!(err instanceof Error && 'code' in err)) throw err;
    log.warn(
      { err, path, mode: toOctal(mode) },
      'others on this machine may read this: make it private as its owner',
    );
  }
}

/** Whether the database, its side files, its index and Node's compiled code are all that is there. */
function isOurs(folder: string, database: string): boolean {
  if ([process.cwd(), findHome()].includes(resolve(folder))) return false;
  return readdirSync(folder).every(
    (name) => name.startsWith(database) || /^search(?:-|$)/.test(name) || ['code', '.gitkeep'].includes(name),
  );
}

/** A user without an entry in the system's list, as in a container, has none. */
function findHome(): string | undefined {
  try {
    return homedir();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR') return undefined;
    throw error;
  }
}

function isForGroup(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & GROUP) !== 0 && (mode & OTHERS) === 0;
}

function toOctal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
