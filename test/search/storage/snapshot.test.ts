import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { openIndexFile, POSITIONS_BLOB, SEGMENT_BLOB } from '../../../src/search/index/index-file.ts';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import type { Segment } from '../../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../../src/search/postings/segment-builder.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { readSnapshot } from '../../../src/search/storage/snapshot-reader.ts';
import { SnapshotWriter } from '../../../src/search/storage/snapshot-writer.ts';
import { UnusableSnapshot } from '../../../src/search/storage/unusable-snapshot.ts';
import { buildSegment, paper } from '../support.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-snapshot-'));
  path = join(folder, 'papers.index');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PAPERS = (title: string): Paper[] => [paper('a', title), paper('b', 'another paper')];

function readPositions(papers: readonly Paper[]): Uint8Array {
  const builder = new SegmentBuilder();
  for (const one of papers) builder.add(one);
  return builder.build().positions;
}

function write(title: string): Buffer {
  const writer = new SnapshotWriter(path);
  writer.add(SEGMENT_BLOB, { ...buildSegment(PAPERS(title)).arrays });
  writer.add(POSITIONS_BLOB, { positions: readPositions(PAPERS(title)) });
  writer.commit({ checkpoint: 5, papers: 2 });
  return readFileSync(path);
}

/** Looks at everything, since most is only read when it is asked for. */
function readWhole(segment: Segment): void {
  for (let paper = 0; paper < segment.size; paper++) segment.readPaperId(paper);
  for (let term = 0; term < segment.terms.size; term++) {
    segment.terms.text(term);
    segment.findMaxImpact(term, 1);
    segment.visitPositions(term, () => undefined);
  }
}

describe('a snapshot', () => {
  test('comes back as it was written', () => {
    write('attention sinks');
    const { meta, segments } = openIndexFile(path);
    expect(meta).toEqual({ checkpoint: 5, papers: 2 });
    expect(segments).toHaveLength(1);
    for (const segment of segments) readWhole(segment);
    expect(segments[0]?.arrays).toEqual(buildSegment(PAPERS('attention sinks')).arrays);
  });

  test('with room for hardly any positions in memory finds phrases all the same', () => {
    write('attention sinks in models');
    const { segments, close } = openIndexFile(path, 0);
    const index = new SearchIndex(segments);
    for (const phrase of ['"attention sinks"', '"sinks in models"']) {
      const answer = index.search(parseQuery(phrase), { offset: 0, limit: 5 });
      expect([answer.hits.map(({ paperId }) => paperId), answer.notes]).toEqual([['a'], []]);
    }
    close();
  });

  test('cut off after any number of bytes is called unusable', () => {
    const whole = write('attention sinks');
    for (let bytes = 0; bytes < whole.length; bytes++) {
      truncateSync(path, 0);
      writeFileSync(path, whole.subarray(0, bytes));
      expect(() => openIndexFile(path)).toThrow(UnusableSnapshot);
    }
  });

  test('with any byte changed is called unusable', () => {
    const whole = write('attention sinks');
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        writeFileSync(path, damaged);
        // The four bytes behind the version mean nothing yet.
        if (at >= 12 && at < 16) return;
        expect(() => openIndexFile(path)).toThrow(UnusableSnapshot);
      }),
      { numRuns: 1500 },
    );
  });

  test('of another version is called unusable', () => {
    const whole = write('attention sinks');
    whole.writeUInt32LE(999, 8);
    writeFileSync(path, whole);
    expect(() => readSnapshot(path)).toThrow('format-999');
  });

  test('leaves no draft of a process that was killed long ago, and leaves others theirs', () => {
    const [old, recent] = [`${path}.1.abc.draft`, `${path}.2.abc.draft`];
    for (const draft of [old, recent, join(folder, 'other.draft')]) writeFileSync(draft, 'half');
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const draft of [old, join(folder, 'other.draft')]) utimesSync(draft, longAgo, longAgo);
    write('attention sinks');
    expect(readdirSync(folder).sort()).toEqual(['other.draft', 'papers.index', 'papers.index.2.abc.draft']);
  });

  test('written over and over by a process that is killed in the middle stays whole', async () => {
    write('the former one');
    const script = join(import.meta.dirname, 'write-snapshots.ts');
    for (const pause of [5, 20, 45]) {
      const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'ignore'] });
      await new Promise<void>((resolve) => {
        child.stdout.once('data', () => setTimeout(resolve, pause));
      });
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      expect(openIndexFile(path).meta.papers).toBe(2000);
    }
    expect(existsSync(path)).toBe(true);
  });
});
