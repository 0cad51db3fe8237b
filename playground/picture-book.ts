import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const DOCS = join(import.meta.dirname, '../docs');

/** The pictures that docs/pictures.md shows, which is where they are chosen. */
export async function openPictureBook(page: Page) {
  const text = await readFile(join(DOCS, 'pictures.md'), 'utf8');
  const wanted = new Set([...text.matchAll(/\(pictures\/([\w-]+)\.webp\)/g)].map(([, name]) => name));
  await mkdir(join(DOCS, 'pictures'), { recursive: true });
  return {
    has: (name: string): boolean => wanted.has(name.toLowerCase()),
    async add(name: string, png: Buffer): Promise<void> {
      const webp = await page.evaluate<string>(toWebp(`data:image/png;base64,${png.toString('base64')}`));
      const data = Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64');
      await writeFile(join(DOCS, `pictures/${name.toLowerCase()}.webp`), data);
    },
  };
}

/** For the browser, in which this code does not run: a WebP file has a third of the size of a PNG file. */
const toWebp = (source: string): string => `(async () => {
  const image = new Image();
  image.src = ${JSON.stringify(source)};
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.75);
})()`;
