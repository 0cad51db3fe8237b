import { MIN_PAPERS_FOR_VECTORS } from '../../core/search/search.ts';
import { GrowableArray } from '../postings/growable-array.ts';
import { isMarked } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { LatentModel } from './latent-model.ts';
import { createSeededRandom, type SparseTexts, trainLatent } from './latent-trainer.ts';

/** A larger sample gives no better model, and takes longer. */
const SAMPLE = 20_000;
export const MIN_PAPERS = MIN_PAPERS_FOR_VECTORS;
const MAX_TERMS = 32_768;
const MIN_PAPERS_OF_TERM = 2;

/** Trains a model on a sample of the papers; `undefined` when there are too few. `segments` is gone through twice. */
export function trainModel(
  segments: () => Iterable<Segment>,
  minPapers = MIN_PAPERS,
): LatentModel | undefined {
  const { papers, rarity } = collectVocabulary(segments());
  if (papers < minPapers) return undefined;
  const texts = drawSample(segments(), rarity, Math.min(1, SAMPLE / papers));
  const terms = [...rarity.keys()];
  const termVectors = trainLatent(texts);
  const dimensions = termVectors.length / terms.length;
  // A term counts by its rarity when a text is placed, as it did in training.
  for (const [row, term] of terms.entries()) {
    const weight = rarity.get(term) ?? 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++)
      termVectors[i] = (termVectors[i] ?? 0) * weight;
  }
  return LatentModel.fromVectors(terms, termVectors);
}

/** The terms worth modeling, the most frequent first, each with its rarity: neither in only one paper nor in most. */
function collectVocabulary(segments: Iterable<Segment>): { papers: number; rarity: Map<string, number> } {
  const counts = new Map<string, number>();
  let papers = 0;
  for (const segment of segments) {
    papers += segment.size;
    for (let term = 0; term < segment.terms.size; term++) {
      // In a corpus of many segments nearly all of the words of one segment are too rare: they are not even read.
      if (segment.size > 10_000 && segment.countPapersWith(term) < 3) continue;
      const text = segment.terms.text(term);
      if (!isMarked(text)) {
        counts.set(text, (counts.get(text) ?? 0) + segment.countPapersWith(term));
      }
    }
  }
  const chosen = [...counts]
    .filter(([, holders]) => holders >= MIN_PAPERS_OF_TERM && holders <= papers / 2)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_TERMS);
  return { papers, rarity: new Map(chosen.map(([term, holders]) => [term, Math.log1p(papers / holders)])) };
}

function drawSample(
  segments: Iterable<Segment>,
  rarity: ReadonlyMap<string, number>,
  share: number,
): SparseTexts {
  const random = createSeededRandom(11);
  const ends = new GrowableArray((n) => new Uint32Array(n));
  const terms = new GrowableArray((n) => new Uint32Array(n));
  const weights: number[] = [];
  for (const segment of segments) {
    const rows = drawRows(segment, rarity, random, share);
    for (const row of rows.values()) {
      const length = Math.sqrt(row.reduce((sum, [, weight]) => sum + weight * weight, 0));
      for (const [term, weight] of row) {
        terms.push(term);
        weights.push(weight / length);
      }
      ends.push(terms.length);
    }
  }
  return {
    ends: ends.copy(),
    terms: terms.copy(),
    weights: Float32Array.from(weights),
    termCount: rarity.size,
  };
}

/** The sampled papers of a segment, each as its terms and weights: the inverted index turned around. */
function drawRows(
  segment: Segment,
  rarity: ReadonlyMap<string, number>,
  random: () => number,
  share: number,
) {
  const rows = new Map<number, Array<[term: number, weight: number]>>();
  for (let paper = 0; paper < segment.size; paper++) if (random() < share) rows.set(paper, []);
  let number = 0;
  for (const [text, weight] of rarity) {
    const term = segment.terms.find(text);
    const papers = term < 0 ? new Uint16Array() : segment.readPostings(term);
    const first = segment.findFirstPosting(Math.max(term, 0));
    for (let i = 0; i < papers.length; i++) {
      rows
        .get(papers[i] as number)
        ?.push([number, Math.log1p(segment.readQuantizedFrequency(first + i)) * weight]);
    }
    number += 1;
  }
  return rows;
}
