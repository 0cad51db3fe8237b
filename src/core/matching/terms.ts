import type { Paper } from '../paper/paper.ts';
import type { PaperWords } from './paper-words.ts';
import { hasAnyWord, matchesTerm, readTerm, type Term } from './term.ts';

/** Asks for looser matching, in topics and follows: one word of a term is enough. */
export const MATCH_ANY = 'match:any';

/** A text without `match:any` in it. */
export function withoutMatchAny(text: string): string {
  return text
    .replace(/(?<!\S)match:any(?=[\s,]|$),?/gi, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}

/** More are not meant, and slow. */
const MAX_TERMS = 50;

/** An arXiv category (`cs.CL`, `quant-ph`) or a whole archive (`cs.*`); not any word with a full stop in it (`z.ai`). */
const CATEGORY =
  /^(?:(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.(?:[a-z]{2,}(?:-[a-z]+)?|\*)|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph)$/i;

/**
 * Terms as typed: a comma ends one, and words without a comma between them are one. Phrases in quotes and categories are
 * terms of their own, and `-` begins an excluded one. `none` is an empty list.
 */
export function parseTerms(text: string): string[] {
  if (/^(?:none|all|-)?$/i.test(text.trim())) return [];
  const terms: string[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) terms.push(open.join(' '));
    open = [];
  };
  const plain = text.replace(/[“”„]/g, '"');
  for (const [, minus = '', phrase, word = ','] of plain.matchAll(/(-?)"([^"]+)"|([^\s,]+)|,/g)) {
    const bare = word.replaceAll('"', '');
    const isTermOfItsOwn = phrase !== undefined || word === ',' || isCategory(bare.replace(/^-/, ''));
    if (isTermOfItsOwn || bare.startsWith('-') || bare.toLowerCase() === MATCH_ANY) close();
    if (phrase !== undefined) terms.push(`${minus}"${phrase.trim()}"`);
    else if (bare.toLowerCase() === MATCH_ANY) terms.push(MATCH_ANY);
    else if (word !== ',') open.push(bare);
    if (isTermOfItsOwn) close();
  }
  close();
  const named = terms.filter((term) => /[\p{L}\p{N}]/u.test(term));
  return named.some((term) => term !== MATCH_ANY) ? [...new Set(named)].slice(0, MAX_TERMS) : [];
}

export function isCategory(term: string): boolean {
  return CATEGORY.test(term);
}

/** A list of parsed terms that papers can be matched against. */
export interface Terms {
  /** The first of the wanted terms that the paper has; `undefined` where it has none. */
  findWanted(words: PaperWords): string | undefined;
  /** The same of the unwanted ones, those with a minus. */
  findUnwanted(words: PaperWords): string | undefined;
  readonly wanted: readonly string[];
}

/** Parses a list of terms, before the papers are gone through: it takes longer than to match one. */
export function readTerms(terms: readonly string[]): Terms {
  const isLoose = terms.includes(MATCH_ANY);
  const own = terms.filter((term) => term !== MATCH_ANY);
  const wanted = own.filter((term) => !isMinus(term)).map((term) => toTest(term, isLoose));
  const unwanted = own.filter(isMinus).map((term) => toTest(term.slice(1), false));
  return {
    wanted: wanted.map(({ text }) => text),
    findWanted: (words) => wanted.find(({ fits }) => fits(words))?.text,
    findUnwanted: (words) => unwanted.find(({ fits }) => fits(words))?.text,
  };
}

interface TermTest {
  /** As it was typed, without quotes. */
  readonly text: string;
  fits(words: PaperWords): boolean;
}

function toTest(typed: string, isLoose: boolean): TermTest {
  const text = typed.replace(/^"(.*)"$/, '$1').trim();
  if (isCategory(text)) return { text, fits: ({ paper }) => hasCategory(paper, text) };
  const term: Term = readTerm(typed);
  const fits = isLoose && !term.isPhrase ? hasAnyWord : matchesTerm;
  return { text, fits: ({ positions }) => fits(positions, term) };
}

function hasCategory({ categories = [] }: Paper, wanted: string): boolean {
  const name = wanted.toLowerCase();
  const archive = name.endsWith('.*') ? name.slice(0, -1) : undefined;
  return categories
    .map((category) => category.toLowerCase())
    .some((category) => (archive ? category.startsWith(archive) : category === name));
}

function isMinus(term: string): boolean {
  return term.startsWith('-') && term.length > 1;
}
