import type { Clock } from '../../core/base/clock.ts';
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
import { EditQueue } from './edit-queue.ts';

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
  /** A message is edited at most once in this many milliseconds, however many people vote. */
  readonly editEveryMs: number;
  /** Posts older than this, in milliseconds, keep the tally they show. */
  readonly editWithinMs: number;
}

/** Keeps the tallies that posts show in sync with the votes. Pending work is in the store until the platform has accepted it. */
export class ShownTallies {
  readonly #deps: ShownTalliesDeps;
  readonly #queue: EditQueue<RequestedEdit>;

  constructor(deps: ShownTalliesDeps) {
    this.#deps = deps;
    const { edits } = deps.store;
    this.#queue = new EditQueue(deps, {
      find: (id, now) => edits.find(id, now),
      listDue: (...which) => edits.listDue(...which),
      describe: ({ post, tries }) => {
        const { id, channel, sent } = post;
        return { id, platform: parsePlatform(channel), tenant: sent?.tenant, tries };
      },
      show: ({ post }) => this.#show(post),
      finish: (edit) => edits.finish(edit),
      isGone: ({ fault }) => fault === 'gone',
      drop: (edit) => edits.finish(edit),
      postpone: (edit, dueAt) => edits.postpone(edit, dueAt),
    });
  }

  /** Votes on these papers have changed, and the store knows which posts show them: those are edited soon. */
  async editAfterVote(paperIds: readonly PaperId[], tenants: readonly TenantId[]): Promise<void> {
    this.#editSoon(await this.#listShowing(paperIds, tenants));
  }

  /** Something else has changed about these papers: posts that show them to one of these tenants are edited soon. */
  async editAfterChange(paperIds: readonly PaperId[], tenants: readonly TenantId[]): Promise<void> {
    const posts = await this.#listShowing(paperIds, tenants);
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
    const { store, wallClock } = this.#deps;
    for (const id of postIds) {
      const post = (await store.edits.find(id, wallClock.now()))?.post;
      if (post && this.#mayEdit(post)) this.#queue.editSoon(id);
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

  /** See `EditQueue.resume`. */
  resume(stopping?: AbortSignal): Promise<void> {
    return this.#queue.resume(stopping);
  }

  /** See `EditQueue.flush`. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  #listShowing(paperIds: readonly PaperId[], tenants: readonly TenantId[]): Promise<Post[]> {
    const { store, clock, editWithinMs } = this.#deps;
    return store.posts.listShowing(paperIds, tenants, clock.now() - editWithinMs);
  }

  #mayEdit({ channel }: Post): boolean {
    return this.#queue.mayEdit(parsePlatform(channel));
  }

  #editSoon(posts: readonly Post[]): void {
    const others = posts.filter((post) => !this.#mayEdit(post));
    if (others.length > 0)
      this.#deps.store.signals.send(
        'edits',
        others.map(({ id }) => id),
      );
    for (const post of posts) if (this.#mayEdit(post)) this.#queue.editSoon(post.id);
  }

  async #show(post: Post): Promise<void> {
    const { platforms, clock, editWithinMs } = this.#deps;
    if ((post.sentAt ?? 0) <= clock.now() - editWithinMs) return;
    const { sent } = post;
    const { editor } = platforms.get(parsePlatform(post.channel)) ?? {};
    if (editor && sent) await this.compose(post, (message) => editor.edit(sent, message));
  }
}
