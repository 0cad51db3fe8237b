import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecordedDays } from '../../../src/demo/day-files.ts';
import { splitArray, splitLines } from '../../../src/sources/import/split-records.ts';
import { importFolder } from './read-file.ts';

const { folder, path, read } = importFolder();

const ONE = '{"id":"2604.00001","title":"One"}';
const TWO = '{"id":"2604.00002","title":"Two"}';

describe('a hostile line of a file to import is named, and the others are read', () => {
  it.each([
    [
      'whose date is no date',
      '{"id":"x","title":"T","date":{"toString":1,"valueOf":1}}',
      /date that cannot be read/,
    ],
    ['whose id is no id', '{"arxiv":{"toString":1},"title":"T"}', /has no id/],
    ['whose date parts are none', '{"id":"x","title":"T","date":{"date-parts":[[{"valueOf":1}]]}}', /date/],
    [
      'that is nested 100,000 deep',
      `{"id":"x","title":"T","date":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      /nested/,
    ],
    ['of a million values', `{"id":"x","title":"T","date":[${'0,'.repeat(1e6)}0]}`, /made of more than/],
    ['of 9 MB', `{"id":"x","title":"${'T'.repeat(9 * 1024 * 1024)}"}`, /too long/],
    ['with an id of 1 MB', `{"id":"${'x'.repeat(1e6)}","title":"T"}`, /id of 1,000,000 characters/],
  ])('%s', async (_, line, reason) => {
    for (const [name, text] of [
      ['papers.jsonl', `${ONE}\n${line}\n${TWO}\n`],
      ['papers.json', `[${ONE},\n${line},${TWO}]`],
    ] as const) {
      const found = await read(name, text);
      expect(found.map(([at]) => at)).toEqual([1, 2, 3]);
      expect([found[0]?.[1], found[2]?.[1]]).toEqual(['2604.00001', '2604.00002']);
      expect(found[1]?.[1]).toMatch(reason);
    }
  });
});

describe('splitting records', () => {
  it('gives the items of any array, in whatever pieces it comes', () => {
    const anArray = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(anArray, fc.nat(3), fc.integer({ min: 1, max: 9 }), (items, indent, size) => {
        const text = JSON.stringify(items, null, indent);
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const splitter = splitArray();
        const found = [...pieces.flatMap(splitter.push), ...splitter.end()];
        expect(found.map((record) => JSON.parse(record.text ?? ''))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('gives the lines of any text, and counts the blank ones', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bc', '', ' ', '"\u2028"')), fc.nat(4), (lines, size) => {
        const text = lines.join('\n');
        const pieces = text.match(new RegExp(`[^]{1,${size + 1}}`, 'g')) ?? [];
        const splitter = splitLines();
        const found = [...pieces.flatMap(splitter.push), ...splitter.end()];
        const expected = lines.map((line, i) => ({ line: i + 1, text: line }));
        expect(found).toEqual(expected.filter(({ text: one }) => one.trim() !== ''));
      }),
    );
  });
});

it('a recorded day that unpacks to gigabytes, or is nested deeply, is refused by its name', () => {
  writeFileSync(path('2026-03-12.json.gz'), gzipSync(Buffer.alloc(100 * 1024 * 1024, ' ')));
  writeFileSync(path('2026-03-13.json'), '['.repeat(1e5) + ']'.repeat(1e5));
  const days = readRecordedDays(folder());
  expect(() => days.read('2026-03-12')).toThrow(
    /2026-03-12\.json\.gz" cannot be read: it is larger than 32 MiB/,
  );
  expect(() => days.read('2026-03-13')).toThrow(/nested more than/);
});
