import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FilePages } from '../../../src/search/storage/file-pages.ts';
import { LazyBuffer } from '../../../src/search/storage/lazy-buffer.ts';

const SIZE = 100_000;
const content = Uint8Array.from({ length: SIZE }, (_, i) => (i * 31 + (i >> 8)) & 255);
let folder = '';
let path = '';
let file = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-pages-'));
  path = join(folder, 'file');
  writeFileSync(path, content);
  file = openSync(path, 'r');
});
afterEach(() => {
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
});

describe('pages of a file', () => {
  test('hold what the file holds, in any order, with room for one or for all', () => {
    const part = fc.tuple(fc.nat({ max: SIZE - 1 }), fc.nat({ max: 40_000 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.constantFrom(0, 40_000, SIZE * 2), (parts, room) => {
        const pages = new FilePages(file, room);
        for (const [offset, wanted] of parts) {
          const length = Math.min(wanted, SIZE - offset);
          const { start, bytes } = pages.readPage(offset, length);
          const got = bytes.subarray(offset - start, offset - start + length);
          expect(Buffer.compare(got, content.subarray(offset, offset + length))).toBe(0);
        }
      }),
    );
  });

  test('that were read once are not read again while there is room', () => {
    const pages = new FilePages(file, SIZE * 2);
    const page = pages.readPage(10, 100);
    truncateSync(path);
    expect(pages.readPage(200, 100)).toBe(page);
  });

  test('of a file that became shorter are an error, not zeros', () => {
    const pages = new FilePages(file, SIZE * 2);
    truncateSync(path, 50_000);
    for (const length of [100, 40_000]) {
      expect(() => pages.readPage(49_950, length)).toThrow('was changed while it was in use');
    }
  });
});

describe('memory that is filled on demand', () => {
  const OFFSET = 100;
  const aMemory = () => {
    const bytes = new Uint8Array(SIZE - OFFSET);
    return { bytes, part: new LazyBuffer(file, OFFSET, bytes) };
  };

  test('holds what was needed, in any order', () => {
    const range = fc.tuple(fc.nat({ max: SIZE - OFFSET }), fc.nat({ max: 40_000 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
        const { bytes, part } = aMemory();
        for (const [from, length] of ranges) part.ensureLoaded(from, Math.min(from + length, bytes.length));
        for (const [from, length] of ranges) {
          const wanted = content.subarray(OFFSET + from, OFFSET + from + length);
          expect(Buffer.compare(bytes.subarray(from, from + length), wanted)).toBe(0);
        }
      }),
    );
  });

  test('reads each piece once, and none that nobody needs', () => {
    const { bytes, part } = aMemory();
    part.ensureLoaded(10_000, 20_000);
    expect(
      [bytes.subarray(0, 8192), bytes.subarray(20_480)].every((rest) => rest.every((b) => b === 0)),
    ).toBe(true);
    truncateSync(path);
    part.ensureLoaded(12_000, 19_000);
    expect(bytes[12_000]).toBe(content[OFFSET + 12_000]);
  });

  test('throws when the file became shorter', () => {
    const { part } = aMemory();
    truncateSync(path, 50_000);
    expect(() => part.ensureLoaded(49_000, 60_000)).toThrow('was changed while it was in use');
  });
});
