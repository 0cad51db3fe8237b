import type { Clock } from '../core/base/clock.ts';
import { DeliveryError } from '../core/base/errors.ts';
import type { TenantId } from '../core/base/ids.ts';
import { type PlatformName, splitChannel } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { Instant } from '../core/base/time.ts';
import type { Post } from '../core/delivery/delivery.ts';
import type { WantedEdit } from '../core/delivery/edit-store.ts';
import { composePost } from '../core/digest/compose.ts';
import type { PaperId } from '../core/paper/paper.ts';
import type { Platform } from '../core/platform/platform.ts';
import { DEFAULT_SUBSCRIPTION } from '../core/schedule/subscription.ts';
import type { Store } from '../core/store/store.ts';
import type { Summarizer } from '../core/summary/summary.ts';
import { papersById, talliesFor } from './prepare.ts';

export interface ShownTalliesDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly forCard: Summarizer['forCard'];
  readonly clock: Clock;
  /** Waits are in real time, whatever day is rehearsed. */
  readonly wallClock: Clock;
  readonly log: Log;
  /** A post is edited at most once in so many milliseconds, however many people vote. */
  readonly editEveryMs: number;
  /** Posts older than this, in milliseconds, keep the tally they show. */
  readonly editWithinMs: number;
}

export interface ShownTallies {
  /** Votes on these papers have changed, and the store knows which posts show them: those are edited soon. */
  voted(paperIds: readonly PaperId[], tenant: TenantId): Promise<void>;
  /** Something else has changed about these papers: posts that show them to the community of `tenant` are edited soon. */
  changed(paperIds: readonly PaperId[], tenant: TenantId): Promise<void>;
  /** What this post shows may be out of date. */
  renew(postId: string): Promise<void>;
  /** Edits what is due in the store: what failed, what a former process left, what another one changed. */
  resume(stopping?: AbortSignal): Promise<void>;
  /** Makes the edits that wait, now; those that failed stay for later. */
  flush(): Promise<void>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After a failure that passes: half a minute, doubled each time, up to an hour. */
const PASSING = { firstMs: MINUTE / 2, mostMs: HOUR };

/** A thread that is archived or a permission that is missing may come back, and each question in vain is counted. */
const LASTING = { firstMs: HOUR, mostMs: 24 * HOUR };

/** So many edits at once when many are due. */
const AT_ONCE = 20;

/** Keeps the tallies that posts show in step with the votes. What is due is in the store until the platform has taken it. */
export function createShownTallies(deps: ShownTalliesDeps): ShownTallies {
  const { store, platforms, clock, wallClock, log } = deps;
  const waiting = new Map<string, NodeJS.Timeout>();
  /** By post: a platform that takes long over an edit gets the next one of that post only then, with all votes since. */
  const editing = new Map<string, Promise<void>>();

  async function showing(paperIds: readonly PaperId[], tenant: TenantId): Promise<string[]> {
    const tenants = await store.votes.community(tenant);
    const posts = await store.posts.showing(paperIds, tenants, clock.now() - deps.editWithinMs);
    return posts.map(({ id }) => id);
  }

  async function voted(paperIds: readonly PaperId[], tenant: TenantId): Promise<void> {
    for (const id of await showing(paperIds, tenant)) soon(id);
  }

  async function changed(paperIds: readonly PaperId[], tenant: TenantId): Promise<void> {
    const ids = await showing(paperIds, tenant);
    await store.edits.want(ids);
    for (const id of ids) soon(id);
  }

  async function renew(postId: string): Promise<void> {
    await store.edits.want([postId]);
    soon(postId);
  }

  function soon(id: string): void {
    if (!waiting.has(id))
      waiting.set(
        id,
        setTimeout(() => start(id), deps.editEveryMs),
      );
  }

  function start(id: string): void {
    if (!waiting.has(id)) return;
    clearTimeout(waiting.get(id));
    const underWay = editing.get(id);
    if (underWay) {
      void underWay.then(() => start(id));
      return;
    }
    waiting.delete(id);
    void run(id);
  }

  function run(id: string): Promise<void> {
    const work = editIfDue(id)
      .catch((err: unknown) =>
        log.error({ post: id, err }, 'what a post has to show could not be read or recorded'),
      )
      .finally(() => editing.delete(id));
    editing.set(id, work);
    return work;
  }

  async function editIfDue(id: string): Promise<void> {
    const edit = await store.edits.get(id);
    if (!edit) return;
    try {
      if ((edit.post.sentAt ?? 0) > clock.now() - deps.editWithinMs) await show(edit.post);
    } catch (err) {
      await afterFailure(edit, err);
      return;
    }
    await store.edits.done(edit);
  }

  async function afterFailure(edit: WantedEdit, err: unknown): Promise<void> {
    const facts = { post: edit.post.id, tries: edit.tries + 1, err };
    if (err instanceof DeliveryError && err.fault === 'gone') {
      log.info(facts, 'a post is gone; nothing is left to show its tally');
      await store.edits.done(edit);
      return;
    }
    const waitMs = waitAfter(err, edit.tries);
    log.warn({ ...facts, waitMs }, 'a tally could not be shown yet');
    await store.edits.later(edit, wallClock.now() + waitMs);
  }

  async function show(post: Post): Promise<void> {
    const platform = platforms.get(splitChannel(post.channel)?.platform ?? 'terminal');
    const digest = (await store.deliveries.get(post))?.digest;
    if (!platform?.editor || !digest || !post.sent) return;
    const ids = digest.papers.map(({ paperId }) => paperId);
    // A channel that unsubscribed since keeps its posts alive.
    const subscription = (await store.subscriptions.get(post.channel)) ?? DEFAULT_SUBSCRIPTION;
    const message = composePost(post, {
      digest,
      papers: await papersById(store, ids),
      tallies: await talliesFor(store, ids, { tenant: post.sent.tenant }),
      subscription,
      forCard: deps.forCard,
    });
    await platform.editor.edit(post.sent, message);
  }

  async function resume(stopping?: AbortSignal): Promise<void> {
    while (!stopping?.aborted) {
      const due = await store.edits.due(wallClock.now(), [...platforms.keys()], AT_ONCE);
      const free = due.filter(({ post }) => !waiting.has(post.id) && !editing.has(post.id));
      if (free.length === 0) return;
      await Promise.all(free.map(({ post }) => run(post.id)));
    }
  }

  async function flush(): Promise<void> {
    while (waiting.size > 0 || editing.size > 0) {
      for (const id of [...waiting.keys()]) start(id);
      await Promise.all(editing.values());
    }
  }

  return { voted, changed, renew, resume, flush };
}

/** How long to wait until the next try, in milliseconds. */
function waitAfter(err: unknown, tries: number): Instant {
  const passes = !(err instanceof DeliveryError) || err.fault === 'transient' || err.fault === 'unknown';
  const { firstMs, mostMs } = passes ? PASSING : LASTING;
  const backoff = Math.min(mostMs, firstMs * 2 ** Math.min(tries, 16));
  return Math.max(backoff, (err instanceof DeliveryError && err.retryAfterMs) || 0);
}
