import type { Clock } from '../core/base/clock.ts';
import { DeliveryError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Post, SentPost } from '../core/delivery/delivery.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';
import { readBallot, type Vote } from '../core/vote/vote.ts';
import { reactionSource, sourcesOf, type Tallies } from './tallies.ts';

export interface ReconcileDeps {
  readonly store: Store;
  readonly tallies: Pick<Tallies, 'voted' | 'holding'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How far back posts are read, in milliseconds. */
  readonly withinMs: number;
  /** Whether the process stops: what is left is read at the next start. */
  readonly isStopping?: () => boolean;
}

/**
 * Makes the votes on recent posts equal to what the platform shows, after events may have been missed. A post that is
 * gone keeps its votes; one that cannot be read is left as it was.
 */
export async function reconcileVotes(
  platform: Platform,
  { store, tallies, clock, log, withinMs, isStopping = () => false }: ReconcileDeps,
): Promise<void> {
  if (!platform.reactions) return;
  const posts = await store.posts.sentSince(platform.name, clock.now() - withinMs);
  let corrected = 0;
  for (const post of posts) {
    if (isStopping()) return;
    if (post.kind === 'notice' || !post.sent) continue;
    corrected += await reconcilePost(platform, post, post.sent, { store, tallies, clock, log });
  }
  if (posts.length > 0)
    log.info({ platform: platform.name, posts: posts.length, corrected }, 'votes read back');
}

/** Makes the votes on one post equal to what the platform shows; resolves with the number of papers whose votes changed. */
export async function reconcilePost(
  platform: Platform,
  post: Post,
  sent: SentPost,
  { store, tallies, clock, log }: Omit<ReconcileDeps, 'withinMs'>,
): Promise<number> {
  const { channels } = platform;
  let tenant = sent.tenant;
  const changed = await tallies.holding(post.id, async () => {
    const standing = await read();
    if (!standing) return [];
    // Version 0.1.0 kept posts of an app that is installed in a whole organization under the organization.
    if (tenant !== sent.tenant) await store.posts.mark(post.id, 'sent', clock.now(), { ...sent, tenant });
    return (await store.votes.replace(sourcesOf(post), standing)).changed;
  });
  if (changed.length > 0) await tallies.voted(changed, tenant);
  return changed.length;

  async function read(): Promise<Vote[] | undefined> {
    try {
      const at = clock.now();
      tenant = (await channels?.findTenant(sent.channel)) ?? sent.tenant;
      const votes = ((await platform.reactions?.list(sent)) ?? []).flatMap((reaction) => {
        const { person } = reaction;
        const meant = readBallot(reaction.ballot, post.paperIds);
        return meant ? [{ ...meant, person, tenant, source: reactionSource(post, reaction), at }] : [];
      });
      return await withoutForgotten(store, post, votes);
    } catch (err) {
      const gone = err instanceof DeliveryError && (err.fault === 'gone' || err.fault === 'refused');
      if (gone) log.info({ post: post.id }, 'a post is gone or closed; its votes stay');
      else log.warn({ post: post.id, err }, 'the reactions of a post could not be read back');
      return undefined;
    }
  }
}

/**
 * Who had everything deleted left their reactions standing: on posts of before they are not votes again because they are
 * read back. One that was put anew since was told by the platform, and is known.
 */
async function withoutForgotten(store: Store, post: Post, votes: readonly Vote[]): Promise<Vote[]> {
  const forgotten = await store.people.forgottenAmong(votes.map(({ person }) => person));
  if (forgotten.size === 0) return [...votes];
  const tenants = [...new Set(votes.map(({ tenant }) => tenant))];
  const known = new Set((await store.votes.of(post.paperIds, tenants)).map(keyOf));
  const sentAt = post.sentAt ?? 0;
  return votes.filter(
    (vote) => (forgotten.get(vote.person) ?? Number.NEGATIVE_INFINITY) < sentAt || known.has(keyOf(vote)),
  );
}

function keyOf({ paperId, tenant, person, source }: Vote): string {
  return JSON.stringify([paperId, tenant, person, source]);
}
