import type { Day, Instant } from '../base/time.ts';
import type { ChosenPaper, Digest } from '../delivery/delivery.ts';
import type { TasteScores } from '../delivery/taste-score.ts';
import type { PaperWords } from '../matching/paper-words.ts';
import type { Edition } from '../paper/edition.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Snapshot } from '../paper/paper-store.ts';
import type { DropReason, EmptyDayReason } from '../reason/reason.ts';
import type { Subscription } from '../schedule/subscription.ts';
import { NO_VOTES, type Tally } from '../vote/vote.ts';
import { rank } from './rank.ts';
import { withTaste, withTries } from './taste.ts';
import { readFilter } from './topic-filter.ts';
import { type Vectors, vary } from './vary.ts';

export interface DigestInput {
  readonly subscription: Pick<Subscription, 'count' | 'topics' | 'without' | 'minVotes'>;
  /** Newest first; the candidates are the papers of these editions. */
  readonly editions: readonly Edition[];
  readonly words: ReadonlyMap<PaperId, PaperWords>;
  /** Papers that this channel has already been shown. */
  readonly shown: ReadonlySet<PaperId>;
  readonly snapshots: ReadonlyMap<PaperId, readonly Snapshot[]>;
  readonly tallies: ReadonlyMap<PaperId, Tally>;
  readonly now: Instant;
  /** If missing, no paper is dropped for being similar to another. */
  readonly vectors?: Vectors;
  /** Missing: public signals alone decide. */
  readonly taste?: TasteScores | undefined;
  /** One of five is to be a paper about which little is known. */
  readonly explores?: boolean;
  /** The newest list that this channel has had a digest of, if any. */
  readonly lastDay?: Day | undefined;
  /** Today in the channel's zone; left out where somebody asks for the digest of a certain day. */
  readonly today?: Day;
}

/** Why a candidate is not in the digest. */
export interface Dropped {
  readonly paperId: PaperId;
  readonly day: Day;
  readonly reason: DropReason;
}

export type DigestOutcome =
  | { readonly kind: 'digest'; readonly digest: Digest; readonly dropped: readonly Dropped[] }
  /** Nothing to post, and why: that is not a failure. */
  | {
      readonly kind: 'nothing';
      readonly reason: EmptyDayReason;
      readonly dropped: readonly Dropped[];
    };

/**
 * Chooses the papers of one digest: the best of the last editions that the channel has not seen and wants to see. The first
 * digest of a channel is of the newest edition, and older ones only fill it up: later, all editions compete, since a paper may
 * rise for days, but a new channel would get yesterday's list under today's name.
 */
export function chooseDigest(input: DigestInput): DigestOutcome {
  const dropped: Dropped[] = [];
  const drop = (paperId: PaperId, day: Day, reason: DropReason): void => {
    dropped.push({ paperId, day, reason });
  };
  const candidates = listCandidates(input.editions);
  const readAt = new Map(input.editions.map(({ day, fetchedAt }) => [day, fetchedAt]));
  const judge = readFilter(input.subscription);
  const ranked: ChosenPaper[] = [];
  let unseen = 0;
  for (const [paperId, day] of candidates) {
    const words = input.words.get(paperId);
    if (words === undefined) drop(paperId, day, { code: 'unreadable', values: {} });
    else if (input.shown.has(paperId)) drop(paperId, day, { code: 'already-shown', values: {} });
    else if (words.paper.withdrawnAt !== undefined) drop(paperId, day, { code: 'withdrawn', values: {} });
    else {
      unseen += 1;
      const verdict = judge(words);
      if (!verdict.passes) {
        drop(paperId, day, verdict.reason);
        continue;
      }
      const tally = input.tallies.get(paperId) ?? NO_VOTES;
      const { score, why } = rank(
        {
          paper: words.paper,
          day,
          snapshots: input.snapshots.get(paperId) ?? [],
          readAt: readAt.get(day),
          tally,
        },
        input.now,
      );
      const { topic } = verdict;
      const candidate = { paperId, score, why, day, ...(topic === undefined ? {} : { topic }) };
      ranked.push(withTaste(candidate, input.taste));
    }
  }
  const isFirst = input.shown.size === 0;
  const [newest] = input.editions;
  const isOlder = ({ day }: ChosenPaper): number => (isFirst && day !== newest?.day ? 1 : 0);
  ranked.sort((a, b) => isOlder(a) - isOlder(b) || b.score - a.score || (a.paperId < b.paperId ? 1 : -1));
  const { papers, passedOver } = chooseVaried(ranked, isOlder, input);
  for (const { paperId, day, score } of ranked) {
    if (papers.some((one) => one.paperId === paperId)) continue;
    const to = passedOver.get(paperId);
    drop(
      paperId,
      day,
      to === undefined
        ? { code: 'ranked-below', values: { chosen: papers.length, score } }
        : { code: 'too-alike', values: { to } },
    );
  }
  if (papers.length > 0 && newest) {
    return {
      kind: 'digest',
      digest: { day: findNewestDay(papers), papers, ...findLeftovers(papers, input) },
      dropped,
    };
  }
  return { kind: 'nothing', reason: explainNothing(input.editions, candidates.size, unseen), dropped };
}

