import type { Day, Instant } from '../base/time.ts';
import type { ChosenPaper, Digest } from '../delivery/delivery.ts';
import type { Edition } from '../paper/edition.ts';
import type { Paper, PaperId } from '../paper/paper.ts';
import type { Snapshot } from '../paper/paper-store.ts';
import type { Subscription } from '../schedule/subscription.ts';
import { NO_VOTES, type Tally } from '../vote/vote.ts';
import { rank } from './rank.ts';
import { matchesTopics } from './topic-filter.ts';

export interface DigestInput {
  readonly subscription: Pick<Subscription, 'count' | 'topics' | 'without' | 'minVotes'>;
  /** Newest first; the candidates are their papers. */
  readonly editions: readonly Edition[];
  readonly papers: ReadonlyMap<PaperId, Paper>;
  /** Papers that this channel has been shown. */
  readonly shown: ReadonlySet<PaperId>;
  readonly snapshots: ReadonlyMap<PaperId, readonly Snapshot[]>;
  readonly tallies: ReadonlyMap<PaperId, Tally>;
  readonly now: Instant;
  /** The newest list that this channel has had a digest of, if any. */
  readonly lastDay?: Day | undefined;
  /** The day it is for the channel; left out where somebody asks for the digest of a certain day. */
  readonly today?: Day;
}

/** Why a candidate is not in the digest. */
export interface Dropped {
  readonly paperId: PaperId;
  readonly day: Day;
  readonly reason: string;
}

export type DigestOutcome =
  | { readonly kind: 'digest'; readonly digest: Digest; readonly dropped: readonly Dropped[] }
  /** Nothing to post, and why: that is not a failure. */
  | {
      readonly kind: 'nothing';
      readonly why: NothingReason;
      readonly text: string;
      readonly dropped: readonly Dropped[];
    };

export type NothingReason = 'no-edition' | 'all-shown' | 'all-filtered';

/**
 * Chooses the papers of one digest: the best of the last editions that the channel has not seen and wants to see. The first
 * digest of a channel is of the newest edition, and older ones only fill it up: elsewhere they compete, since a paper may
 * rise for days, but who has seen nothing yet would get yesterday's list under today's name.
 */
export function chooseDigest(input: DigestInput): DigestOutcome {
  const dropped: Dropped[] = [];
  const drop = (paperId: PaperId, day: Day, reason: string): void => {
    dropped.push({ paperId, day, reason });
  };
  const candidates = listCandidates(input.editions);
  const readAt = new Map(input.editions.map(({ day, fetchedAt }) => [day, fetchedAt]));
  const ranked: ChosenPaper[] = [];
  let unseen = 0;
  for (const [paperId, day] of candidates) {
    const paper = input.papers.get(paperId);
    if (paper === undefined) drop(paperId, day, 'listed, but its record could not be read');
    else if (input.shown.has(paperId)) drop(paperId, day, 'already shown in this channel');
    else if (paper.withdrawnAt !== undefined) drop(paperId, day, 'withdrawn by its authors');
    else {
      unseen += 1;
      const verdict = matchesTopics(paper, input.subscription);
      if (!verdict.keep) {
        drop(paperId, day, verdict.reason);
        continue;
      }
      const tally = input.tallies.get(paperId) ?? NO_VOTES;
      const { score, why } = rank(
        { paper, day, snapshots: input.snapshots.get(paperId) ?? [], readAt: readAt.get(day), tally },
        input.now,
      );
      ranked.push({ paperId, score, why, day });
    }
  }
  const isFirst = input.shown.size === 0;
  const [newest] = input.editions;
  const isOlder = ({ day }: ChosenPaper): number => (isFirst && day !== newest?.day ? 1 : 0);
  ranked.sort((a, b) => isOlder(a) - isOlder(b) || b.score - a.score || (a.paperId < b.paperId ? 1 : -1));
  const papers = ranked.slice(0, input.subscription.count);
  for (const { paperId, day, score } of ranked.slice(papers.length)) {
    drop(paperId, day, `ranked below the first ${papers.length} (score ${score})`);
  }
  if (papers.length > 0 && newest) {
    return {
      kind: 'digest',
      digest: { day: newestDay(papers), papers, ...leftoversOn(papers, input) },
      dropped,
    };
  }
  return { kind: 'nothing', ...whyNothing(input.editions, candidates.size, unseen), dropped };
}

/** Each candidate once, with the newest edition that lists it. */
function listCandidates(editions: readonly Edition[]): Map<PaperId, Day> {
  const candidates = new Map<PaperId, Day>();
  for (const { day, paperIds } of editions) {
    for (const id of paperIds) if (!candidates.has(id)) candidates.set(id, day);
  }
  return candidates;
}

/** Marks a digest that brings nothing of a list that the channel has not had a digest of. */
function leftoversOn(
  papers: readonly ChosenPaper[],
  { editions: [newest], lastDay, today }: DigestInput,
): Pick<Digest, 'leftoversOn'> {
  const day = newestDay(papers);
  const isNew = day === newest?.day && (lastDay === undefined || lastDay < day);
  return isNew || today === undefined ? {} : { leftoversOn: today };
}

function newestDay(papers: readonly ChosenPaper[]): Day {
  return (
    papers
      .map(({ day }) => day)
      .toSorted()
      .at(-1) ?? ''
  );
}

/** Whether a reason that the ledger keeps is that there was nothing to post, and not a pause or a bot that was away. */
export function isEmptyDayReason(reason = ''): boolean {
  return /^(?:No daily papers are known|No new papers: |None of the \d+ new papers )/.test(reason);
}

function whyNothing(
  editions: readonly Edition[],
  candidates: number,
  unseen: number,
): { why: NothingReason; text: string } {
  if (candidates === 0) {
    return {
      why: 'no-edition',
      text: 'No daily papers are known yet: none has been fetched, or none was listed.',
    };
  }
  const days = editions.map(({ day }) => day).toSorted();
  const span = days.length === 1 ? `of ${days[0]}` : `from ${days[0]} to ${days.at(-1)}`;
  if (unseen === 0) {
    return {
      why: 'all-shown',
      text: `No new papers: this channel has seen all ${candidates} papers ${span}.`,
    };
  }
  return {
    why: 'all-filtered',
    text: `None of the ${unseen} new papers ${span} passes this channel's filter.`,
  };
}
