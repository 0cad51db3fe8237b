import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { listPictures, MARKS, writeMarks } from './picture-marks.ts';

const FOLDER = dirname(MARKS);

/** The pictures of docs/pictures.md, and beside them the marks by which a test notices that one is older than what it shows. */
export async function openPictureBook(page: Page) {
  const wanted = listPictures();
  const marks: Record<string, string> = {};
  await mkdir(FOLDER, { recursive: true });
  return {
    has: (name: string): boolean => wanted.has(name.toLowerCase()),
    async add(name: string, png: Buffer): Promise<void> {
      const webp = await page.evaluate<string>(toWebp(`data:image/png;base64,${png.toString('base64')}`));
      const data = Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64');
      await writeFile(join(FOLDER, `${name.toLowerCase()}.webp`), data);
    },
    mark: (more: Readonly<Record<string, string>>): void => void Object.assign(marks, more),
    close: (): void => writeMarks(MARKS, marks),
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
