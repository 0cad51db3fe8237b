import { computeLengthNorm } from './bm25.ts';
import { KEYWORD_BOOST, TITLE_BOOST } from './field-boosts.ts';
import { GrowableArray } from './growable-array.ts';
import { KEYWORD, TITLE } from './indexed-paper.ts';
import { FREQUENCY_STEPS, quantizeFrequency } from './quantization.ts';
import { POSTINGS_PER_SKIP, type SegmentArrays } from './segment-arrays.ts';

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
  'postingEnds' | 'postings' | 'quantizedFrequencies' | 'maxImpacts' | 'builtAverage' | 'positionSkips'
>;

/** Sorts the notes by term (they are in the order of papers already) and packs what belongs to one paper. */
export function writePostings(
  notes: TermIndex,
  lengths: Lengths,
): { postings: Postings; positions: Uint8Array } {
  const order = sortByTerm(notes);
  const { norms, average } = computeNorms(lengths);
  const postings = new GrowableArray((n) => new Uint16Array(n));
  const quantizedFrequencies = new GrowableArray((n) => new Uint8Array(n));
  const positions = new GrowableArray((n) => new Uint8Array(n));
  const positionSkips = new GrowableArray((n) => new Uint32Array(n));
  const postingEnds = new Uint32Array(notes.termCount);
  const maxImpacts = new Uint8Array(notes.termCount);
  let at = 0;
  for (let term = 0; term < notes.termCount; term++) {
    let maxImpact = 0;
    while (at < order.length && notes.terms[order[at] ?? 0] === term) {
      const paper = notes.papers[order[at] ?? 0] ?? 0;
      const found = collectOccurrences(notes, order, at, term, paper);
      at = found.next;
      const quantized = quantizeFrequency(found.frequency);
      if (postings.length % POSTINGS_PER_SKIP === 0) positionSkips.push(positions.length);
      if (postings.length % 2 === 0) quantizedFrequencies.push(quantized);
      else
        quantizedFrequencies.change(quantizedFrequencies.length - 1, (before) => before | (quantized << 4));
      postings.push(paper);
      writeSteps(positions, found.positions);
      const frequency = FREQUENCY_STEPS[quantized] ?? 0;
      maxImpact = Math.max(maxImpact, frequency / (frequency + (norms[paper] ?? 0)));
    }
    postingEnds[term] = postings.length;
    maxImpacts[term] = Math.min(255, Math.ceil(maxImpact * 255 * (1 + 1e-6)));
  }
  return {
    postings: {
      postingEnds,
      postings: postings.copy(),
      quantizedFrequencies: quantizedFrequencies.copy(),
      maxImpacts,
      builtAverage: Float64Array.of(average),
      positionSkips: positionSkips.copy(),
    },
    positions: positions.copy(),
  };
}

/** Words of text, with those of the title counted as the ranking counts them. */
export function computeWeightedLength(lengths: Lengths, paper: number): number {
  return (lengths.titleLengths[paper] ?? 0) * TITLE_BOOST + (lengths.bodyLengths[paper] ?? 0);
}

function computeNorms(lengths: Lengths): { norms: Float64Array; average: number } {
  const count = lengths.titleLengths.length;
  let sum = 0;
  for (let paper = 0; paper < count; paper++) sum += computeWeightedLength(lengths, paper);
  const average = count === 0 ? 0 : sum / count;
  const norms = Float64Array.from({ length: count }, (_, paper) =>
    computeLengthNorm(computeWeightedLength(lengths, paper), average),
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

/** More positions of one word are not stored: the text repeats itself. */
const MAX_POSITIONS = 64;

/** The notes of one term in one paper: how often it occurs, weighted, and where. */
function collectOccurrences(notes: TermIndex, order: Uint32Array, from: number, term: number, paper: number) {
  const positions: number[] = [];
  let frequency = 0;
  let next = from;
  for (; next < order.length; next++) {
    const note = order[next] ?? 0;
    if (notes.terms[note] !== term || notes.papers[note] !== paper) break;
    const field = notes.fields[note];
    frequency += field === TITLE ? TITLE_BOOST : field === KEYWORD ? KEYWORD_BOOST : 1;
    const position = notes.positions[note] ?? 0;
    if (positions.length < MAX_POSITIONS && position !== positions.at(-1)) positions.push(position);
  }
  // A compound's joined form is written after its parts, so positions may step back.
  positions.sort((a, b) => a - b);
  return { frequency, positions, next };
}

/** Steps from one position to the next, doubled, and 1 more for the last; in groups of 7 bits, lowest first. */
function writeSteps(to: GrowableArray<Uint8Array>, positions: readonly number[]): void {
  let before = 0;
  for (const [i, position] of positions.entries()) {
    let step = (position - before) * 2 + (i === positions.length - 1 ? 1 : 0);
    for (; step > 127; step >>= 7) to.push((step & 127) | 128);
    to.push(step);
    before = position;
  }
}
