import { readSync } from 'node:fs';
import { readSystemCode } from './system-code.ts';

/** Fills `content` from the file's byte `offset` on; throws `cut()` where the file ends before. */
export function readExactly(file: number, content: Uint8Array, offset: number, cut: () => Error): void {
  let at = 0;
  while (at < content.length) {
    const got = readSync(file, content, at, Math.min(content.length - at, 1 << 30), offset + at);
    if (got === 0) throw cut();
    at += got;
  }
}

/** The code of these errors; the index is reopened. */
export const CHANGED_IN_USE = 'SNAPSHOT_CHANGED';

/** What is left in a snapshot was checked when it was opened; somebody cut the file or wrote it over since. */
export function createChangedInUseError(): Error {
  const error = new Error('The snapshot of the search index was changed while it was in use');
  return Object.assign(error, { code: CHANGED_IN_USE });
}

/** The code of the error of a snapshot that was checked and cannot be right: to open it again would not help. */
export const CANNOT_BE_RIGHT = 'SNAPSHOT_CANNOT_BE_RIGHT';

/** Does what reads a snapshot; what goes wrong there, and is reported neither by the system nor by the file's guard, is the file's fault. */
export function withSnapshotErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (readSystemCode(cause) !== undefined || readCode(cause) === CHANGED_IN_USE) throw cause;
    const error = new Error('The search index holds what cannot be right', { cause });
    throw Object.assign(error, { code: CANNOT_BE_RIGHT });
  }
}

/** Whether an error says that the snapshot is not, or no longer, valid: a new one will be made. */
export function isDamage(code: string | undefined): boolean {
  return code === CHANGED_IN_USE || code === CANNOT_BE_RIGHT;
}

function readCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
