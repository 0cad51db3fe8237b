import type { Span } from '../../core/base/text.ts';
import type { Paper } from '../../core/paper/paper.ts';
import { texts } from '../texts/texts.ts';
import { findWords, type Match, TermMatcher, toSpans } from './matches.ts';

/** What of a paper a snippet is made of. */
export type SnippedPaper = Pick<Paper, 'title' | 'abstract'> &
  Partial<Pick<Paper, 'authors' | 'organization' | 'keywords'>>;

/** A word that may be a name, as it was typed and folded, and its term; `''` where only a name was asked for. */
export type SearchedName = readonly [word: string, term: string];

/** Of a word that many authors share no more are named. */
const MAX_NAMED = 2;

/** What matched in a paper outside its text: `by Geoffrey Hinton · `, matched words strong; for typed words only. */
export function findNamed(
  paper: SnippedPaper,
  terms: ReadonlyMap<string, number>,
  names: readonly SearchedName[],
  shown: ReadonlySet<string>,
): Span[] {
  if (names.length === 0) return [];
  const words = new Set(names.flatMap(([word, term]) => (term !== '' && shown.has(term) ? [] : [word])));
  const missing = new Map([...terms].filter(([term]) => !shown.has(term)));
  const matcher = new TermMatcher(missing);
  const found = [
    ...findBest(texts.byLabel(), words.size > 0 ? (paper.authors ?? []) : [], (name) =>
      findWords(name, words),
    ),
    ...findBest(texts.fromLabel(), words.size > 0 ? [paper.organization ?? ''] : [], (name) =>
      findWords(name, words),
    ),
    ...findBest(texts.keywordLabel(), missing.size > 0 ? (paper.keywords ?? []) : [], (one) =>
      matcher.find(one),
    ),
  ];
  return found.flatMap((spans) => [...spans, { text: ' · ' }]);
}

function findBest(
  label: string,
  texts: readonly string[],
  match: (text: string) => readonly Match[],
): Span[][] {
  const found = texts
    .map((text) => ({ text, matches: match(text) }))
    .filter(({ matches }) => matches.length > 0);
  return found
    .toSorted((a, b) => b.matches.length - a.matches.length)
    .slice(0, MAX_NAMED)
    .map(({ text, matches }) => [{ text: label }, ...toSpans(text, { start: 0, end: text.length }, matches)]);
}
