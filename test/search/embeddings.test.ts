import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WorkerFailure, type WorkerLink } from '../../src/rpc/worker-link.ts';
import { readVectorFile, writeVectorFile } from '../../src/search/embeddings/vector-file.ts';
import { VectorIndex } from '../../src/search/embeddings/vector-index.ts';
import { createSearchEngine, type LocalSearch } from '../../src/search/engine.ts';
import { type Embedder, EmbeddingFiller } from '../../src/search/index/embedding-filler.ts';
import type { SearchWorker } from '../../src/search/index/search-worker.ts';
import { CHANGED_IN_USE } from '../../src/search/storage/read-exactly.ts';
import { listWords } from '../../src/search/text/tokenize.ts';
import { aLog, changingPapers, createRandom, paper } from './support.ts';

const DIMENSIONS = 48;
const SAME: Readonly<Record<string, string>> = { automobile: 'car', vehicle: 'car' };

/** A stand-in for an encoder: words are term vectors, and words of one meaning have one direction. */
function toVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of listWords(text)) {
    let state = [...(SAME[word] ?? word)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
    for (let i = 0; i < DIMENSIONS; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
      vector[i] = (vector[i] ?? 0) + ((state >> 16) & 0xff) / 128 - 1;
    }
  }
  return vector;
}

function embedder(model = 'fake'): Embedder & { asked: string[] } {
  const asked: string[] = [];
  return {
    model,
    asked,
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map(toVector);
    },
  };
}

describe('vectors', () => {
  const random = (n: number): Float32Array =>
    Float32Array.from({ length: 64 }, (_, i) => Math.sin(n * 7 + i * n * n));

  test('nearest are those that measuring all of them finds', () => {
    const vectors = new VectorIndex({ model: 'm', dimensions: 64 });
    for (let n = 0; n < 300; n++) vectors.set(`p${n}`, random(n), n);
    const asked = random(0.5);
    const exact = Array.from({ length: 300 }, (_, n) => ({
      id: `p${n}`,
      cosine: vectors.computeCosine(asked, `p${n}`) ?? 0,
    }));
    exact.sort((a, b) => b.cosine - a.cosine);
    expect(vectors.findNearest(asked, 10)).toEqual(exact.slice(0, 10));
    expect(vectors.findNearest(random(42), 1)[0]?.id).toBe('p42');
  });

  test('among thousands the nearest are found by their signs, nine of ten at least', () => {
    const random = createRandom(1);
    const next = () => 2 * random() - 1;
    const dimensions = 384;
    // As texts do, they form groups: a direction of the group and one of their own.
    const groups = Array.from({ length: 50 }, () => Float32Array.from({ length: dimensions }, next));
    const member = (n: number) => Float32Array.from(groups[n % 50] ?? [], (value) => value + 1.5 * next());
    const vectors = new VectorIndex({ model: 'm', dimensions });
    for (let n = 0; n < 4000; n++) vectors.set(`p${n}`, member(n), n);
    let found = 0;
    for (let n = 0; n < 20; n++) {
      const asked = member(n);
      const exact = [...vectors.listIds()]
        .map((id) => ({ id, cosine: vectors.computeCosine(asked, id) ?? 0 }))
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, 10);
      const nearest = new Set(vectors.findNearest(asked, 10).map(({ id }) => id));
      found += exact.filter(({ id }) => nearest.has(id)).length;
    }
    expect(found).toBeGreaterThanOrEqual(180);
  });

  test('of another length are refused, forgotten ones are not found', () => {
    const vectors = new VectorIndex({ model: 'm', dimensions: 64 });
    vectors.set('a', random(1), 1);
    vectors.set('b', random(2), 1);
    expect(() => vectors.set('c', new Float32Array(3), 1)).toThrow('3 numbers where the others have 64');
    vectors.forget('a');
    expect(vectors.findNearest(random(1), 5).map(({ id }) => id)).toEqual(['b']);
    expect([vectors.has('a'), vectors.size, vectors.computeCosine(random(1), 'a')]).toEqual([
      false,
      1,
      undefined,
    ]);
  });

  test('come back from their file, for their own model alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-vectors-'));
    const path = join(folder, 'v');
    const vectors = new VectorIndex({ model: 'm', dimensions: 64 });
    for (let n = 0; n < 100; n++) vectors.set(`p${n}`, random(n), n);
    writeVectorFile(path, vectors);
    const copy = readVectorFile(path, 'm');
    expect(copy?.findNearest(random(3), 20)).toEqual(vectors.findNearest(random(3), 20));
    expect(copy?.findTextChecksum('p7')).toBe(7);
    expect(readVectorFile(path, 'other')).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});

