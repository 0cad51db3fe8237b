import type { ChannelId, PersonId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import { isPostIn } from '../../core/digest/post-plan.ts';
import { PaperWords } from '../../core/matching/paper-words.ts';
import { readTerms } from '../../core/matching/terms.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import { listEffectiveVotes, toQuizSource, type Vote } from '../../core/vote/vote.ts';
import type { Opinion } from '../../taste/evidence.ts';
import { MAX_EVIDENCE } from '../../taste/parameters.ts';
import { findPerson, type OwnPostDeps } from './own-post.ts';

/** A paper of a channel's past, and what was said of it there. */
export interface PastPaper {
  readonly paperId: PaperId;
  readonly wasShown: boolean;
  /** Votes and saves. */
  readonly opinions: readonly Opinion[];
  /** Who voted on it, saves left out: nobody is shown what somebody saved. */
  readonly voters: readonly PersonId[];
  /** How many of them voted for it. */
  readonly votesFor: number;
}

/** Digests that are looked at: those of five papers fill `MAX_EVIDENCE`. */
const LOOKED_BACK = MAX_EVIDENCE / 5;
/** A paper that was posted so shortly ago and has no votes has not been left alone yet. */
const TIME_TO_VOTE_MS = 12 * 60 * 60_000;
/** The reading lists of at most this many voters are read. */
const MAX_SAVERS = 50;

/** What the past of a channel, and what it named, are read with. */
export interface EvidenceDeps extends OwnPostDeps {
  readonly store: Store;
}

/** What a channel has been shown and what its people said of it, the latest last. Read again each time: nothing is cached. */
export async function readPast(
  deps: EvidenceDeps,
  subscription: Subscription,
  now: Instant,
): Promise<PastPaper[]> {
  const { store } = deps;
  const { channel, tasteSince, tasteWithout } = subscription;
  const shown = await readShown(store, channel, tasteSince);
  const votes = (await readVotes(store, subscription, shown)).filter(({ at }) => at > tasteSince);
  const saves = await readSaves(deps, subscription, votes, shown);
  if (votes.length === 0 && saves.size === 0) return [];
  const byPaper = Map.groupBy(listEffectiveVotes(votes), ({ paperId }) => paperId);
  const forgotten = await findForgotten(
    store,
    [...shown.keys(), ...byPaper.keys(), ...saves.keys()],
    tasteWithout,
  );
  const unshown = [...byPaper.keys(), ...saves.keys()].filter((id) => !shown.has(id));
  const ids = new Set([...unshown, ...shown.keys()]);
  const past = [...ids].flatMap((paperId): PastPaper[] => {
    if (forgotten.has(paperId)) return [];
    const cast = byPaper.get(paperId) ?? [];
    const voters = cast.map(({ person }) => person);
    const savers = (saves.get(paperId) ?? []).filter((person) => !voters.includes(person));
    const opinions = [
      ...cast.map(({ person, value }) => ({ person, value })),
      ...savers.map((person) => ({ person, value: 1 as const })),
    ];
    const at = shown.get(paperId);
    if (opinions.length === 0 && at !== undefined && at > now - TIME_TO_VOTE_MS) return [];
    const votesFor = cast.filter(({ value }) => value === 1).length;
    return [{ paperId, wasShown: at !== undefined, opinions, voters, votesFor }];
  });
  return past.slice(-MAX_EVIDENCE);
}

/** The papers of a channel's digests, oldest first, each with when it was posted. */
async function readShown(
  store: Store,
  channel: ChannelId,
  since: Instant,
): Promise<ReadonlyMap<PaperId, Instant>> {
  const deliveries = await store.deliveries.listRecent(channel, LOOKED_BACK, 'digest');
  const posted = deliveries.filter(
    ({ state, slot }) => slot > since && (state === 'sent' || state === 'unknown'),
  );
  return new Map(
    posted
      .toReversed()
      .flatMap(({ digest, slot }) => (digest?.papers ?? []).map(({ paperId }) => [paperId, slot] as const)),
  );
}

/** Of a channel, the votes that were given there. Of a person's own post, all of that person's, wherever they were given. */
async function readVotes(
  store: Store,
  { channel, tenant, followsOf }: Subscription,
  shown: ReadonlyMap<PaperId, Instant>,
): Promise<readonly Vote[]> {
  if (followsOf !== undefined) return (await store.people.readPersonData(followsOf)).votes;
  if (tenant === undefined) return [];
  const onShown = await store.votes.list([...shown.keys()], await store.votes.listCommunity(tenant));
  const inQuiz = await store.votes.listFrom(toQuizSource(channel));
  return [...onShown.filter((vote) => counts(vote, channel)), ...inQuiz];
}

/** A reaction on another channel's post, or an answer in its quiz, says what people there like. */
function counts({ source }: Vote, channel: ChannelId): boolean {
  if (source.startsWith('post:')) return isPostIn(source.split(':')[1] ?? '', channel);
  // Those of this channel's quiz are read on their own, for papers that were not posted too.
  return !source.startsWith('quiz:');
}

/** Who of the voters has which of the shown papers on their reading list; in a person's own post, the whole list. */
async function readSaves(
  deps: EvidenceDeps,
  subscription: Subscription,
  votes: readonly Vote[],
  shown: ReadonlyMap<PaperId, Instant>,
): Promise<ReadonlyMap<PaperId, PersonId[]>> {
  const { store } = deps;
  const own = findPerson(deps, subscription);
  if (own !== undefined) return new Map((await store.readingLists.list(own)).map((id) => [id, [own]]));
  const savers = new Map<PaperId, PersonId[]>();
  const people = [...new Set(votes.map(({ person }) => person))].toSorted().slice(0, MAX_SAVERS);
  for (const person of people)
    for (const id of await store.readingLists.list(person))
      if (shown.has(id)) savers.set(id, [...(savers.get(id) ?? []), person]);
  return savers;
}

/** The papers that a channel does not want to be learned from. */
async function findForgotten(
  store: Store,
  ids: readonly PaperId[],
  without: readonly string[],
): Promise<ReadonlySet<PaperId>> {
  if (without.length === 0) return new Set();
  const { findWanted } = readTerms(without);
  const papers = await store.papers.findMany(ids);
  return new Set(
    papers.filter((paper) => findWanted(new PaperWords(paper)) !== undefined).map(({ id }) => id),
  );
}
