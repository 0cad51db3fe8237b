import { flattenText, type Span } from '../../core/base/text.ts';
import { texts } from '../texts/texts.ts';
import { joinMatches, type Match, TermMatcher, toSpans } from './matches.ts';
import { findNamed, type SearchedName, type SnippedPaper } from './named.ts';

/** Two lines of a phone, for the passage and what precedes it. */
const WIDTH = 84;
/** So much of the abstract is shown, whatever precedes it. */
const MIN_WIDTH = 42;
/** A sentence that began no further back than this is shown from its beginning. */
const LEAD = 36;
/** A word longer than this may be cut. */
const LONG_WORD = 39;

/** Terms that were searched for, each with its weight: of two windows the one with the weightier words is shown. */
export type MatchedTerms = ReadonlyMap<string, number>;

/**
 * The piece of a paper that shows best why it was found, matched words strong: a window of the abstract, else how the
 * abstract begins, behind the words that matched in the title. Words are never cut, and `…` is where text was left
 * out. What the paper was found by beside its text (a name, a keyword) comes first. `matcher` finds the terms: one serves all
 * papers of an answer.
 */
export function cutSnippet(
  paper: SnippedPaper,
  terms: MatchedTerms,
  names: readonly SearchedName[] = [],
  matcher: TermMatcher = new TermMatcher(terms),
): Span[] {
  const inAbstract = matcher.find(paper.abstract);
  const inTitle = matcher.find(paper.title);
  const shown = new Set([...inAbstract, ...inTitle].map(({ term }) => term));
  const named = findNamed(paper, terms, names, shown);
  if (inAbstract.length === 0 && paper.abstract.trim() === '')
    return [...named, ...toSpans(paper.title, { start: 0, end: paper.title.length }, inTitle)];
  const before = inAbstract.length > 0 ? named : [...named, ...toTitleWords(paper.title, inTitle)];
  const width = Math.max(MIN_WIDTH, WIDTH - flattenText(before).length);
  return [...before, ...cutWindow(paper.abstract, inAbstract, { terms, width })];
}

/** `in the title: agents, benchmark · `, each once: the title itself is already shown above. */
function toTitleWords(title: string, matches: readonly Match[]): Span[] {
  const words = [...new Map(joinMatches(matches).map((match) => [match.term, match])).values()].map(
    ({ start, end }): Span => ({ text: title.slice(start, end), strong: true }),
  );
  if (words.length === 0) return [];
  const listed = words.flatMap((word, i) => (i === 0 ? [word] : [{ text: ', ' }, word]));
  return [{ text: texts.titleLabel() }, ...listed, { text: ' · ' }];
}

interface Window {
  readonly terms: MatchedTerms;
  /** In characters. */
  readonly width: number;
}

function cutWindow(text: string, matches: readonly Match[], { terms, width }: Window): Span[] {
  const best = findBestRun(matches, { terms, width });
  const core = { start: best[0]?.start ?? 0, end: best.at(-1)?.end ?? 0 };
  const start = findBeginning(text, core.start, Math.max(0, core.end - width));
  const end = findEnding(text, Math.max(core.end, start + width));
  return toSpans(text, { start, end }, matches);
}

/** The matches that fit in one window and weigh most together; a repeated word weighs little. */
function findBestRun(matches: readonly Match[], { terms, width }: Window): readonly Match[] {
  let best: { run: readonly Match[]; weight: number } = { run: [], weight: 0 };
  for (const [first, { start }] of matches.entries()) {
    const behind = matches.findIndex((match) => match.end - start > width);
    const run = matches.slice(first, behind < 0 ? matches.length : Math.max(behind, first + 1));
    const weight = sumWeights(run, terms);
    if (weight > best.weight * 1.001 || best.run.length === 0) best = { run, weight };
  }
  return best.run;
}

function sumWeights(run: readonly Match[], terms: MatchedTerms): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const { term } of run) {
    const weight = terms.get(term) ?? 0;
    sum += seen.has(term) ? weight / 10 : weight;
    seen.add(term);
  }
  return sum;
}

/** Where a sentence begins shortly before `at`, else a word; not before `earliest` unless a word would be cut. */
function findBeginning(text: string, at: number, earliest: number): number {
  const from = Math.max(earliest, at - LEAD, 0);
  if (from === 0) return 0;
  const before = text.slice(from, at);
  const sentence = [...before.matchAll(/(?:[.!?]\s+|[。！？]\s*)(?=\S)/gu)].at(-1);
  if (sentence) return from + sentence.index + sentence[0].length;
  const space = before.search(/\s\S/);
  return space < 0 ? at : from + space + 1;
}

/** The last word boundary up to `at`, or the end of the word that is there when it is a long one. */
function findEnding(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const from = Math.max(0, at - LONG_WORD);
  const space = text.slice(from, at + 1).search(/\s\S*$/);
  if (space >= 0) return from + space;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
