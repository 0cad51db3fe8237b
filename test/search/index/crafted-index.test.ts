import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readVectorFile, writeVectorFile } from '../../../src/search/embeddings/vector-file.ts';
import { VectorIndex } from '../../../src/search/embeddings/vector-index.ts';
import { createSearchEngine } from '../../../src/search/engine.ts';
import { buildIndexFile } from '../../../src/search/index/index-builder.ts';
import { openIndexFile } from '../../../src/search/index/index-file.ts';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { KINDS, TAIL_BYTES, type Table } from '../../../src/search/storage/snapshot-format.ts';
import { UnusableSnapshot } from '../../../src/search/storage/unusable-snapshot.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { aLog, changingPapers, createRandom, paper, WORDS } from '../support.ts';

const QUERIES = [
  'attention',
  'attention sink',
  '"attention sink"',
  'graph -neural',
  'mod*',
  'author:ada',
  'GPT-4o',
];
/** A query over 300 papers takes a few; one over crafted lists took 397 s. */
const MAX_MS = 2_000;

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-crafted-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function somePapers() {
  const random = createRandom(3);
  const some = (count: number) =>
    Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  return Array.from({ length: 300 }, (_, i) =>
    paper(`2604.${String(i).padStart(5, '0')}`, `Attention sink ${some(4)}`, {
      abstract: some(40),
      authors: ['Ada Lovelace'],
    }),
  );
}

async function writeIndex(path: string): Promise<void> {
  const { source } = changingPapers(somePapers());
  const { signal } = new AbortController();
  await buildIndexFile({ papers: source, path, clock: { now: Date.now }, log: aLog(), signal });
}

type Meta = Record<string, unknown>;

/** Changes the bytes and the table of a snapshot, then makes all checksums right again. */
function craft(file: Buffer, change: (bytes: Buffer, table: Table<Meta>) => void): Buffer {
  const content = Buffer.from(file);
  const offset = Number(content.readBigUInt64LE(content.length - TAIL_BYTES));
  const table = JSON.parse(content.toString('utf8', offset, content.length - TAIL_BYTES)) as Table<Meta>;
  change(content, table);
  for (const blob of Array.isArray(table.blobs) ? table.blobs : [])
    if (blob && Number.isSafeInteger(blob.offset) && Number.isSafeInteger(blob.bytes))
      Object.assign(blob, { crc: crc32(content.subarray(blob.offset, blob.offset + blob.bytes)) });
  const text = Buffer.from(JSON.stringify(table));
  const tail = Buffer.from(content.subarray(content.length - TAIL_BYTES));
  tail.writeUInt32LE(text.length, 8);
  tail.writeUInt32LE(crc32(text), 12);
  return Buffer.concat([content.subarray(0, offset), text, tail]);
}

/** Overwrites some elements of one array with what they may not be. */
function spoil(random: () => number): (bytes: Buffer, table: Table<Meta>) => void {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return (content, { blobs }) => {
    const blob = pick(blobs);
    const [, kind, start, length] = pick(blob.arrays);
    const { BYTES_PER_ELEMENT: size } = KINDS[kind];
    const [first, count] = [Math.floor(random() * length), pick([1, 3, length])];
    for (let i = first; i < Math.min(length, first + count); i++) {
      const at = blob.offset + start + i * size;
      content.fill(pick([0, 1, 127, 128, 255, Math.floor(random() * 256)]), at, at + size);
    }
  };
}

/** Opens the file and asks all of it; answers the error when it cannot be used. */
function askEverything(path: string): string | undefined {
  let index: ReturnType<typeof openIndexFile>;
  try {
    index = openIndexFile(path, 0);
  } catch (error) {
    if (error instanceof UnusableSnapshot) return error.message;
    throw error;
  }
  try {
    const search = new SearchIndex(index.segments, { model: index.model });
    for (const query of QUERIES) search.search(parseQuery(query), { offset: 0, limit: 20 });
    search.suggest('atten', 5);
    search.findSimilar(paper('x', 'Attention sink', { abstract: 'graph neural policy' }), 10);
    search.update([paper('2604.00001', 'Another title')]);
    return undefined;
  } finally {
    index.close();
  }
}

test('whatever is in the arrays, checksums being right, a file is refused or a query ends soon', async () => {
  const path = join(aFolder(), 'papers.index');
  await writeIndex(path);
  const whole = readFileSync(path);
  const random = createRandom(17);
  let refused = 0;
  for (let run = 0; run < 150; run++) {
    writeFileSync(path, craft(whole, spoil(random)));
    const ms = cpuMs(() => {
      try {
        if (askEverything(path) !== undefined) refused += 1;
      } catch (error) {
        // What goes wrong in reading is thrown, and the worker makes a rebuild of it: see below.
        expect(error).toBeInstanceOf(Error);
      }
    });
    expect(ms, `run ${run}`).toBeLessThan(MAX_MS);
  }
  expect(refused).toBeGreaterThan(5);
});

