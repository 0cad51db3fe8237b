import { type Backoff, computeBackoff } from '../../core/async/backoff.ts';
import { OF_ALL, OF_TENANTS, serveFairly } from '../../core/async/serve-fairly.ts';
import { settleAll } from '../../core/async/settle-all.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import { type PlatformName, parsePlatform, type TenantId } from '../../core/base/ids.ts';
import { type Languages, ONLY_ENGLISH } from '../../core/base/languages.ts';
import type { Log } from '../../core/base/log.ts';
import type { Post } from '../../core/delivery/delivery.ts';
import type { RequestedEdit } from '../../core/delivery/edit-store.ts';
import type { Message } from '../../core/message/message.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { DEFAULT_SUBSCRIPTION } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import { composeNow } from '../composing/compose-now.ts';

export interface ShownTalliesDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly findCardSummary: Summarizer['findCardSummary'];
  readonly clock: Clock;
  /** Waits are in real time, whatever the date of a rehearsal. */
  readonly wallClock: Clock;
  readonly log: Log;
  /** Missing: every post is in English. */
  readonly languages?: Languages | undefined;
  /** A post is edited at most once in this many milliseconds, however many people vote. */
  readonly editEveryMs: number;
  /** Posts older than this, in milliseconds, keep the tally they show. */
  readonly editWithinMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After a failure that passes: half a minute, doubled each time, up to an hour. */
const TRANSIENT_RETRY: Backoff = { firstMs: MINUTE / 2, maxMs: HOUR };

/** A thread that is archived or a permission that is missing may come back, and each refused request is counted. */
const PERMANENT_RETRY: Backoff = { firstMs: HOUR, maxMs: 24 * HOUR };

/** Keeps the tallies that posts show in sync with the votes. Pending work is in the store until the platform has accepted it. */
export class ShownTallies {
  readonly #deps: ShownTalliesDeps;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /**
   * By post: while an edit is in progress the next one of that post waits, and then has all votes since. It rejects where the store
   * cannot be read or written.
   */
  readonly #editing = new Map<string, Promise<void>>();

  constructor(deps: ShownTalliesDeps) {
    this.#deps = deps;
  }

  /** Votes on these papers have changed, and the store knows which posts show them: those are edited soon. */
  async editAfterVote(paperIds: readonly PaperId[], tenant: TenantId): Promise<void> {
    this.#editSoon(await this.#listShowing(paperIds, tenant));
  }

  /** Something else has changed about these papers: posts that show them to the community of `tenant` are edited soon. */
  async editAfterChange(paperIds: readonly PaperId[], tenant: TenantId): Promise<void> {
    const posts = await this.#listShowing(paperIds, tenant);
    await this.#deps.store.edits.request(posts.map(({ id }) => id));
    this.#editSoon(posts);
  }

  /** What this post shows may be out of date. */
  async renew(post: Post): Promise<void> {
    await this.#deps.store.edits.request([post.id]);
    this.#editSoon([post]);
  }

