import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PaperboyError } from '../../core/base/errors.ts';
import { problems } from '../texts/export.ts';

/** What we wrote: only that is ever deleted. */
const LIST = '.paperboy-files.json';

/** GitHub Pages would otherwise run its own generator over the files. */
const NO_GENERATOR = '.nojekyll';

/** What a run that was killed leaves of a file; the next run writes over it. */
const PART = '.part';

/** A folder of pages. Files with the same content stay untouched, and what is no page any more goes at the end. */
export class SiteFolder {
  readonly #folder: string;
  readonly #before: ReadonlySet<string>;
  readonly #files = new Set<string>();

  private constructor(folder: string, before: readonly string[]) {
    this.#folder = folder;
    this.#before = new Set(before);
  }

  static async open(folder: string): Promise<SiteFolder> {
    return carryOut(folder, async () => {
      await mkdir(folder, { recursive: true });
      return new SiteFolder(folder, readList(await readIfThere(join(folder, LIST))));
    });
  }

  /** Records what will be written: broken off in the middle, the next run knows all files that are ours. */
  async begin(files: readonly string[]): Promise<void> {
    await this.#saveList([...new Set([...this.#before, ...files])]);
    await this.write(NO_GENERATOR, Buffer.alloc(0));
  }

  /** Whether the file was missing, or different. */
  write(file: string, content: Buffer): Promise<boolean> {
    const path = join(this.#folder, file);
    this.#files.add(file);
    return carryOut(path, async () => {
      if ((await readIfThere(path))?.equals(content)) return false;
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, content);
      return true;
    });
  }

  /** Deletes what a former run wrote and this one did not: a channel that is no longer public must not stay. */
  async finish(): Promise<number> {
    const outdated = [...this.#before].filter((file) => !this.#files.has(file));
    for (const file of outdated) {
      const path = join(this.#folder, file);
      await carryOut(path, () => rm(path, { force: true }));
      await carryOut(path, () => rm(`${path}${PART}`, { force: true }));
      for (let folder = dirname(file); folder !== '.'; folder = dirname(folder))
        if (!(await removeEmpty(join(this.#folder, folder)))) break;
    }
    await this.#saveList([...this.#files]);
    return outdated.length;
  }

  async #saveList(files: readonly string[]): Promise<void> {
    const path = join(this.#folder, LIST);
    await carryOut(path, () => replaceFile(path, `${JSON.stringify(files.toSorted(), null, 1)}\n`));
  }
}

/** Whether a path stays inside its folder: what is to be deleted is read from a file that anybody may have changed. */
export function isInside(file: string): boolean {
  const parts = file.split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\\'));
}

function readList(text: Buffer | undefined): string[] {
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text.toString('utf8'));
    return Array.isArray(list) ? list.filter((file) => typeof file === 'string' && isInside(file)) : [];
  } catch (error) {
    // Somebody else's file: nothing of it is ours to delete.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Whoever reads the file meanwhile, or after a kill, sees the old content or the new one. */
async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  await writeFile(`${path}${PART}`, content);
  await rename(`${path}${PART}`, path);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (readCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a folder was empty, and is gone. */
function removeEmpty(path: string): Promise<boolean> {
  return carryOut(path, async () => {
    try {
      await rmdir(path);
      return true;
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(readCode(error) ?? '')) return false;
      throw error;
    }
  });
}

/** Says what is wrong with a folder that cannot be written. */
async function carryOut<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = readCode(cause);
    if (code === undefined) throw cause;
    throw new PaperboyError(problems.siteFolder({ path, why: REASONS[code] ?? 'other', detail: code }), {
      cause,
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'file',
  ENOTDIR: 'file',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
};

function readCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
