import { NO_DAY, SPELLING_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { matchWords } from '../query/holders.ts';
import { matchPhrase } from '../query/phrases.ts';
import type { ParsedQuery } from '../query/query.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { type Located, toKey } from './put-first.ts';
import type { Candidate } from './rescoring.ts';

/** For each segment 1 for the papers that may be found. */
export type Masks = readonly Uint8Array[];

/** Where fewer papers have the topic in its words' order, those that have all of its words are meant as well. */
const ENOUGH_PAPERS = 3;
/** A paper is about the topic that scores at least so much of what the best one does. */
const LEAST_SHARE = 0.5;
/** One of these in its title makes a survey of a paper. */
const SURVEY_WORDS = [
  'survey',
  'surveys',
  'surveying',
  'review',
  'overview',
  'tutorial',
  'primer',
  'roadmap',
];

/**
 * The papers that a request means before all others: those that hold its topic, surveys or the newest first where it asks for
 * them. A title that has the words of the request itself goes before: `a survey of world models` may be one.
 */
export function findRequested(
  lookup: TermLookup,
  { request, words }: ParsedQuery,
  rank: (required: Masks) => readonly Candidate[],
): Located[] {
  if (!request) return [];
  const titled = listMatching(lookup, (segment) => matchPhrase(segment, request.typed));
  if ((!request.newest && !request.survey) || words.length === 0) return titled;
  const topic = holdTopic(lookup, request.topic, words);
  const surveys = topic.map((mask, i) => intersect(mask, matchSurveys(lookup.segments[i])));
  const isSurvey = request.survey && countPapers(surveys) > 0;
  if (!isSurvey && !request.newest) return titled;
  const ranked = rank(isSurvey ? surveys : topic);
  const ordered = request.newest ? newestFirst(lookup, ranked) : ranked;
  const keys = new Set(titled.map(toKey));
  return [...titled, ...ordered.filter((one) => !keys.has(toKey(one)))];
}

function holdTopic(
  { segments }: TermLookup,
  topic: NonNullable<ParsedQuery['request']>['topic'],
  words: ParsedQuery['words'],
): Masks {
  const inOrder = segments.map((segment) => matchPhrase(segment, topic));
  if (countPapers(inOrder) >= ENOUGH_PAPERS) return inOrder;
  const plain = words.filter(({ joined }) => !joined);
  return segments.map((segment) => matchWords(segment, plain));
}

function matchSurveys(segment: Segment | undefined): Uint8Array {
  const found = new Uint8Array(segment?.size ?? 0);
  for (const word of SURVEY_WORDS) {
    const term = segment?.terms.find(SPELLING_MARK + word) ?? -1;
    if (segment && term >= 0) for (const paper of segment.postings(term)) found[paper] = 1;
  }
  return found;
}

/** Those that are nearly as good as the best, by day. */
function newestFirst({ segments }: TermLookup, ranked: readonly Candidate[]): Candidate[] {
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

function intersect(mask: Uint8Array, other: Uint8Array): Uint8Array {
  return mask.map((found, paper) => found & (other[paper] ?? 0));
}
