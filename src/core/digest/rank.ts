import { flattenText } from '../base/text.ts';
import type { Day, Instant } from '../base/time.ts';
import type { ScorePart } from '../delivery/delivery.ts';
import { formatNumber } from '../paper/format.ts';
import type { Paper } from '../paper/paper.ts';
import type { Rise } from '../paper/paper-facts.ts';
import type { Snapshot } from '../paper/paper-store.ts';
import { wordReason } from '../reason/word-reason.ts';
import type { Tally } from '../vote/vote.ts';

/**
 * The score of a paper is a sum of points, so that one line can explain the rank of a paper.
 * Counts are scaled logarithmically: the step from 10 to 20 upvotes is worth as much as the step from 100 to 200.
 */
export const POINTS = {
  /** For each doubling of upvotes: the community's judgment, and the base of the score. */
  perUpvoteDoubling: 2,
  /** For each doubling of upvotes per day between two of our own readings: what is rising now overtakes what rose earlier. */
  perPaceDoubling: 1,
  /** For each doubling of comments: a discussion is rarer than an upvote, but some papers are discussed for other reasons. */
  perCommentDoubling: 0.5,
  /** For each doubling of stars: code that people use; small, because old repositories already have stars. */
  perStarDoubling: 0.25,
  maxForStars: 3,
  /** For each vote of the channel's own community, for or against: its members know best what the channel wants … */
  perOwnVote: 1.5,
  /** … but a few of them cannot hide or promote a paper permanently. */
  maxForOwnVotes: 6,
  /** Subtracted for each day since the edition: a new paper ranks above an equally popular one from last week. */
  perDayOfAge: -1,
} as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Pace is measured over the last day, or the observed part of it … */
const PACE_WINDOW = DAY;
/** … which gives no pace when the first reading is only a few minutes old … */
const MIN_SEEN = HOUR;
/** … and over at least six hours: three votes in the first hour are not 72 a day. */
const MIN_PACE = 6 * HOUR;

export interface RankInput {
  readonly paper: Paper;
  /** The edition it is taken from. */
  readonly day: Day;
  /** Oldest first; may be empty. */
  readonly snapshots: readonly Snapshot[];
  /** When the edition was last fetched: counts without a newer snapshot have not changed since. */
  readonly readAt?: Instant | undefined;
  readonly tally: Tally;
}

export interface Ranked {
  /** In points, rounded to hundredths. */
  readonly score: number;
  /** The summands, none of them 0. */
  readonly why: readonly ScorePart[];
}

/** Scores one paper as of `now`. */
export function rank({ paper, day, snapshots, readAt, tally }: RankInput, now: Instant): Ranked {
  const upvotes = paper.upvotes ?? 0;
  const rise = findRise(paper, snapshots, readAt, now);
  const own = tally.up - tally.down;
  const age = Math.max(0, Math.floor((now - Date.parse(`${day}T00:00:00Z`)) / DAY));
  const stars = Math.min(POINTS.maxForStars, POINTS.perStarDoubling * countDoublings(paper.stars));
  const voted = Math.max(-POINTS.maxForOwnVotes, Math.min(POINTS.maxForOwnVotes, POINTS.perOwnVote * own));
  const comments = paper.comments ?? 0;
  const parts: ScorePart[] = [
    {
      code: 'upvotes',
      values: { count: upvotes },
      points: POINTS.perUpvoteDoubling * countDoublings(upvotes),
    },
    ...(rise
      ? [
          {
            code: 'rising',
            values: rise,
            points: POINTS.perPaceDoubling * countDoublings(computePerDay(rise)),
          } as const,
        ]
      : []),
    {
      code: 'comments',
      values: { count: comments },
      points: POINTS.perCommentDoubling * countDoublings(comments),
    },
    { code: 'stars', values: { count: paper.stars ?? 0 }, points: stars },
    { code: 'own-votes', values: { net: own }, points: voted },
    { code: 'age', values: { days: age }, points: POINTS.perDayOfAge * age },
  ];
  const why = parts
    .map((part) => ({ ...part, points: roundToHundredths(part.points) }))
    .filter(({ points }) => points !== 0);
  return { score: roundToHundredths(why.reduce((sum, { points }) => sum + points, 0)), why };
}

/**
 * What a paper gained between two of our readings: the newest one, and the last one that is a day older, or else the
 * first. When the votes before the first reading were cast is unknown; a paper that was read once has no pace.
 */
export function findRise(
  { upvotes }: Pick<Paper, 'upvotes'>,
  snapshots: readonly Snapshot[],
  readAt: Instant | undefined,
  now: Instant,
): Rise | undefined {
  const known = [...snapshots, ...(readAt === undefined ? [] : [{ at: readAt, upvotes }])]
    .flatMap(({ at, upvotes }) => (upvotes === undefined || at > now ? [] : [{ at, upvotes }]))
    .toSorted((a, b) => a.at - b.at);
  const last = known.at(-1);
  const base = known.findLast(({ at }) => at <= now - PACE_WINDOW) ?? known[0];
  if (!last || !base || last.at - base.at < MIN_SEEN) return undefined;
  const gained = last.upvotes - base.upvotes;
  return gained > 0 ? { gained, hours: Math.round((last.at - base.at) / HOUR) } : undefined;
}

function computePerDay({ gained, hours }: Rise): number {
  return (gained / Math.max(MIN_PACE / HOUR, hours)) * 24;
}

/** The score of a digest entry in one line, largest part first: `82 upvotes (+12.8), 2 days old (-2)`. */
export function explain(why: readonly ScorePart[], language: string): string {
  return why
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map((part) => [wordPart(part), ...wordPoints(part, language)].join(' '))
    .join(', ');
}

/** In tenths; what counts for less, such as a try, has no number. */
function wordPoints({ points }: ScorePart, language: string): string[] {
  if (Math.abs(points) < 0.05) return [];
  return [`(${points > 0 ? '+' : ''}${formatNumber(points, language)})`];
}

/** What the line of facts under a title already says. */
const FACTS: ReadonlySet<ScorePart['code']> = new Set([
  'upvotes',
  'rising',
  'comments',
  'stars',
  'own-votes',
  'age',
  'alike',
  // The topic is named beside it.
  'near-named',
  // Facts as an older version worded them.
  'text',
]);

/** The ranking signals of a paper beyond its facts, in words; empty where the facts say everything. */
export function listReasonsBesideFacts(why: readonly ScorePart[]): string {
  return why
    .filter(({ code, points }) => points >= 0 && !FACTS.has(code))
    .map(wordPart)
    .join(', ');
}

/** The votes that came in recently, where the score counts them. */
export function readRise(why: readonly ScorePart[]): Rise | undefined {
  return why.find((part) => part.code === 'rising')?.values;
}

function wordPart(part: ScorePart): string {
  return flattenText(wordReason(part).what);
}

/** How often a count has doubled. */
export function countDoublings(n: number | undefined): number {
  return Math.log2(1 + Math.max(0, n ?? 0));
}

/** Points as they are stored. */
export function roundToHundredths(n: number): number {
  // `+ 0` turns -0 into 0.
  return Math.round(n * 100) / 100 + 0;
}
