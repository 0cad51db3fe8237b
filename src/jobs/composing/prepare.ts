import { once } from '../../core/async/once.ts';
import { toDayIn, toUtcDay } from '../../core/base/calendar.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import type { Delivery, Post } from '../../core/delivery/delivery.ts';
import { chooseDigest, type DigestOutcome } from '../../core/digest/digest.ts';
import { groupDigest } from '../../core/digest/group-papers.ts';
import { type PaperWords, toPaperWords } from '../../core/matching/paper-words.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Snapshot } from '../../core/paper/paper-store.ts';
import type { DeliveryReason } from '../../core/reason/reason.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { PaperVectors } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';
import { countTally, countTallyOn, type Tally } from '../../core/vote/vote.ts';
import { readRecentEditions } from './newest-list.ts';
import type { OwnPostDeps } from './own-post.ts';
import { scoreTaste } from './taste.ts';
import { readLatest } from './taste-prior.ts';

/** Snapshots of two days give the pace of one. */
const SNAPSHOT_SPAN_MS = 2 * 86_400_000;

/** What a digest is chosen from: shared by all channels that want the same number of editions. */
export interface Candidates {
  /** Newest first, none of them empty. */
  readonly editions: readonly Edition[];
  readonly papers: ReadonlyMap<PaperId, Paper>;
  /** The same papers, with the words that all these channels’ filters look for. */
  readonly words: ReadonlyMap<PaperId, PaperWords>;
  readonly snapshots: ReadonlyMap<PaperId, readonly Snapshot[]>;
  /** For those that have one: see `PaperVectors`. */
  readonly vectors: ReadonlyMap<PaperId, Float32Array>;
  /** Oldest first, empty ones too: what the source has listed recently. */
  readonly recent: readonly Edition[];
  /** See `readLatest`: read when the first channel asks. */
  readonly readLatest: () => Promise<readonly PaperWords[]>;
}

/** What a digest is chosen with. */
export interface ChooseDeps extends OwnPostDeps {
  readonly store: Store;
  /** If missing, no paper is dropped for being similar to another. */
  readonly vectors?: PaperVectors | undefined;
}

/** What candidates are read with. */
export type CandidateDeps = Pick<ChooseDeps, 'store' | 'vectors'>;

/** Reads candidates, `only` those of one edition. */
export async function listCandidates(
  { store, vectors }: CandidateDeps,
  { editions: count }: Pick<Subscription, 'editions'>,
  now: Instant,
  only?: Day,
): Promise<Candidates> {
  const editions = only
    ? [await store.editions.find(only)].filter((edition) => edition !== undefined)
    : await store.editions.listLatest(count, toUtcDay(now));
  const ids = listIds(editions);
  const papers = await readPapersById(store, ids);
  return {
    ...{ editions, papers, words: toPaperWords(papers.values()) },
    snapshots: await store.papers.listSnapshots(ids, now - SNAPSHOT_SPAN_MS),
    vectors: (await vectors?.readVectors(ids)) ?? new Map(),
    recent: await readRecentEditions(store, now),
    readLatest: once(() => readLatest(store, now)),
  };
}

/** Chooses a channel's digest; `only` restricts the candidates to one edition. */
export async function chooseFor(
  deps: ChooseDeps,
  subscription: Subscription,
  now: Instant,
  only?: Day,
): Promise<DigestOutcome> {
  const candidates = await listCandidates(deps, subscription, now, only);
  return chooseAmong(deps, candidates, {
    subscription,
    // A person who asks for a certain day wants to see it, shown before or not.
    shown: only ? new Set() : await deps.store.posts.listShownPapers(subscription.channel),
    now,
    isOfDay: only !== undefined,
  });
}

/** Chooses the digest of a channel that has been `shown` some of the candidates. */
export async function chooseAmong(
  deps: ChooseDeps,
  candidates: Candidates,
  channel: ForChannel,
): Promise<DigestOutcome> {
  const { subscription, shown, now, isOfDay = false } = channel;
  const { store } = deps;
  const ids = listIds(candidates.editions);
  const tallies = await readTallies(store, ids, subscription);
  // A person who asks for a certain day gets that day's best, whatever the channel likes.
  const taste = isOfDay
    ? undefined
    : await scoreTaste({ ...deps, readLatest: candidates.readLatest }, subscription, now, ids);
  const outcome = chooseDigest({
    ...candidates,
    ...{ subscription, shown, tallies, now, taste, explores: subscription.explore === 'on' },
    ...(isOfDay
      ? {}
      : { lastDay: await findLastDay(store, subscription), today: toDayIn(subscription.zone, now) }),
  });
  if (outcome.kind === 'nothing') return outcome;
  return { ...outcome, digest: groupDigest(outcome.digest, candidates.papers, subscription.layout) };
}

