import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors.ts';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';
import { wordUnusable } from '../../../src/core/reason/word-unusable.ts';
import { readImportFile } from '../../../src/sources/import/file.ts';
import { parseImportRecord } from '../../../src/sources/import/record.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { importFolder } from './read-file.ts';

const { folder, path, read } = importFolder();

const LINES =
  '{"id":"2604.00001v2","title":"One"}\n\nnot json\n{"id":"My report/3","title":"Two"}\n{"title":"No id"}\n{"id":"4"}\n';
const EXPECTED = [
  [1, '2604.00001'],
  [3, 'is not JSON'],
  [4, 'local:My-report-3-9bd04023'],
  [5, 'has no id: "No id"'],
  [6, 'has no title'],
];

describe('a file to import', () => {
  it('has its dates read, and a line whose date is none is named', async () => {
    const dated = (date: unknown, i: number) =>
      JSON.stringify({ id: `2502.0000${i + 1}`, title: 'One', date });
    const dates = [
      '2025-02-28',
      '2025-02-28T10:00:00Z',
      '28 Feb 2025',
      '2025-02-30',
      'yesterday',
      20250228,
      2025,
      {},
    ];
    expect(await read('papers.jsonl', dates.map(dated).join('\n'))).toEqual([
      [1, '2502.00001'],
      [2, '2502.00002'],
      [3, '2502.00003'],
      [4, 'has a date that cannot be read: "2025-02-30"'],
      [5, 'has a date that cannot be read: "yesterday"'],
      [6, '2502.00006'],
      [7, '2502.00007'],
      [8, 'has a date that cannot be read: it is not text'],
    ]);
  });

  it.each([
    ['papers.jsonl', LINES],
    ['papers.txt', LINES],
    ['papers.jsonl.gz', gzipSync(LINES)],
    ['papers', gzipSync(LINES)],
  ])('%s gives its papers, and names each bad line', async (name, bytes) => {
    expect(await read(name, bytes)).toEqual(EXPECTED);
  });

  it('names an id that is none', async () => {
    expect(await read('papers.jsonl', JSON.stringify({ id: { a: 1 }, title: 'One' }))).toEqual([
      [1, 'has an id that is neither text nor a number'],
    ]);
  });

  it('keeps papers apart whose ids look alike without what an id cannot have', async () => {
    const long = 'x'.repeat(80);
    const typed = ['论文', '报告', 'a/b', 'a-b', `${long}1`, `${long}2`, 'a-b', 'local:a/b'];
    const lines = typed.map((id) => JSON.stringify({ id, title: 'One' }));
    const ids = (await read('papers.jsonl', lines.join('\n'))).map(([, id]) => id);
    expect(new Set(ids.slice(0, 6)).size).toBe(6);
    expect(ids[3]).toBe('local:a-b');
    // The same id is the same paper, also where it is given as it was made.
    expect([ids[6], ids[7]]).toEqual([ids[3], ids[2]]);
    for (const id of ids) expect(parsePaperId(id)).toBe(id);
  });

  it('keeps an id that ends in a full stop apart from the one without', async () => {
    const typed = ['x', 'x.', 'local:x.', 'local:'];
    const lines = typed.map((id) => JSON.stringify({ id, title: 'One' }));
    const ids = (await read('papers.jsonl', lines.join('\n'))).map(([, id]) => id);
    expect(ids[0]).toBe('local:x');
    expect(ids[2]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(parsePaperId(id)).toBe(id);
  });

  it('may begin with a byte order mark', async () => {
    const line = '{"id":"2604.00001","title":"One"}\n';
    for (const name of ['papers.jsonl', 'papers.txt'])
      expect(await read(name, `\uFEFF${line}`)).toEqual([[1, '2604.00001']]);
    expect(await read('papers.jsonl.gz', gzipSync(`\uFEFF${line}`))).toEqual([[1, '2604.00001']]);
    expect(await read('papers.json', `\uFEFF[${line}]`)).toEqual([[1, '2604.00001']]);
  });

  it('can be an array as the API sends it', async () => {
    const items = [{ paper: { id: '2604.00001', title: 'One' } }, { id: 'x', title: 'Two' }, 7];
    expect(await read('day.json', JSON.stringify(items))).toEqual([
      [1, '2604.00001'],
      [2, 'local:x'],
      [3, 'is not a record of a paper'],
    ]);
  });

  it('that is missing, cut off or no JSON at all is refused by name', async () => {
    await expect(async () => {
      for await (const _ of readImportFile(path('missing.jsonl'), IN_PROCESS.parseImportTexts));
    }).rejects.toThrow(/missing\.jsonl cannot be opened/);
    await expect(async () => {
      for await (const _ of readImportFile(folder(), IN_PROCESS.parseImportTexts));
    }).rejects.toThrow(/cannot be opened: it is a folder; name the files in it/);
    await expect(async () => {
      for await (const _ of readImportFile('/dev/null', IN_PROCESS.parseImportTexts));
    }).rejects.toThrow(/not a regular file/);
    await expect(read('cut.jsonl.gz', gzipSync(LINES.repeat(1000)).subarray(0, 60))).rejects.toThrow(
      InputError,
    );
    await expect(read('cut.json', '[{"id":"1"')).rejects.toThrow(InputError);
  });
});

/** Fields that the parser reads, with objects in them that answer as no object does. */
const aHostileRecord = fc.dictionary(
  fc.constantFrom(
    'id',
    '_id',
    'arxiv',
    'title',
    'date',
    'issued',
    'versions',
    'authors',
    'doi',
    'keywords',
    'categories',
  ),
  fc.oneof(
    fc.constant({ toString: 1, valueOf: 1 }),
    fc.constant({ 'date-parts': [[{ toString: 1, valueOf: 1 }]] }),
    fc.constant([{ toString: 1, valueOf: 1, tag: { toString: 1 } }]),
    fc.constant([{ created: { valueOf: 1 } }]),
    fc.string(),
    fc.jsonValue(),
  ),
);

describe('a record', () => {
  it('is read by the usual names of its fields', () => {
    expect(
      parseImportRecord({
        _id: 7,
        title: ' A  title ',
        text: 'A title. And text',
        authors: 'Ada Lovelace, Alan Turing and Grace Hopper',
        date: '2024-05-06',
      }),
    ).toEqual({
      paper: {
        id: 'local:7',
        title: 'A title',
        abstract: 'And text',
        authors: ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'],
        publishedAt: '2024-05-06T00:00:00.000Z',
      },
      dropped: [],
    });
    expect(
      parseImportRecord({
        id: 'hep-th/9901001',
        title: 'T',
        summary: 'S',
        authors: [{ name: 'Ada' }, 'Alan'],
        categories: ['cs.CL'],
      }),
    ).toEqual({
      paper: {
        id: 'hep-th/9901001',
        title: 'T',
        abstract: 'S',
        authors: ['Ada', 'Alan'],
        categories: ['cs.CL'],
      },
      dropped: [],
    });
  });

  it('of any shape is a paper with an id that the rest of the house accepts, or a reason', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          aHostileRecord,
          fc.record({ id: fc.oneof(fc.string(), fc.integer()), title: fc.string(), abstract: fc.anything() }),
        ),
        (raw) => {
          const parsed = parseImportRecord(raw);
          if ('paper' in parsed) expect(parsed.paper.id).toMatch(/^(?:local:[\w.-]{1,80}|[\w./-]+)$/);
          else expect(wordUnusable(parsed.reason).length).toBeGreaterThan(5);
        },
      ),
    );
  });
});
