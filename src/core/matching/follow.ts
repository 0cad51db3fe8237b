import type { Paper } from '../paper/paper.ts';
import type { Follow } from '../schedule/personal.ts';
import { hasAnyNameWord, matchesName, splitName } from './name.ts';
import { type Operators, readOperator } from './operators.ts';
import type { PaperWords } from './paper-words.ts';
import { splitQuery } from './query-pieces.ts';
import { readRequest, SURVEY_TITLES } from './request.ts';
import { hasAllWords, hasAnyWord, matchesTerm, readTerm, type Term } from './term.ts';
import { withoutMatchAny } from './terms.ts';
import { findPositions, listWords } from './text-words.ts';

/** Decides whether a paper matches something that is followed. */
export type PaperTest = (words: PaperWords) => boolean;

/** Parses what a person follows; throws an `InputError` for a malformed operator. */
export function readFollow({ kind, text }: Follow): PaperTest {
  if (kind === 'query') return readQuery(text);
  const name = withoutMatchAny(text);
  const isLoose = name !== text.trim().split(/\s+/).join(' ');
  return kind === 'author' ? byAuthor(splitName(name), isLoose) : byOrganization(name, isLoose);
}

/** Those that can be parsed, and those that an older version accepted and this one cannot parse. */
export function readFollows(follows: readonly Follow[]) {
  const read: Array<{ readonly follow: Follow; readonly fits: PaperTest }> = [];
  const broken: Array<{ readonly follow: Follow; readonly err: unknown }> = [];
  for (const follow of follows) {
    try {
      read.push({ follow, fits: readFollow(follow) });
    } catch (err) {
      broken.push({ follow, err });
    }
  }
  return { read, broken };
}

/** Whether there is a word, number or filter in it that a paper may match; an emoji has none. */
export function canMatch({ kind, text }: Follow): boolean {
  const name = withoutMatchAny(text);
  if (kind === 'author') return splitName(name).length > 0;
  if (kind === 'org') return readTerm(name).units.length > 0;
  const { demanding, isFiltered } = parseFollowedQuery(text);
  return demanding.length > 0 || isFiltered;
}

function byAuthor(wanted: readonly string[], isLoose: boolean): PaperTest {
  const fits = isLoose ? hasAnyNameWord : matchesName;
  return ({ paper }) => paper.authors.some((author) => fits(wanted, splitName(author)));
}

function byOrganization(name: string, isLoose: boolean): PaperTest {
  const term = readTerm(name);
  const fits = isLoose ? hasAnyWord : matchesTerm;
  const joined = term.units.flat().join('');
  return ({ paper: { organization = '' } }) =>
    organization !== '' &&
    (fits(findPositions([organization]), term) || isJoined(joined, listWords(organization)));
}

/** `huggingface` is Hugging Face. */
function isJoined(typed: string, words: readonly string[]): boolean {
  return words.length > 1 && words.join('') === typed;
}

/** One alternative of a query: everything in it is required. */
interface Alternative {
  /** Words without an operator, anywhere in the paper. */
  readonly words: Term;
  readonly phrases: readonly Term[];
  readonly names: readonly PaperTest[];
}

interface FollowedQuery {
  /** Those alternatives that require anything. */
  readonly demanding: readonly Alternative[];
  readonly filters: Operators;
  readonly unwanted: readonly Term[];
  readonly isFiltered: boolean;
  /** Only surveys: their titles say so. */
  readonly survey: boolean;
}

/**
 * A query as for search, of which a paper must contain all significant words. A comma separates alternatives; filters (`votes:`,
 * `code:`, `after:`, `before:`) and exclusions apply to all of them.
 */
function readQuery(text: string): PaperTest {
  const { demanding, filters, unwanted, isFiltered, survey } = parseFollowedQuery(text);
  return (words) => {
    const { paper } = words;
    if (survey && !isSurvey(paper)) return false;
    const meets = demanding.some((one) => meetsAlternative(words, one, filters.isLoose === true));
    if (demanding.length > 0 ? !meets : !isFiltered) return false;
    return passesFilters(paper, filters) && !unwanted.some((term) => matchesTerm(words.positions, term));
  };
}

