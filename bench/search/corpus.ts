import { type Doc, jsonLines, text } from './collection.ts';

/** Documents that need not all be in memory. */
export interface Corpus {
  readonly size: number;
  docs(): Iterable<Doc>;
  get(id: string): Doc | undefined;
}

export function createCorpus(docs: readonly Doc[]): Corpus {
  const byId = new Map(docs.map((doc) => [doc.id, doc]));
  return { size: docs.length, docs: () => docs, get: (id) => byId.get(id) };
}

/** Papers of a file of JSON lines with `id`, `title` and `summary` (or `text`). */
export function readPapers(path: string): Doc[] {
  return jsonLines(path).map((row) => ({
    id: text(row.id ?? row._id),
    title: text(row.title).replace(/\s+/g, ' '),
    text: text(row.summary ?? row.text).replace(/\s+/g, ' '),
  }));
}

/** Of a copy's words so many are exchanged for words of other papers; one in two hundred becomes a word of its own. */
const EXCHANGED = 0.2;
const INVENTED = 0.005;

/**
 * `size` documents made of `originals`: those themselves, then copies of them in which words are exchanged. A copy is
 * made again whenever it is asked for, so a million of them take no memory.
 */
export function grow(originals: readonly Doc[], size: number): Corpus {
  const toId = (n: number): string => (n < originals.length ? (originals[n]?.id ?? '') : `local:copy-${n}`);
  const numbers = new Map(originals.map(({ id }, n) => [id, n]));
  const make = (n: number): Doc => {
    const original = originals[n % originals.length] ?? { id: '', title: '', text: '' };
    if (n < originals.length) return original;
    const random = generator(n);
    const lender = originals[Math.floor(random() * originals.length)]?.text.split(' ') ?? [];
    const vary = (line: string): string =>
      line
        .split(' ')
        .map((word) => exchange(word, lender, random))
        .join(' ');
    return { id: toId(n), title: vary(original.title), text: vary(original.text) };
  };
  return {
    size,
    docs: function* () {
      for (let n = 0; n < size; n++) yield make(n);
    },
    get: (id) => {
      const n = numbers.get(id) ?? Number(id.replace('local:copy-', ''));
      return n < size ? make(n) : undefined;
    },
  };
}

/** `grow` of the first papers of a file, which is not read before one of them is asked for. */
export function growFile(path: string, size: number): Corpus {
  let corpus: Corpus | undefined;
  const read = (): Corpus => {
    corpus ??= grow(readPapers(path).slice(0, size), size);
    return corpus;
  };
  return { size, docs: () => read().docs(), get: (id) => read().get(id) };
}

function exchange(word: string, lender: readonly string[], random: () => number): string {
  const draw = random();
  if (draw > EXCHANGED || word.length < 3) return word;
  if (draw < INVENTED) return word + Math.floor(random() * 46_656).toString(36);
  return lender[Math.floor(random() * lender.length)] ?? word;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
