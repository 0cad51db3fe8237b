import { readFileSync } from 'node:fs';
import wordListPath from 'word-list';

/** Twice as many as there are words, and a power of two. */
const SLOTS = 1 << 19;
const LINE_BREAK = 10;

/** The words one a line, and by hash where in them each begins, 1 more: 5 MB, where a set of strings would be 25. */
interface Dictionary {
  readonly bytes: Uint8Array;
  readonly slots: Uint32Array;
}

/** The ordinary English words. The list is read when the first word is checked, in some 20 ms: many processes never check one. */
export class EnglishWords {
  #dictionary: Dictionary | undefined;

  /** Whether a word, in small letters, is one: then it is no misspelling, whatever the papers have. */
  has(word: string): boolean {
    this.#dictionary ??= readDictionary();
    const { bytes, slots } = this.#dictionary;
    const wanted = Buffer.from(word);
    for (let slot = hashBytes(wanted, 0, wanted.length); slots[slot] !== 0; slot = (slot + 1) % SLOTS) {
      const start = (slots[slot] as number) - 1;
      if (bytes[start + wanted.length] === LINE_BREAK && startsWith(bytes, start, wanted)) return true;
    }
    return false;
  }
}

function readDictionary(): Dictionary {
  const bytes = Buffer.concat([readFileSync(wordListPath), Buffer.of(LINE_BREAK)]);
  const slots = new Uint32Array(SLOTS);
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_BREAK, start);
    let slot = hashBytes(bytes, start, end);
    while (slots[slot] !== 0) slot = (slot + 1) % SLOTS;
    slots[slot] = start + 1;
    start = end + 1;
  }
  return { bytes, slots };
}

function startsWith(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

/** FNV-1a, cut to the number of slots. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return (hash >>> 0) % SLOTS;
}