describe('an embeddings endpoint', () => {
  let folder = '';
  let engine: LocalSearch | undefined;
  let log = aLog();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-embeddings-'));
    log = aLog();
  });
  afterEach(async () => {
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const PAPERS = [
    paper('car', 'Automobile braking'),
    paper('leaf', 'Leaf growth'),
    paper('root', 'Root growth in gardens'),
  ];

  async function start(papers: ReturnType<typeof changingPapers>, using: Embedder): Promise<void> {
    engine = createSearchEngine({
      folder,
      papers: papers.source,
      log,
      clock: { now: Date.now },
      embedder: using,
    });
    await engine.ready;
  }

  async function ids(query: string): Promise<string[]> {
    return (await engine?.search(query, { offset: 0, limit: 3 }))?.hits.map(({ paperId }) => paperId) ?? [];
  }

  async function until(done: () => Promise<boolean>): Promise<void> {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  test('lets a paper be found by what it means', async () => {
    await start(changingPapers(PAPERS), embedder());
    await until(async () => (await ids('vehicle'))[0] === 'car');
    expect(await ids('vehicle -braking')).not.toContain('car');
  });

  test('is asked once for a paper, also over restarts, and again when its text changes', async () => {
    const papers = changingPapers(PAPERS);
    const first = embedder();
    await start(papers, first);
    await until(async () => (await ids('vehicle'))[0] === 'car');
    await engine?.close();
    expect(first.asked.filter((text) => text.includes('\n'))).toHaveLength(3);
    const second = embedder();
    await start(papers, second);
    await until(async () => (await ids('vehicle'))[0] === 'car');
    expect(second.asked.filter((text) => text.includes('\n'))).toEqual([]);
    const changed = paper('leaf', 'Vehicle');
    papers.save([changed, paper('root', 'Root growth in gardens', { upvotes: 9 })], Date.now());
    await engine?.update([changed, paper('root', 'Root growth in gardens', { upvotes: 9 })]);
    await until(async () => second.asked.includes('Vehicle\n'));
    expect(second.asked.filter((text) => text.includes('\n'))).toEqual(['Vehicle\n']);
  });

  test('keeps what it made before a stop, and says how far it has come', async () => {
    const papers = changingPapers(Array.from({ length: 80 }, (_, i) => paper(`p${i}`, `Paper ${i}`)));
    const first = embedder();
    const slow: Embedder = {
      model: 'fake',
      embed: (texts, signal) =>
        first.asked.length === 0
          ? first.embed(texts, signal)
          : new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    await start(papers, slow);
    await until(async () => engine?.describeStatus() === 'Computing embeddings: 10 %');
    await engine?.close();
    expect(log.lines.at(-1)).toMatchObject({
      message: 'Embeddings are being computed',
      facts: { done: 8, papers: 80 },
    });
    const second = embedder();
    await start(papers, second);
    await until(async () => second.asked.length === 72 && engine?.describeStatus() === undefined);
    expect(second.asked).not.toContain(first.asked[0]);
  });

  test.each([
    ['damaged', (path: string) => writeFileSync(path, readFileSync(path).fill(7, 20, 40))],
    ['a folder', (path: string) => void [rmSync(path), mkdirSync(path)]],
  ])('whose file of vectors is %s makes them again, and search goes on', async (_, damage) => {
    const papers = changingPapers(PAPERS);
    await start(papers, embedder());
    await until(async () => (await ids('vehicle'))[0] === 'car');
    await engine?.close();
    damage(join(folder, 'papers.vectors'));
    await start(papers, embedder());
    await until(async () => (await ids('vehicle'))[0] === 'car');
  });

  test('of another model makes the vectors again', async () => {
    const papers = changingPapers(PAPERS);
    await start(papers, embedder('one'));
    await until(async () => (await ids('vehicle'))[0] === 'car');
    await engine?.close();
    const other = embedder('two');
    await start(papers, other);
    await until(async () => other.asked.filter((text) => text.includes('\n')).length === 3);
    expect(other.asked.length).toBeGreaterThanOrEqual(3);
  });

  test('that fails leaves search by words, and is named in the log', async () => {
    const failing: Embedder = {
      model: 'fake',
      embed: async () => {
        throw new Error('connection refused');
      },
    };
    await start(changingPapers(PAPERS), failing);
    await until(async () => log.lines.some(({ level }) => level === 'warn' && log.lines.length > 1));
    expect(await ids('growth')).toHaveLength(2);
    expect(log.lines.map(({ message }) => message)).toContain(
      'The embeddings endpoint failed; search goes on without it',
    );
  });
});

test('an index that was changed in use is reported, and not taken for a fault of the endpoint', async () => {
  const log = aLog();
  const failure = new WorkerFailure('changed', CHANGED_IN_USE);
  const refuses = { call: { listLackingVectors: () => Promise.reject(failure) } };
  const reported: WorkerFailure[] = [];
  const filler = new EmbeddingFiller({
    embedder: embedder(),
    papers: changingPapers([]).source,
    link: () => refuses as unknown as WorkerLink<SearchWorker>,
    log,
    reportFailure: (error) => void reported.push(error),
  });
  await filler.fill();
  expect(reported).toEqual([failure]);
  expect(log.lines).toEqual([]);
});

test.each([
  ['short ones', 48, [8, 32, 32, 28]],
  ['the longest', 16_384, [8, 8, 8, 8, 8]],
])('as many texts are asked for at once as fit into a bounded reply: %s', async (_, length, expected) => {
  const asked: number[] = [];
  const papers = Array.from({ length: expected.reduce((sum, n) => sum + n, 0) }, (_, i) =>
    paper(`2604.${10_000 + i}`, 'A model'),
  );
  const call = {
    listLackingVectors: async () => ({
      ids: papers.map(({ id }) => id),
      papers: papers.length,
      complete: false,
    }),
    addVectors: async () => ({ complete: false }),
    saveVectors: async () => undefined,
  };
  const filler = new EmbeddingFiller({
    embedder: {
      model: 'fake',
      embed: async (texts) => {
        asked.push(texts.length);
        return texts.map(() => new Float32Array(length));
      },
    },
    papers: changingPapers(papers).source,
    link: () => ({ call }) as unknown as WorkerLink<SearchWorker>,
    log: aLog(),
    reportFailure: () => undefined,
  });
  await filler.fill();
  expect(asked).toEqual(expected);
});
