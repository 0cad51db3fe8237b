import { Growing } from './growing.ts';
import { KEYWORD, TITLE } from './indexed-paper.ts';
import { POSTINGS_PER_SKIP, type SegmentArrays } from './segment-arrays.ts';
import {
  FREQUENCY,
  lengthNorm,
  MAX_BODY_COUNT,
  MAX_KEYWORD_COUNT,
  MAX_TITLE_COUNT,
  packCounts,
  TITLE_WEIGHT,
} from './weights.ts';

/** Every occurrence of every term, in the order it was read: four arrays of one length. */
export interface TermIndex {
  readonly terms: Uint32Array;
  readonly papers: Uint16Array;
  readonly positions: Uint16Array;
  readonly fields: Uint8Array;
  readonly termCount: number;
}

type Lengths = Pick<SegmentArrays, 'titleLengths' | 'bodyLengths'>;
type Postings = Pick<
  SegmentArrays,
  'postingEnds' | 'postings' | 'counts' | 'peaks' | 'builtAverage' | 'positionSkips' | 'positions'
>;

/** Sorts the notes by term (they are in the order of papers already) and packs what belongs to one paper. */
export function writePostings(notes: TermIndex, lengths: Lengths): Postings {
  const order = sortByTerm(notes);
  const { norms, average } = normsOf(lengths);
  const postings = new Growing((n) => new Uint16Array(n));
  const counts = new Growing((n) => new Uint8Array(n));
  const positions = new Growing((n) => new Uint8Array(n));
  const postingEnds = new Uint32Array(notes.termCount);
  const positionSkips = new Growing((n) => new Uint32Array(n));
  const peaks = new Float32Array(notes.termCount);
  let at = 0;
  for (let term = 0; term < notes.termCount; term++) {
    let peak = 0;
    while (at < order.length && notes.terms[order[at] ?? 0] === term) {
      const paper = notes.papers[order[at] ?? 0] ?? 0;
      const kept = keepOccurrences(notes, order, at, term, paper);
      at = kept.next;
      if (postings.length % POSTINGS_PER_SKIP === 0) positionSkips.push(positions.length);
      postings.push(paper);
      counts.push(kept.code);
      writeSteps(positions, kept.positions);
      const frequency = FREQUENCY[kept.code] ?? 0;
      peak = Math.max(peak, frequency / (frequency + (norms[paper] ?? 0)));
    }
    postingEnds[term] = postings.length;
    // Rounded up: a bound that is a hair too low would lose papers.
    peaks[term] = peak * (1 + 1e-6);
  }
  return {
    postingEnds,
    postings: postings.copy(),
    counts: counts.copy(),
    peaks,
    builtAverage: Float64Array.of(average),
    positionSkips: positionSkips.copy(),
    positions: positions.copy(),
  };
}

/** Texts one after the other, and where each ends. */
export function packTexts(texts: readonly Buffer[]): { bytes: Uint8Array; ends: Uint32Array } {
  const bytes = Uint8Array.from(Buffer.concat(texts));
  let end = 0;
  const ends = Uint32Array.from(texts, (text) => {
    end += text.length;
    return end;
  });
  return { bytes, ends };
}

/** Words of text, with those of the title counted as the ranking counts them. */
export function weightedLength(lengths: Lengths, paper: number): number {
  return (lengths.titleLengths[paper] ?? 0) * TITLE_WEIGHT + (lengths.bodyLengths[paper] ?? 0);
}

function normsOf(lengths: Lengths): { norms: Float64Array; average: number } {
  const count = lengths.titleLengths.length;
  let sum = 0;
  for (let paper = 0; paper < count; paper++) sum += weightedLength(lengths, paper);
  const average = count === 0 ? 0 : sum / count;
  const norms = Float64Array.from({ length: count }, (_, paper) =>
    lengthNorm(weightedLength(lengths, paper), average),
  );
  return { norms, average };
}

/** A counting sort, which keeps the order of papers and positions within a term. */
function sortByTerm(notes: TermIndex): Uint32Array {
  const starts = new Uint32Array(notes.termCount + 1);
  for (const term of notes.terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 0; term < notes.termCount; term++) {
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  }
  const order = new Uint32Array(notes.terms.length);
  for (const [note, term] of notes.terms.entries()) {
    const slot = starts[term] ?? 0;
    order[slot] = note;
    starts[term] = slot + 1;
  }
  return order;
}

/** The notes of one term in one paper, as many as are counted. */
function keepOccurrences(notes: TermIndex, order: Uint32Array, from: number, term: number, paper: number) {
  const found: number[] = [];
  let [title, keyword, body, at] = [0, 0, 0, from];
  for (; at < order.length; at++) {
    const note = order[at] ?? 0;
    if (notes.terms[note] !== term || notes.papers[note] !== paper) break;
    const field = notes.fields[note];
    if (field === TITLE && title < MAX_TITLE_COUNT) title += 1;
    else if (field === KEYWORD && keyword < MAX_KEYWORD_COUNT) keyword += 1;
    else if (field !== TITLE && field !== KEYWORD && body < MAX_BODY_COUNT) body += 1;
    else continue;
    found.push(notes.positions[note] ?? 0);
  }
  // A compound's joined form is noted after its parts, so positions may step back.
  found.sort((a, b) => a - b);
  return { code: packCounts(title, keyword, body), positions: found, next: at };
}

function writeSteps(to: Growing<Uint8Array>, positions: readonly number[]): void {
  let before = 0;
  for (const position of positions) {
    let step = position - before;
    for (; step > 127; step >>= 7) to.push((step & 127) | 128);
    to.push(step);
    before = position;
  }
}