  /** Another process has changed something about these posts; it does not edit posts of this platform. */
  async editFor(postIds: readonly string[]): Promise<void> {
    for (const id of postIds) {
      const post = (await this.#deps.store.edits.find(id))?.post;
      if (post && this.#mayEdit(post)) this.#editOneSoon(id);
    }
  }

  /**
   * Composes the current content of a post, and draws it in the channel's language; `undefined` where it shows no papers, or its
   * platform is not connected.
   */
  async compose<T>(post: Post, draw: (message: Message) => T | Promise<T>): Promise<T | undefined> {
    const { store, findCardSummary, languages = ONLY_ENGLISH } = this.#deps;
    const digest = (await store.deliveries.find(post))?.digest;
    if (!digest || !post.sent) return undefined;
    // The posts of a channel that has unsubscribed since are still updated.
    const subscription = (await store.subscriptions.find(post.channel)) ?? DEFAULT_SUBSCRIPTION;
    const look = { ...subscription, tenant: post.sent.tenant };
    return languages.speak(look.language, async () =>
      draw(await composeNow({ store, findCardSummary }, post, digest, look)),
    );
  }

  /**
   * Edits what is due in the store: what failed, what an earlier process left, what another one changed. Rejects where the store cannot
   * record an edit: the post would stay due, and be edited again and again.
   */
  async resume(stopping?: AbortSignal): Promise<void> {
    const isStopping = () => stopping?.aborted ?? false;
    const { platforms, store } = this.#deps;
    const ours = [...platforms.values()].filter(({ name }) => store.roles.has(name));
    await settleAll(
      ours.map((platform) => this.#resumeOn(platform, () => isStopping() || !store.roles.has(platform.name))),
    );
  }

  #resumeOn({ name, deliveriesPerTenant }: Platform, isStopping: () => boolean): Promise<void> {
    const { store, wallClock } = this.#deps;
    const isFree = ({ post: { id } }: RequestedEdit) => !this.#waiting.has(id) && !this.#editing.has(id);
    return serveFairly<RequestedEdit>({
      list: async (limit, notOf) =>
        (await store.edits.listDue(name, wallClock.now(), limit, notOf)).filter(isFree),
      readKey: ({ post }) => post.id,
      readTenant: ({ post }) => post.sent?.tenant,
      work: ({ post }) => this.#edit(post.id),
      ...(deliveriesPerTenant === undefined ? OF_ALL : OF_TENANTS),
      isStopping,
    });
  }

  /** Makes the pending edits now; those that failed stay for later. */
  async flush(): Promise<void> {
    while (this.#waiting.size > 0 || this.#editing.size > 0) {
      for (const id of [...this.#waiting.keys()]) this.#start(id);
      await Promise.allSettled(this.#editing.values());
    }
  }

  async #listShowing(paperIds: readonly PaperId[], tenant: TenantId): Promise<Post[]> {
    const { store, clock, editWithinMs } = this.#deps;
    const tenants = await store.votes.listCommunity(tenant);
    return store.posts.listShowing(paperIds, tenants, clock.now() - editWithinMs);
  }

  #mayEdit({ channel }: Post): boolean {
    return this.#deps.store.roles.has(parsePlatform(channel));
  }

  #editSoon(posts: readonly Post[]): void {
    const others = posts.filter((post) => !this.#mayEdit(post));
    if (others.length > 0)
      this.#deps.store.signals.send(
        'edits',
        others.map(({ id }) => id),
      );
    for (const post of posts) if (this.#mayEdit(post)) this.#editOneSoon(post.id);
  }

  #editOneSoon(id: string): void {
    if (this.#waiting.has(id)) return;
    const timer = setTimeout(() => this.#start(id), this.#deps.editEveryMs);
    this.#waiting.set(id, timer);
  }

  #start(id: string): void {
    if (!this.#waiting.has(id)) return;
    clearTimeout(this.#waiting.get(id));
    const underWay = this.#editing.get(id);
    if (underWay) {
      // Its failure belongs to who began it.
      void underWay.catch(() => undefined).then(() => this.#start(id));
      return;
    }
    this.#waiting.delete(id);
    // It stays due in the store: the next tick edits it.
    this.#edit(id).catch((err: unknown) =>
      this.#deps.log.error({ post: id, err }, 'the content of a post could not be read or recorded'),
    );
  }

  /** Begins an edit; where one of this post is in progress, that one: what comes meanwhile stays due in the store. */
  #edit(id: string): Promise<void> {
    const underWay = this.#editing.get(id);
    if (underWay) return underWay;
    const work = this.#editIfDue(id).finally(() => this.#editing.delete(id));
    this.#editing.set(id, work);
    return work;
  }

  async #editIfDue(id: string): Promise<void> {
    const { store, clock, editWithinMs } = this.#deps;
    const edit = await store.edits.find(id);
    // Another process has taken over: it finds the edit in the store.
    if (!edit || !this.#mayEdit(edit.post)) return;
    try {
      if ((edit.post.sentAt ?? 0) > clock.now() - editWithinMs) await this.#show(edit.post);
    } catch (err) {
      await this.#handleFailure(edit, err);
      return;
    }
    await store.edits.finish(edit);
  }

  async #show(post: Post): Promise<void> {
    const { sent } = post;
    const { editor } = this.#deps.platforms.get(parsePlatform(post.channel)) ?? {};
    if (editor && sent) await this.compose(post, (message) => editor.edit(sent, message));
  }

  async #handleFailure(edit: RequestedEdit, err: unknown): Promise<void> {
    const { store, wallClock, log } = this.#deps;
    const facts = { post: edit.post.id, tries: edit.tries + 1, err };
    if (err instanceof DeliveryError && err.fault === 'gone') {
      log.info(facts, 'a post is gone; nothing is left to show its tally');
      await store.edits.finish(edit);
      return;
    }
    const waitMs = retryDelayMs(err, edit.tries);
    log.warn({ ...facts, waitMs }, 'a tally could not be shown yet');
    await store.edits.postpone(edit, wallClock.now() + waitMs);
  }
}

/** How long to wait until the next try, in milliseconds. */
function retryDelayMs(err: unknown, attempts: number): number {
  const isRetryable = !(err instanceof DeliveryError) || err.isRetryable;
  const wait = computeBackoff(attempts, isRetryable ? TRANSIENT_RETRY : PERMANENT_RETRY);
  return Math.max(wait, (err instanceof DeliveryError && err.retryAfterMs) || 0);
}
