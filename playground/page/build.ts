import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Resolves with a folder that holds the page. */
export async function buildPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-page-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Paperboy</title>');
  return folder;
}
