import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** A file of the built page by its address; `undefined` for what is not in the folder, or of no kind that a page needs. */
export async function readStatic(folder: string, path: string): Promise<StaticFile | undefined> {
  const root = resolve(folder);
  const name = decoded(path === '/' ? '/index.html' : path);
  const type = TYPES[extname(name ?? '')];
  const file = name === undefined ? undefined : resolve(root, `.${name}`);
  if (!file?.startsWith(root + sep) || type === undefined) return undefined;
  try {
    return { type, bytes: await readFile(file) };
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}

function decoded(path: string): string | undefined {
  try {
    const name = decodeURIComponent(path);
    return name.includes('\0') ? undefined : name;
  } catch {
    return undefined;
  }
}
