import type { Paper } from '../../core/paper/paper.ts';
import { packTexts } from '../storage/text-list.ts';
import { TermCache } from '../text/term-cache.ts';
import { GrowableArray } from './growable-array.ts';
import { type Field, type PaperFacts, readFacts, readTerms } from './indexed-paper.ts';
import { type TermIndex, writePostings } from './posting-writer.ts';
import { type BuiltSegment, MAX_SEGMENT_PAPERS, type SegmentArrays } from './segment-arrays.ts';

const MAX_16_BITS = 65_535;

/**
 * Collects papers and turns them into a segment. Every word is recorded as it comes (term, paper, position, field);
 * `build` sorts the notes by term, which is far cheaper than a list per term while reading.
 */
export class SegmentBuilder {
  readonly #cache: TermCache;
  readonly #facts: PaperFacts[] = [];
  readonly #titleLengths: number[] = [];
  readonly #bodyLengths: number[] = [];
  readonly #termIds = new Map<string, number>();
  readonly #terms = new GrowableArray((n) => new Uint32Array(n));
  readonly #papers = new GrowableArray((n) => new Uint16Array(n));
  readonly #positions = new GrowableArray((n) => new Uint16Array(n));
  readonly #fields = new GrowableArray((n) => new Uint8Array(n));

  constructor(cache: TermCache = new TermCache()) {
    this.#cache = cache;
  }

  get size(): number {
    return this.#facts.length;
  }

  get isFull(): boolean {
    return this.size >= MAX_SEGMENT_PAPERS;
  }

  add(paper: Paper): void {
    const number = this.size;
    this.#facts.push(readFacts(paper));
    const lengths = readTerms(paper, this.#cache, (term, position, field) =>
      this.#note(term, number, position, field),
    );
    this.#titleLengths.push(Math.min(lengths.title, MAX_16_BITS));
    this.#bodyLengths.push(Math.min(lengths.body, MAX_16_BITS));
  }

  build(): BuiltSegment {
    const texts = [...this.#termIds.keys()].map((term) => Buffer.from(term));
    const order = texts.map((_, i) => i).sort((a, b) => compare(texts, a, b));
    const ranks = new Uint32Array(order.length);
    for (const [rank, id] of order.entries()) ranks[id] = rank;
    const notes: TermIndex = {
      terms: this.#terms.view().map((id) => ranks[id] ?? 0),
      papers: this.#papers.view(),
      positions: this.#positions.view(),
      fields: this.#fields.view(),
      termCount: order.length,
    };
    const lengths = {
      titleLengths: Uint16Array.from(this.#titleLengths),
      bodyLengths: Uint16Array.from(this.#bodyLengths),
    };
    const ids = packTexts(this.#facts.map((facts) => Buffer.from(facts.id)));
    const terms = packTexts(order.map((id) => texts[id] ?? Buffer.alloc(0)));
    const { postings, positions } = writePostings(notes, lengths);
    const arrays: SegmentArrays = {
      idBytes: ids.bytes,
      idEnds: ids.ends,
      idOrder: Uint16Array.from(sortByIds(this.#facts)),
      days: Int32Array.from(this.#facts, (facts) => facts.day),
      votes: Int32Array.from(this.#facts, (facts) => facts.votes),
      code: Uint8Array.from(this.#facts, (facts) => (facts.hasCode ? 1 : 0)),
      ...lengths,
      termBytes: terms.bytes,
      termEnds: terms.ends,
      ...postings,
    };
    return { arrays, positions };
  }

  #note(term: string, paper: number, position: number, field: Field): void {
    let id = this.#termIds.get(term);
    if (id === undefined) {
      id = this.#termIds.size;
      this.#termIds.set(term, id);
    }
    this.#terms.push(id);
    this.#papers.push(paper);
    this.#positions.push(Math.min(position, MAX_16_BITS));
    this.#fields.push(field);
  }
}

function sortByIds(facts: readonly PaperFacts[]): number[] {
  const readId = (paper: number): string => facts[paper]?.id ?? '';
  return facts.map((_, i) => i).sort((a, b) => (readId(a) < readId(b) ? -1 : 1));
}

function compare(texts: readonly Buffer[], a: number, b: number): number {
  const [left, right] = [texts[a], texts[b]];
  return left && right ? Buffer.compare(left, right) : 0;
}
