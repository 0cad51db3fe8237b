import type { Day, Instant } from '../base/time.ts';
import type { ChosenPaper, Digest, PaperGroup, ScorePart } from '../delivery/delivery.ts';
import type { PaperWords } from '../matching/paper-words.ts';
import type { Edition } from '../paper/edition.ts';
import type { Paper, PaperId } from '../paper/paper.ts';
import type { Snapshot } from '../paper/paper-store.ts';
import type { RecapSpan } from '../schedule/recap.ts';
import type { Subscription } from '../schedule/subscription.ts';
import { NO_VOTES, type Tally } from '../vote/vote.ts';
import { countDoublings, POINTS, roundToHundredths } from './rank.ts';
import { readFilter } from './topic-filter.ts';

export interface RecapInput {
  readonly span: RecapSpan;
  readonly now: Instant;
  readonly subscription: Pick<Subscription, 'topics' | 'without' | 'minVotes'>;
  /** What the channel's digests of these days had, with when each was posted and the edition it was taken from. */
  readonly posted: ReadonlyMap<PaperId, PostedPaper>;
  /** What the channel was ever shown, also by a digest of other days or by another recap. */
  readonly shown: ReadonlySet<PaperId>;
  /** The lists of these days. */
  readonly editions: readonly Edition[];
  readonly papers: ReadonlyMap<PaperId, Paper>;
  /** The same papers, to be compared with topics. */
  readonly words: ReadonlyMap<PaperId, PaperWords>;
  /** The votes of the channel's community, wherever they were given. */
  readonly tallies: ReadonlyMap<PaperId, Tally>;
  readonly snapshots: ReadonlyMap<PaperId, readonly Snapshot[]>;
}

export interface PostedPaper {
  readonly at: Instant;
  readonly day: Day;
}

/** A recap is one message with a keycap for each paper. */
const MOST = { voted: 4, rose: 3, missed: 3 } as const;

/** Missed is what is among the best tenth of the lists, by upvotes. */
const BEST = 0.1;

/** What a paper must have gained since it was posted: fewer upvotes come to every paper. */
const MIN_GAIN = 10;
const MIN_GROWTH = 0.5;
const HOUR_MS = 3_600_000;

/**
 * What became of the papers of some days: those the channel voted for, those that rose after they were posted, and well-voted ones
 * that it missed. `undefined` where there are none.
 */
export function chooseRecap(input: RecapInput): Digest | undefined {
  const voted = pickBest(findVoted(input), MOST.voted);
  const isTaken = ({ paperId }: ChosenPaper) => voted.some((one) => one.paperId === paperId);
  const rose = pickBest(
    findRisen(input).filter((paper) => !isTaken(paper)),
    MOST.rose,
  );
  const shown = new Set([...voted, ...rose].map(({ paperId }) => paperId));
  const missed = pickBest(
    findMissed(input, voted.length > 0).filter(({ paperId }) => !shown.has(paperId)),
    MOST.missed,
  );
  const groups = [toGroup('voted', voted), toGroup('rose', rose), toGroup('missed', missed)];
  const papers = [...voted, ...rose, ...missed];
  if (papers.length === 0) return undefined;
  return { day: input.span.to, papers, groups: groups.filter(({ count }) => count > 0), recap: input.span };
}

function findVoted({ posted, tallies }: RecapInput): ChosenPaper[] {
  return [...posted].flatMap(([paperId, { day }]) => {
    const { up, down } = tallies.get(paperId) ?? NO_VOTES;
    const net = up - down;
    return net > 0 ? [toChosenPaper(paperId, day, [scoreOwnVotes(net)])] : [];
  });
}

function findRisen({ posted, papers, snapshots, now }: RecapInput): ChosenPaper[] {
  return [...posted].flatMap(([paperId, { at, day }]) => {
    const then = findUpvotesAt(snapshots.get(paperId) ?? [], at);
    const upvotes = papers.get(paperId)?.upvotes;
    if (then === undefined || upvotes === undefined) return [];
    const gained = upvotes - then;
    if (gained < MIN_GAIN || gained < MIN_GROWTH * then) return [];
    const hours = Math.max(1, Math.round((now - at) / HOUR_MS));
    return [
      toChosenPaper(paperId, day, [
        { code: 'rising', values: { gained, hours }, points: countDoublings(gained) },
      ]),
    ];
  });
}

/** Never shown here or, where people vote, shown and left alone. */
function findMissed(input: RecapInput, peopleVote: boolean): ChosenPaper[] {
  const { subscription, posted, shown, papers, words, tallies } = input;
  const listed = listPapersWithDay(input);
  const judge = readFilter(subscription);
  const counts = [...listed.keys()].map((id) => papers.get(id)?.upvotes ?? 0).toSorted((a, b) => b - a);
  const least = counts[Math.ceil(counts.length * BEST) - 1] ?? 0;
  return [...listed].flatMap(([paperId, day]) => {
    const paper = papers.get(paperId);
    const wordsOfPaper = words.get(paperId);
    const { up, down } = tallies.get(paperId) ?? NO_VOTES;
    if (!paper || !wordsOfPaper || paper.withdrawnAt !== undefined) return [];
    const isKnown = posted.has(paperId) || shown.has(paperId);
    if (isKnown && (!peopleVote || up + down > 0)) return [];
    const upvotes = paper.upvotes ?? 0;
    const isWellVoted = up > down || (upvotes > 0 && upvotes >= least);
    if (!isWellVoted || down > up || !judge(wordsOfPaper).passes) return [];
    const parts: ScorePart[] = [
      {
        code: 'upvotes',
        values: { count: upvotes },
        points: POINTS.perUpvoteDoubling * countDoublings(upvotes),
      },
      ...(up > down ? [scoreOwnVotes(up - down)] : []),
    ];
    return [toChosenPaper(paperId, day, parts)];
  });
}

/** Each listed paper with the newest of these days that lists it. */
function listPapersWithDay({ editions }: RecapInput): Map<PaperId, Day> {
  const oldestFirst = editions.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return new Map(oldestFirst.flatMap(({ day, paperIds }) => paperIds.map((id) => [id, day] as const)));
}

/** The last count from before a paper was posted, else the first one after. */
function findUpvotesAt(snapshots: readonly Snapshot[], at: Instant): number | undefined {
  const known = snapshots.filter(({ upvotes }) => upvotes !== undefined);
  return (known.findLast((snapshot) => snapshot.at <= at) ?? known[0])?.upvotes;
}

function scoreOwnVotes(net: number): ScorePart {
  return { code: 'own-votes', values: { net }, points: POINTS.perOwnVote * net };
}

function toChosenPaper(paperId: PaperId, day: Day, parts: readonly ScorePart[]): ChosenPaper {
  const why = parts.map((part) => ({ ...part, points: roundToHundredths(part.points) }));
  return { paperId, day, why, score: roundToHundredths(why.reduce((sum, { points }) => sum + points, 0)) };
}

function pickBest(papers: readonly ChosenPaper[], most: number): ChosenPaper[] {
  return papers.toSorted((a, b) => b.score - a.score || (a.paperId < b.paperId ? 1 : -1)).slice(0, most);
}

function toGroup(kind: 'voted' | 'rose' | 'missed', { length: count }: readonly unknown[]): PaperGroup {
  return { about: { kind }, count };
}
