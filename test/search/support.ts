import type { Log } from '../../src/core/base/log.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { SearchIndex } from '../../src/search/index/search-index.ts';
import type { SearchablePapers } from '../../src/search/index/searchable-papers.ts';
import { Segment } from '../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../src/search/postings/segment-builder.ts';

/** A paper with a title, and an abstract that says nothing else by default. */
export function paper(id: string, title: string, fields: Partial<Paper> = {}): Paper {
  return { id, title, abstract: '', authors: [], ...fields };
}

export function buildSegment(papers: readonly Paper[]): Segment {
  const builder = new SegmentBuilder();
  for (const one of papers) builder.add(one);
  const { arrays, positions } = builder.build();
  return new Segment(arrays, positions);
}

export function buildIndex(papers: readonly Paper[]): SearchIndex {
  return new SearchIndex([buildSegment(papers)]);
}

/** Papers in memory that can change, as a store would list them. */
export function changingPapers(initial: readonly Paper[], identity = 'a database') {
  const rows = new Map(initial.map((one) => [one.id, { paper: one, changedAt: 1 }]));
  const source: SearchablePapers = {
    count: async () => rows.size,
    readAll: async function* (batchSize) {
      const all = [...rows.values()].map((row) => row.paper);
      for (let at = 0; at < all.length; at += batchSize) yield all.slice(at, at + batchSize);
    },
    listChangedSince: async (since, limit) =>
      [...rows.values()]
        .filter(({ changedAt }) => changedAt > since)
        .sort((a, b) => a.changedAt - b.changedAt)
        .slice(0, limit),
    readIdentity: async () => identity,
    readLastChange: async () => Math.max(0, ...[...rows.values()].map(({ changedAt }) => changedAt)),
    findMany: async (ids) => ids.flatMap((id) => rows.get(id)?.paper ?? []),
  };
  return {
    source,
    save(changed: readonly Paper[], changedAt: number): void {
      for (const [i, one] of changed.entries()) rows.set(one.id, { paper: one, changedAt: changedAt + i });
    },
  };
}

/** A log that remembers its lines. */
export function aLog(): Log & { lines: Array<{ level: string; message: string; facts: object }> } {
  const lines: Array<{ level: string; message: string; facts: object }> = [];
  const write = (level: string) => (facts: object, message: string) => {
    lines.push({ level, message, facts });
  };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Words for made-up papers: some common, some rare, some that share a stem. */
export const WORDS = [
  'model',
  'models',
  'training',
  'train',
  'attention',
  'sink',
  'graph',
  'neural',
  'diffusion',
  'policy',
  'reward',
  'token',
  'tokens',
  'image',
  'video',
  'robot',
  'the',
  'of',
  'and',
  'GPT-4o',
  'LoRA',
  'fine-tuning',
  'C++',
  'naïve',
  '学習モデル',
  'O(n log n)',
  '3D',
  'FlashAttention',
  'Llama3',
  "Kolmogorov's",
];

/** A fixed row of numbers from 0 up to 1, so that a failure can be looked at. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