test('a table that is malformed, though its checksum is right, is called unusable', async () => {
  const path = join(aFolder(), 'papers.index');
  await writeIndex(path);
  const whole = readFileSync(path);
  type Loose = { meta: unknown; blobs: Array<Record<string, unknown>> };
  const changes: ReadonlyArray<(table: Loose) => void> = [
    (table) => Object.assign(table, { blobs: null }),
    (table) => Object.assign(table, { blobs: {} }),
    (table) => Object.assign(table, { meta: null }),
    (table) => Object.assign(table, { meta: { checkpoint: 'a', papers: 1 } }),
    (table) => Object.assign(table, { blobs: [null] }),
    (table) => Object.assign(table, { blobs: [] }),
    ...['kind', 'offset', 'bytes', 'arrays'].flatMap((field) =>
      [
        null,
        -1,
        1.5,
        2 ** 60,
        'x',
        [],
        [[]],
        [['a']],
        [['a', 'u9', 0, 1]],
        [['postings', 'u16', 1, 1]],
        [['idEnds', 'u32', 0, 1e15]],
      ].map((value) => (table: Loose) => Object.assign(table.blobs[0] ?? {}, { [field]: value })),
    ),
    (table) => table.blobs.push(...Array.from({ length: 1_000 }, () => ({ ...table.blobs[0] }))),
  ];
  for (const [i, change] of changes.entries()) {
    writeFileSync(
      path,
      craft(whole, (_bytes, table) => change(table as unknown as Loose)),
    );
    const opened = (() => {
      try {
        const { segments, close } = openIndexFile(path);
        close();
        return segments.length;
      } catch (error) {
        return error;
      }
    })();
    // Without parts it is an index of no papers.
    if (opened !== 0) expect(opened, `change ${i}`).toBeInstanceOf(UnusableSnapshot);
  }
});

test('a file of vectors that does not fit itself is made again', () => {
  const path = join(aFolder(), 'papers.vectors');
  const vectors = new VectorIndex({ model: 'm', dimensions: 8 });
  for (const id of ['a', 'b', 'c']) vectors.set(id, new Float32Array(8).fill(0.5), 1);
  writeVectorFile(path, vectors);
  const whole = readFileSync(path);
  expect(readVectorFile(path, 'm')?.size).toBe(3);
  for (const dimensions of [0, -8, 1.5, 7, 2 ** 31, 1e300, '8', null, undefined]) {
    writeFileSync(
      path,
      craft(whole, (_bytes, { meta }) => Object.assign(meta, { dimensions })),
    );
    expect(() => readVectorFile(path, 'm')).toThrow(UnusableSnapshot);
  }
  const random = createRandom(5);
  for (let run = 0; run < 200; run++) {
    writeFileSync(path, craft(whole, spoil(random)));
    try {
      expect(readVectorFile(path, 'm')?.size).toBeLessThanOrEqual(3);
    } catch (error) {
      expect(error).toBeInstanceOf(UnusableSnapshot);
    }
  }
});

/** An engine that finds such a file at its start. */
async function engineWith(change: (bytes: Buffer, table: Table<Meta>) => void) {
  const folder = aFolder();
  const path = join(folder, 'papers.index');
  const { source } = changingPapers(somePapers());
  const log = aLog();
  const make = () => createSearchEngine({ folder, papers: source, log, clock: { now: Date.now } });
  const first = make();
  await first.ready;
  await first.close();
  writeFileSync(path, craft(readFileSync(path), change));
  const engine = make();
  onTestFinished(() => engine.close());
  await engine.ready;
  const ask = async () => (await engine.search('attention', { offset: 0, limit: 5 })).total;
  const rebuilds = () => log.lines.filter(({ message }) => /rebuilding/i.test(message)).length;
  return { ask, rebuilds };
}

test('an index whose lists end behind it is rebuilt before anybody asks', async () => {
  const { ask, rebuilds } = await engineWith((bytes, { blobs }) => {
    const blob = blobs.find(({ kind }) => kind === 'segment');
    const [, , start = 0, length = 0] = blob?.arrays.find(([name]) => name === 'postingEnds') ?? [];
    const from = (blob?.offset ?? 0) + start;
    bytes.fill(0xff, from + 4, from + length * 4);
  });
  expect(await ask()).toBe(300);
  expect(rebuilds()).toBe(1);
});

test('an index that names papers which it does not have fails a query, and is rebuilt', async () => {
  const { ask, rebuilds } = await engineWith((bytes, { blobs }) => {
    const blob = blobs.find(({ kind }) => kind === 'segment');
    const [, , start = 0, length = 0] = blob?.arrays.find(([name]) => name === 'postings') ?? [];
    const from = (blob?.offset ?? 0) + start;
    bytes.fill(0xff, from, from + length * 2);
  });
  await expect(ask()).rejects.toMatchObject({ code: 'index-damaged' });
  await vi.waitFor(async () => expect(await ask()).toBe(300), { timeout: 20_000 });
  expect(rebuilds()).toBe(1);
});