interface ForChannel {
  readonly subscription: Subscription;
  readonly shown: ReadonlySet<PaperId>;
  readonly now: Instant;
  /** Somebody asked for the digest of a certain day. */
  readonly isOfDay?: boolean;
}

/** How many of a channel's digests are searched for its newest list: some late ones have only older papers, or none. */
const LOOKED_BACK = 10;

async function findLastDay(store: Store, { channel }: Subscription): Promise<Day | undefined> {
  const deliveries = await store.deliveries.listRecent(channel, LOOKED_BACK, 'digest');
  return deliveries
    .flatMap(({ digest, state }) => (digest && state !== 'failed' ? [digest.day] : []))
    .toSorted()
    .at(-1);
}

function listIds(editions: readonly Edition[]): PaperId[] {
  return [...new Set(editions.flatMap(({ paperIds }) => paperIds))];
}

/** The papers of these ids that the store has. */
export async function readPapersById(store: Store, ids: readonly PaperId[]): Promise<Map<PaperId, Paper>> {
  return new Map((await store.papers.findMany(ids)).map((paper) => [paper.id, paper]));
}

/** The tallies of a channel's community; empty while the platform has not named its tenant. */
export async function readTallies(
  store: Store,
  ids: readonly PaperId[],
  { tenant }: Pick<Subscription, 'tenant'>,
): Promise<Map<PaperId, Tally>> {
  if (tenant === undefined) return new Map();
  return countTally(await store.votes.list(ids, await store.votes.listCommunity(tenant)));
}

/** The same as a post shows it: people who have not reacted on the post itself are counted as elsewhere. */
export async function readTalliesOn(
  store: Store,
  post: Pick<Post, 'id' | 'paperIds'>,
  { tenant }: Pick<Subscription, 'tenant'>,
): Promise<Map<PaperId, Tally>> {
  if (tenant === undefined) return new Map();
  return countTallyOn(post, await store.votes.list(post.paperIds, await store.votes.listCommunity(tenant)));
}

/** Why a due slot is not posted: too late, by the channel's settings. `undefined` when it is to be posted. */
export function findLatenessReason(
  { slot, kind, runAt, attempts, digest, waitingSince }: Delivery,
  { catchUp }: Pick<Subscription, 'catchUp'>,
  digestMaxLatenessMs: number,
  now: Instant,
): DeliveryReason | undefined {
  const isRecap = kind !== 'digest';
  const maxLatenessMs = isRecap ? Math.max(digestMaxLatenessMs, RECAP_MAX_LATENESS_MS) : digestMaxLatenessMs;
  // A digest that was begun is finished, and one that waits for the source has its own limit. `runAt` is when the slot was
  // noticed: waiting in our own queue is not lateness.
  if (digest !== undefined || attempts > 0 || waitingSince !== undefined) return undefined;
  const lateMs = (now - runAt > MAX_QUEUE_MS ? now : runAt) - slot;
  if (catchUp === 'skip' && lateMs > NOTICED_LATE_MS) return { code: 'no-catch-up', values: { lateMs } };
  if ((catchUp === 'latest' || isRecap) && lateMs > maxLatenessMs)
    return { code: 'too-late', values: { lateMs, latestMs: maxLatenessMs } };
  return undefined;
}

/** What became of a week is as true a day later, and old news after that, whatever digests are made up for. */
const RECAP_MAX_LATENESS_MS = 24 * 60 * 60_000;

/** A slot noticed longer ago did not wait in the queue: Paperboy was not running. Slack accepts 18,000 posts in that time. */
const MAX_QUEUE_MS = 60 * 60_000;

/** The scheduler runs once a minute: a slot noticed within two minutes was not missed. */
const NOTICED_LATE_MS = 2 * 60_000;
