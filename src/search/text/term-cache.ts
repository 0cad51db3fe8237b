import { toTerm } from './tokenize.ts';

/** As many different words as some hundred thousand papers have. */
const MAX_TERMS = 400_000;

/** Remembers the terms of words: stemming takes most of the time in which a text is indexed, and texts repeat their words. */
export class TermCache {
  readonly #terms = new Map<string, string>();

  toTerm(word: string): string {
    const known = this.#terms.get(word);
    if (known !== undefined) return known;
    const term = toTerm(word);
    if (this.#terms.size >= MAX_TERMS) this.#terms.clear();
    this.#terms.set(word, term);
    return term;
  }
}