/** The best papers that do not repeat each other; older ones, where those only fill up, after all others. */
function chooseVaried(
  ranked: readonly ChosenPaper[],
  isOlder: (paper: ChosenPaper) => number,
  { subscription: { count }, vectors = new Map(), taste, explores = false }: DigestInput,
): { readonly papers: readonly ChosenPaper[]; readonly passedOver: ReadonlyMap<PaperId, PaperId> } {
  const first = ranked.filter((paper) => isOlder(paper) === 0);
  const { chosen, passedOver } = vary(first, count, vectors);
  const passed = new Map(passedOver.map(({ paper, for: to }) => [paper.paperId, to]));
  const others = first.filter(
    ({ paperId }) => !passed.has(paperId) && !chosen.some((one) => one.paperId === paperId),
  );
  const tried = taste && explores ? withTries(chosen, others, taste, vectors) : chosen;
  const older = ranked.filter((paper) => isOlder(paper) === 1);
  const filling = vary(older, count - chosen.length, vectors, { before: tried });
  for (const { paper, for: to } of filling.passedOver) passed.set(paper.paperId, to);
  return { papers: [...tried, ...filling.chosen], passedOver: passed };
}

/** Each candidate once, with the newest edition that lists it. */
function listCandidates(editions: readonly Edition[]): Map<PaperId, Day> {
  const candidates = new Map<PaperId, Day>();
  for (const { day, paperIds } of editions) {
    for (const id of paperIds) if (!candidates.has(id)) candidates.set(id, day);
  }
  return candidates;
}

/** Marks a digest without papers of a list that is new to the channel. */
function findLeftovers(
  papers: readonly ChosenPaper[],
  { editions: [newest], lastDay, today }: DigestInput,
): Pick<Digest, 'leftoversOn'> {
  const day = findNewestDay(papers);
  const isNew = day === newest?.day && (lastDay === undefined || lastDay < day);
  return isNew || today === undefined ? {} : { leftoversOn: today };
}

function findNewestDay(papers: readonly ChosenPaper[]): Day {
  return (
    papers
      .map(({ day }) => day)
      .toSorted()
      .at(-1) ?? ''
  );
}

function explainNothing(editions: readonly Edition[], candidates: number, unseen: number): EmptyDayReason {
  const days = editions.map(({ day }) => day).toSorted();
  const [from] = days;
  const to = days.at(-1);
  if (candidates === 0 || from === undefined || to === undefined) return { code: 'no-edition', values: {} };
  if (unseen === 0) return { code: 'all-shown', values: { count: candidates, from, to } };
  return { code: 'all-filtered', values: { count: unseen, from, to } };
}
