import { inTenantTurns } from '../../core/async/serve-fairly.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import type { TenantFilter, TenantId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Post, SentPost } from '../../core/delivery/delivery.ts';
import type { Platform, StandingPost } from '../../core/platform/platform.ts';
import type { Store } from '../../core/store/store.ts';
import { nameBallot, readBallot, toSourcePrefix, type Vote } from '../../core/vote/vote.ts';
import type { Replaced } from '../../core/vote/vote-store.ts';
import { type Tallies, toReactionSource } from './tallies.ts';

export interface ReconcileDeps {
  readonly store: Store;
  readonly tallies: Pick<Tallies, 'editAfterVote' | 'holdWhile' | 'compare'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How far back posts are read, in milliseconds. */
  readonly withinMs: number;
  /** Whether the posts of a tenant are read; of all where it is missing. */
  readonly covers?: TenantFilter;
  /** Whether the process stops: what is left is read at the next start. */
  readonly isStopping?: () => boolean;
}

type PostDeps = Omit<ReconcileDeps, 'withinMs' | 'covers' | 'isStopping'>;

/** The platform's state of one post. */
interface ReadBack {
  readonly tenant: TenantId;
  readonly standing: StandingPost;
  readonly votes: readonly Vote[];
}

/**
 * Makes the votes on recent posts equal to what the platform shows, and what the posts show equal to the votes, after events
 * or edits may have been missed. A post that is gone keeps its votes; one that cannot be read is left unchanged. Older posts
 * are read once where an earlier version counted their reactions.
 */
export async function reconcileVotes(platform: Platform, deps: ReconcileDeps): Promise<void> {
  const { store, clock, log, withinMs, covers = () => true, isStopping = () => false } = deps;
  if (!platform.reactions) return;
  const recent = await store.posts.listSentSince(platform.name, clock.now() - withinMs);
  const older = await store.posts.listUnread(platform.name);
  // Where the rate limits are those of each tenant, none of them waits for another one.
  const readTenant = ({ sent }: Post) =>
    platform.deliveriesPerTenant === undefined ? undefined : sent?.tenant;
  const missed = [...recent, ...older].filter(({ sent }) => sent === undefined || covers(sent.tenant));
  const posts = [...new Map(missed.map((post) => [post.id, post])).values()];
  let corrected = 0;
  await inTenantTurns(posts, readTenant, async (post) => {
    if (isStopping() || post.kind === 'notice' || !post.sent) return;
    corrected += await reconcilePost(platform, post, post.sent, deps);
  });
  if (isStopping()) return;
  if (posts.length > 0)
    log.info({ platform: platform.name, posts: posts.length, corrected }, 'votes read back');
}

/** Makes the votes on one post equal to what the platform shows; resolves with the number of papers whose votes changed. */
export async function reconcilePost(
  platform: Platform,
  post: Post,
  sent: SentPost,
  deps: PostDeps,
): Promise<number> {
  const { store, tallies, clock, log } = deps;
  const { read, changed } = await tallies.holdWhile(post.id, () =>
    readAndCorrect(platform, post, sent, deps),
  );
  if (!read) return 0;
  const own = read.standing.own.map(nameBallot);
  await store.presetReactions.observe(post.id, own, clock.now());
  if (changed.length > 0) await tallies.editAfterVote(changed, read.tenant);
  const isRight = await tallies.compare(post, read.standing);
  if (!isRight) log.info({ post: post.id }, 'a post shows another tally than it should, and is edited');
  return changed.length;
}

/** How often a post is read where its votes change meanwhile; the next read-back has the rest. */
const ATTEMPTS = 3;

/** Another process may count a vote while the platform is asked: what was read before must not undo it. */
async function readAndCorrect(
  platform: Platform,
  post: Post,
  sent: SentPost,
  deps: PostDeps,
): Promise<{ readonly read: ReadBack | undefined; readonly changed: readonly string[] }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const state = await deps.store.votes.readState(toSourcePrefix(post));
    const read = await readBack(platform, post, sent, deps);
    if (!read) break;
    const { changed, isOutdated } = await correct(post, sent, { ...read, state }, deps);
    if (!isOutdated) return { read, changed };
  }
  return { read: undefined, changed: [] };
}

async function correct(
  post: Post,
  sent: SentPost,
  { tenant, votes, state }: ReadBack & { readonly state: string },
  { store, clock }: PostDeps,
): Promise<Replaced> {
  // Version 0.1.0 stored posts of an app that is installed in a whole organization under the organization.
  if (tenant !== sent.tenant) await store.posts.mark(post.id, 'sent', clock.now(), { ...sent, tenant });
  const replaced = await store.votes.replace(toSourcePrefix(post), votes, state);
  if (!replaced.isOutdated) await store.posts.markRead(post.id);
  return replaced;
}

async function readBack(
  platform: Platform,
  post: Post,
  sent: SentPost,
  { store, clock, log }: PostDeps,
): Promise<ReadBack | undefined> {
  try {
    const at = clock.now();
    const tenant = (await platform.channels?.findTenant(sent.channel, sent.tenant)) ?? sent.tenant;
    const standing = await platform.reactions?.read(sent);
    if (!standing) return undefined;
    const votes = standing.reactions.flatMap((reaction) => {
      const { person } = reaction;
      const meant = readBallot(reaction.ballot, post.paperIds);
      return meant ? [{ ...meant, person, tenant, source: toReactionSource(post, reaction), at }] : [];
    });
    return { tenant, standing, votes: await withoutForgotten(store, post, votes) };
  } catch (err) {
    const isGone = err instanceof DeliveryError && (err.fault === 'gone' || err.fault === 'refused');
    if (isGone) log.info({ post: post.id }, 'a post is gone or closed; its votes stay');
    else log.warn({ post: post.id, err }, 'the reactions of a post could not be read back');
    if (err instanceof DeliveryError && err.fault === 'gone') await store.posts.markRead(post.id);
    return undefined;
  }
}

/**
 * People who had everything deleted left their reactions on the posts: on older posts those do not become votes again when they are
 * read back. A reaction that was added again since was reported by the platform, and is known.
 */
async function withoutForgotten(store: Store, post: Post, votes: readonly Vote[]): Promise<Vote[]> {
  const forgotten = await store.people.findForgotten(votes.map(({ person }) => person));
  if (forgotten.size === 0) return [...votes];
  const tenants = [...new Set(votes.map(({ tenant }) => tenant))];
  const known = new Set((await store.votes.list(post.paperIds, tenants)).map(toKey));
  const sentAt = post.sentAt ?? 0;
  return votes.filter(
    (vote) => (forgotten.get(vote.person) ?? Number.NEGATIVE_INFINITY) < sentAt || known.has(toKey(vote)),
  );
}

function toKey({ paperId, tenant, person, source }: Vote): string {
  return JSON.stringify([paperId, tenant, person, source]);
}