function parseFollowedQuery(text: string): FollowedQuery {
  const filters: Operators = { authors: [], organizations: [] };
  const unwanted: Term[] = [];
  // As in a search, where it says which papers are meant. A follow is of new papers anyway.
  const request = readRequest(text);
  const alternatives = splitAtCommas(request?.topic || text).map((part) =>
    readAlternative(part, filters, unwanted),
  );
  const demanding = alternatives.filter(
    ({ words, phrases, names }) => words.units.length + phrases.length + names.length > 0,
  );
  const isFiltered = Object.keys(filters).length > 2;
  return { demanding, filters, unwanted, isFiltered, survey: request?.survey ?? false };
}

function isSurvey({ title }: Paper): boolean {
  const words = findPositions([title]);
  return SURVEY_TITLES.some((word) => words.has(word));
}

function readAlternative(text: string, filters: Operators, unwanted: Term[]): Alternative {
  const words: string[] = [];
  const phrases: Term[] = [];
  const named: Operators = { authors: [], organizations: [] };
  for (const { minus, name, value, quoted } of splitQuery(text)) {
    const isName = name === 'author' || name === 'org';
    const isRead = name !== undefined && readOperator(isName ? named : filters, name, value, splitName);
    if (isRead) continue;
    const plain = name === undefined ? value : `${name} ${value}`;
    if (minus) unwanted.push(readTerm(`"${plain}"`));
    else if (quoted) phrases.push(readTerm(`"${plain}"`));
    else words.push(plain);
  }
  return {
    words: readTerm(words.join(' ')),
    phrases,
    names: [
      ...named.authors.map((wanted) => byAuthor(wanted, false)),
      ...named.organizations.map((wanted) => byOrganization(wanted.join(' '), false)),
    ],
  };
}

function meetsAlternative(of: PaperWords, { words, phrases, names }: Alternative, isLoose: boolean): boolean {
  return (
    (words.units.length === 0 || (isLoose ? hasAnyWord(of.positions, words) : meetsWords(of, words))) &&
    phrases.every((phrase) => matchesTerm(of.positions, phrase)) &&
    names.every((fits) => fits(of))
  );
}

/**
 * Two or three words name one thing and must be near each other; more are a description, and may be anywhere. Measured on
 * 74 papers: `world models` anywhere matches 19, most for a "real-world" and a "model", and near each other 7.
 */
const MAX_NEAR_WORDS = 3;

function meetsWords({ paper, positions }: PaperWords, words: Term): boolean {
  const fits = words.units.length > MAX_NEAR_WORDS ? hasAllWords : matchesTerm;
  if (fits(positions, words)) return true;
  // As in a search, a word may be an author's name: `hinton capsules`.
  const names = new Set(paper.authors.flatMap(listWords));
  const units = words.units.filter((parts) => !parts.every((part) => names.has(part)));
  if (units.length === words.units.length) return false;
  if (units.length > 0) return fits(positions, { ...words, units });
  return paper.authors.some((author) => matchesName(words.units.flat(), listWords(author)));
}

const DAY_MS = 86_400_000;

/** A paper whose date or votes are unknown matches no filter on them, as in a search. */
function passesFilters(paper: Paper, filters: Operators): boolean {
  const { after, before, minVotes, maxVotes, code } = filters;
  const day = Math.floor(Date.parse(paper.publishedAt ?? paper.listedAt ?? '') / DAY_MS);
  const votes = paper.upvotes ?? Number.NaN;
  return (
    (after === undefined || day >= after) &&
    (before === undefined || day < before) &&
    (minVotes === undefined || votes >= minVotes) &&
    (maxVotes === undefined || votes <= maxVotes) &&
    (code === undefined || code === Boolean(paper.codeUrl))
  );
}

/** The parts between commas outside quotes. */
function splitAtCommas(text: string): string[] {
  const parts = [''];
  let isQuoted = false;
  for (const character of text) {
    if (/["“”]/.test(character)) isQuoted = !isQuoted;
    if (character === ',' && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
