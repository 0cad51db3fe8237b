import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFeed } from 'feedsmith';
import { listTexts } from '../support/unseen.ts';

/** More than a feed says of any paper. */
const MAX_LENGTH = 3000;

/** Every text of the feeds in a folder, each once: the whole files, their lines, and what a parser reads in them. */
export async function readTexts(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:xml|json|rss|atom)$/.test(entry.name));
  const texts = new Set<string>();
  for (const { parentPath, name } of files) {
    const file = await readFile(join(parentPath, name), 'utf8');
    for (const text of [file, ...file.split('\n'), ...listTexts(parse(file))])
      texts.add(text.slice(0, MAX_LENGTH));
  }
  return [...texts];
}

/** Many of the files are broken on purpose. */
function parse(file: string): unknown {
  try {
    return parseFeed(file);
  } catch {
    return undefined;
  }
}
