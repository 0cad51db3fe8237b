import { SURVEY_TITLES } from '../../core/matching/request.ts';
import { NO_DAY, SPELLING_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { intersect, type Masks } from '../query/masks.ts';
import { findWordNumbers } from '../query/match-words.ts';
import { findTermNumbers, matchAll, matchPhrase } from '../query/phrases.ts';
import type { ParsedQuery, RequestedOrder } from '../query/query.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { type Located, toKey } from './put-first.ts';
import type { Candidate } from './rescoring.ts';

/** Where fewer papers have the topic in its words' order, those that have all of its words are meant as well. */
const ENOUGH_PAPERS = 3;
/** A paper is about the topic that scores at least so much of what the best one does. */
const LEAST_SHARE = 0.5;
/** The papers that a request means, and the order that they have. */
export interface Requested {
  readonly papers: readonly Located[];
  /** As asked for; `false` where no paper could be ordered so. */
  readonly newest: boolean;
  readonly survey: boolean;
}

/**
 * The papers that a request means before all others: those that hold its topic, surveys or the newest first where it asks for
 * them. A title that has the words of the request itself goes before: `a survey of world models` may be one.
 */
export function findRequested(
  lookup: TermLookup,
  { request }: ParsedQuery,
  rank: (required: Masks) => readonly Candidate[],
): Requested {
  if (!request) return { papers: [], newest: false, survey: false };
  const titled = listMatching(lookup, (segment) => matchPhrase(segment, request.typed));
  const asTyped = { papers: titled, newest: false, survey: false };
  if ((!request.newest && !request.survey) || request.words.length === 0) return asTyped;
  const topic = holdTopic(lookup, request);
  const surveys = topic.map((mask, i) => intersect(mask, matchSurveys(lookup.segments[i])));
  const isSurvey = request.survey && countPapers(surveys) > 0;
  if (!isSurvey && !request.newest) return asTyped;
  const ranked = rank(isSurvey ? surveys : topic);
  if (ranked.length === 0) return asTyped;
  const ordered = request.newest ? sortNewestFirst(lookup, ranked) : ranked;
  const keys = new Set(titled.map(toKey));
  const papers = [...titled, ...ordered.filter((one) => !keys.has(toKey(one)))];
  return { papers, newest: request.newest, survey: isSurvey };
}

function holdTopic({ segments }: TermLookup, { topic, words }: RequestedOrder): Masks {
  const inOrder = segments.map((segment) => matchPhrase(segment, topic));
  if (countPapers(inOrder) >= ENOUGH_PAPERS) return inOrder;
  const plain = words.filter(({ joined }) => !joined);
  return segments.map((segment) =>
    matchAll(
      segment,
      plain.map((word) => (word.prefix ? findTermNumbers(segment, word) : findWordNumbers(segment, word))),
    ),
  );
}

function matchSurveys(segment: Segment | undefined): Uint8Array {
  const found = new Uint8Array(segment?.size ?? 0);
  for (const word of SURVEY_TITLES) {
    const term = segment?.terms.find(SPELLING_MARK + word) ?? -1;
    if (segment && term >= 0) for (const paper of segment.readPostings(term)) found[paper] = 1;
  }
  return found;
}

/** Those that are nearly as good as the best, by day. */
function sortNewestFirst({ segments }: TermLookup, ranked: readonly Candidate[]): Candidate[] {
  const least = LEAST_SHARE * (ranked[0]?.score ?? 0);
  const readDay = ({ segment, paper }: Candidate) => segments[segment]?.arrays.days[paper] ?? NO_DAY;
  return ranked.filter(({ score }) => score >= least).sort((a, b) => readDay(b) - readDay(a));
}

function listMatching({ segments }: TermLookup, match: (segment: Segment) => Uint8Array): Located[] {
  const found: Located[] = [];
  for (const [number, segment] of segments.entries()) {
    const mask = match(segment);
    for (let paper = mask.indexOf(1); paper >= 0; paper = mask.indexOf(1, paper + 1)) {
      if (segment.deleted?.[paper] !== 1) found.push({ segment: number, paper });
    }
  }
  return found;
}

function countPapers(masks: Masks): number {
  return masks.reduce((sum, mask) => sum + mask.reduce((count, found) => count + found, 0), 0);
}
