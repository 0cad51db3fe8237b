import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');
/** Of the page's texts. */
const WORDING = join(ROOT, 'src/core/base');
const CACHE = join(ROOT, 'node_modules/.cache/paperboy-page');
const require = createRequire(import.meta.url);

/** Bundles the page, or finds it bundled from the very same sources; resolves with the folder that holds it. */
export async function buildPage(): Promise<string> {
  const folder = join(CACHE, await fingerprint());
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  // Made in a folder of its own and moved in one step: two processes that start at once both find a whole page.
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  await Promise.all([script(draft), styles(draft), html(draft)]);
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(draft, { recursive: true });
  }
  return folder;
}

/** Changes with any file of the page, with those that words are put together in, and with any package. */
async function fingerprint(): Promise<string> {
  const names = await Promise.all(
    [HERE, WORDING].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  const files = names
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of [...files.toSorted(), join(ROOT, 'package-lock.json')])
    hash.update(file).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function script(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: join(HERE, 'main.tsx'),
    platform: 'browser',
    resolve: { alias: { 'node:async_hooks': join(HERE, 'async-hooks.ts') } },
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, jsx: { runtime: 'automatic' } },
    logLevel: 'silent',
  });
  await bundle.write({ file: join(folder, 'page.js'), format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
}

async function styles(folder: string): Promise<void> {
  const own = (await readdir(join(HERE, 'styles'))).toSorted().map((name) => join(HERE, 'styles', name));
  const library = require.resolve('slack-blocks-to-jsx/dist/style.css');
  const sheets = await Promise.all([library, ...own].map((file) => readFile(file, 'utf8')));
  await writeFile(join(folder, 'page.css'), sheets.join('\n'));
}

async function html(folder: string): Promise<void> {
  await writeFile(join(folder, 'index.html'), await readFile(join(HERE, 'index.html')));
}
