import type { ChannelId, PersonId, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';

/** +1 for, -1 against. */
export type VoteValue = 1 | -1;

/**
 * What a reaction means: for or against the paper of a card, or for the n-th paper (1 to 10) of an overview.
 */
export type Ballot =
  | { readonly kind: 'up' }
  | { readonly kind: 'down' }
  | { readonly kind: 'nth'; readonly n: number };

/**
 * A current vote from one source (a post's reaction, or a button). A person may have several on one paper;
 * `listEffectiveVotes` decides which one counts.
 */
export interface Vote {
  readonly paperId: PaperId;
  readonly person: PersonId;
  readonly tenant: TenantId;
  readonly value: VoteValue;
  /** Where it came from: `post:POSTID:BALLOT` for a reaction, `button` for a button or a typed vote, `quiz:CHANNEL` for one in a channel's quiz. */
  readonly source: string;
  readonly at: Instant;
  /** When it happened according to the platform, in microseconds since the epoch, where the platform says so. */
  readonly eventAt?: number;
}

/** Votes of a community on one paper. */
export interface Tally {
  readonly up: number;
  readonly down: number;
  /** How many of these people have not reacted on the message that shows it, where that is known. */
  readonly elsewhere?: number;
}

export const NO_VOTES: Tally = { up: 0, down: 0 };

/** The paper and direction of a ballot on a post that shows `paperIds` in order; `undefined` if it means nothing there. */
export function readBallot(
  ballot: Ballot,
  paperIds: readonly PaperId[],
): { paperId: PaperId; value: VoteValue } | undefined {
  if (ballot.kind === 'nth') {
    const paperId = paperIds[ballot.n - 1];
    return paperId === undefined ? undefined : { paperId, value: 1 };
  }
  const [only, ...others] = paperIds;
  // A thumb on a list of several papers refers to none of them.
  if (only === undefined || others.length > 0) return undefined;
  return { paperId: only, value: ballot.kind === 'up' ? 1 : -1 };
}

/**
 * A current reaction on a post. `variant` distinguishes two that vote alike, for example skin tones of one thumb: a person
 * may add both, and removes each by itself. The plain one has none.
 */
export interface Reaction {
  readonly person: PersonId;
  readonly ballot: Ballot;
  readonly variant?: string;
}

/** A ballot's name in `Vote.source`. */
export function nameBallot(ballot: Ballot): string {
  return ballot.kind === 'nth' ? `nth-${ballot.n}` : ballot.kind;
}

/**
 * One vote per person and paper: the latest current one. Of two at the same instant (read back after downtime, when
 * the platform gives no times) the positive vote wins. Order and repetition of `votes` do not matter.
 */
export function listEffectiveVotes(votes: Iterable<Vote>): Vote[] {
  const standing = new Map<string, Vote>();
  for (const vote of votes) {
    const key = `${vote.paperId}\n${vote.person}`;
    const other = standing.get(key);
    if (!other || vote.at > other.at || (vote.at === other.at && vote.value > other.value))
      standing.set(key, vote);
  }
  return [...standing.values()];
}

/** The source of votes by a button or a typed command. */
export const BUTTON = 'button';

/** The source of votes that were given in a channel's quiz about what it likes. */
export function toQuizSource(channel: ChannelId): string {
  return `quiz:${channel}`;
}

/** Every reaction of a post is a source that begins with this. */
export function toSourcePrefix({ id }: { readonly id: string }): string {
  return `post:${id}:`;
}

/**
 * What a post whose reactions are votes shows. For people who reacted on it, exactly their reactions there: both thumbs where they
 * added both. For all others the vote that counts. So the platform's own counters are this tally without the votes elsewhere.
 */
export function countTallyOn(post: { readonly id: string }, votes: Iterable<Vote>): Map<PaperId, Tally> {
  const prefix = toSourcePrefix(post);
  const counts = new Map<PaperId, Tally>();
  const byVoter = Map.groupBy(votes, ({ paperId, person }) => `${paperId}\n${person}`);
  for (const cast of byVoter.values()) {
    const here = cast.filter(({ source }) => source.startsWith(prefix));
    const shown = new Set((here.length > 0 ? here : listEffectiveVotes(cast)).map(({ value }) => value));
    const paperId = cast[0]?.paperId ?? '';
    const { up, down, elsewhere = 0 } = counts.get(paperId) ?? NO_VOTES;
    const others = elsewhere + (here.length > 0 ? 0 : 1);
    counts.set(paperId, {
      up: up + (shown.has(1) ? 1 : 0),
      down: down + (shown.has(-1) ? 1 : 0),
      ...(others > 0 ? { elsewhere: others } : {}),
    });
  }
  return counts;
}

/** Counts effective votes by paper. */
export function countTally(votes: Iterable<Vote>): Map<PaperId, Tally> {
  const counts = new Map<PaperId, Tally>();
  for (const { paperId, value } of listEffectiveVotes(votes)) {
    const { up, down } = counts.get(paperId) ?? NO_VOTES;
    counts.set(paperId, value === 1 ? { up: up + 1, down } : { up, down: down + 1 });
  }
  return counts;
}
