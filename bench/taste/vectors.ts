import type { Paper } from '../../src/core/paper/paper.ts';
import { trainModel } from '../../src/search/latent/latent-sample.ts';
import { LATENT_DIMENSIONS } from '../../src/search/postings/document-vectors.ts';
import { Segment } from '../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../src/search/postings/segment-builder.ts';
import { TermCache } from '../../src/search/text/term-cache.ts';
import { tokenize } from '../../src/search/text/tokenize.ts';
import type { ListedPaper } from './days.ts';

/** A paper as its words, each with its weight; of length 1. */
export type WordVector = ReadonlyMap<string, number>;

export interface PaperVectors {
  /** As the search trains them, on papers from before the replay alone; of length 1. */
  readonly latent: readonly Float32Array[];
  readonly words: readonly WordVector[];
}

/** Fewer papers than search asks for will do where there are no more: the demo has a few hundred. */
const MIN_COUNT = 100;

/**
 * Vectors of all papers by what was known before the first replayed day. Keywords are left out: they say what is relevant in
 * the replay, and would give the answer away.
 */
export function buildVectors(papers: readonly ListedPaper[], before: string): PaperVectors {
  const known = papers.filter(({ day }) => day < before).map(({ paper }) => paper);
  const segment = buildSegment(known);
  const model = trainModel(() => [segment], MIN_COUNT);
  if (!model) throw new Error(`Only ${known.length} papers from before ${before}`);
  const { numbers } = model.projectSegment(buildSegment(papers.map(({ paper }) => paper)));
  return {
    latent: papers.map((_, i) => {
      const part = numbers.subarray(i * LATENT_DIMENSIONS, (i + 1) * LATENT_DIMENSIONS);
      const length = Math.hypot(...part) || 1;
      return Float32Array.from(part, (x) => x / length);
    }),
    words: weighWords(papers, known),
  };
}

function buildSegment(papers: readonly Paper[]): Segment {
  const builder = new SegmentBuilder();
  for (const paper of papers) builder.add({ ...paper, keywords: [] });
  const { arrays, positions } = builder.build();
  return new Segment(arrays, positions);
}

function weighWords(papers: readonly ListedPaper[], known: readonly Paper[]): WordVector[] {
  const cache = new TermCache();
  const holders = new Map<string, number>();
  for (const paper of known)
    for (const term of countWords(paper, cache).keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
  return papers.map(({ paper }) => {
    const weighed = [...countWords(paper, cache)].map(([term, count]) => {
      const rarity = Math.log((1 + known.length) / (1 + (holders.get(term) ?? 0)));
      return [term, Math.log1p(count) * rarity] as const;
    });
    const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(weighed.map(([term, weight]) => [term, weight / length]));
  });
}

function countWords({ title, abstract }: Paper, cache: TermCache): Map<string, number> {
  const counts = new Map<string, number>();
  const note = (word: string): void => {
    const term = cache.toTerm(word);
    if (term !== '') counts.set(term, (counts.get(term) ?? 0) + 1);
  };
  tokenize(`${title} ${abstract}`, note, 0);
  return counts;
}
