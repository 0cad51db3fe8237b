import type { Delivery, Post, SentPost } from '../core/delivery.ts';
import { DeliveryError } from '../core/errors.ts';
import type { Message } from '../core/message.ts';
import type { Clock, Log, Place, Platform, Store } from '../core/ports.ts';
import { seedsFor } from '../core/post-plan.ts';
import { splitChannel } from '../core/subscription.ts';

export interface SendPostsInput {
  readonly delivery: Delivery;
  readonly platform: Platform;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  compose(post: Post): Promise<Message>;
  /** Keeps the delivery ours for a while; `false` when another process has it by now. */
  renew(): Promise<boolean>;
  isStopping(): boolean;
  /** Called once a post is recorded as sent; `found` when a former process had sent it and it was looked up. */
  posted(post: Post, sent: SentPost, found: boolean): Promise<void>;
}

export type Sent =
  | { readonly kind: 'all' }
  /** The process stops, or another has taken over: the rest is somebody else's. */
  | { readonly kind: 'left' }
  /** A former process may have sent this post, and the platform does not let us look. Nothing is sent blindly. */
  | { readonly kind: 'in-doubt'; readonly post: Post; readonly cause: DeliveryError };

/** Clocks of the platforms and ours differ a little. */
const CLOCK_SLACK_MS = 5 * 60_000;

/**
 * Sends the planned posts of a delivery in order, each at most once: marked before the request and after it. A post that
 * was being sent when a former process ended is looked up first.
 */
export async function sendPosts(input: SendPostsInput): Promise<Sent> {
  const { delivery, platform, store, clock, log } = input;
  const channel = splitChannel(delivery.channel)?.id ?? delivery.channel;
  let root: SentPost | undefined;
  let thread: Place | undefined;

  for (const post of await store.posts.ofDelivery(delivery)) {
    let sent = post.state === 'sent' ? post.sent : undefined;
    if (!sent) {
      if (input.isStopping() || !(await input.renew())) return { kind: 'left' };
      if (post.inThread) thread ??= await openThread(root);
      const place = (post.inThread ? thread : undefined) ?? { channel };
      const found = post.state === 'sending' ? await lookUp(place, post) : undefined;
      if (found instanceof DeliveryError) return { kind: 'in-doubt', post, cause: found };
      sent = found ?? (await send(post, place));
      await store.posts.mark(post.id, 'sent', clock.now(), sent);
      await store.subscriptions.setSpace(delivery.channel, sent.space);
      await count(post, sent, found !== undefined);
      await seed(post, sent);
    }
    root ??= sent;
  }
  return { kind: 'all' };

  async function openThread(parent: SentPost | undefined): Promise<Place> {
    if (!parent)
      throw new DeliveryError('rejected', 'A digest in a thread has no overview to hang the thread on.');
    return platform.openThread(
      parent,
      `Daily papers, ${delivery.digest?.day ?? new Date(delivery.slot).toISOString().slice(0, 10)}`,
    );
  }

  /** The error tells that we may not look; any other failure to look is thrown, and tried again later. */
  async function lookUp(place: Place, post: Post): Promise<SentPost | DeliveryError | undefined> {
    try {
      const found = await platform.find(place, post.id, (post.sentAt ?? delivery.slot) - CLOCK_SLACK_MS);
      log.info({ post: post.id, found: found !== undefined }, 'a post in doubt was looked up');
      return found;
    } catch (error) {
      if (error instanceof DeliveryError && error.fault === 'refused') return error;
      throw error;
    }
  }

  async function send(post: Post, place: Place): Promise<SentPost> {
    const message = await input.compose(post);
    await store.posts.mark(post.id, 'sending', clock.now());
    try {
      return await platform.send(place, message, post.id);
    } catch (error) {
      // Only a request that may have been carried out leaves the post in doubt.
      const doubtful = !(error instanceof DeliveryError) || error.fault === 'in-doubt';
      if (!doubtful) await store.posts.mark(post.id, 'planned', clock.now());
      throw error;
    }
  }

  /** What people said meanwhile; the post itself stands, whatever goes wrong here. */
  async function count(post: Post, sent: SentPost, found: boolean): Promise<void> {
    await input
      .posted(post, sent, found)
      .catch((err: unknown) =>
        log.warn({ post: post.id, err }, 'early votes on a post could not be counted'),
      );
  }

  /** A post without its seeds can still be voted on, so a failure here must not fail the delivery. */
  async function seed(post: Post, sent: SentPost): Promise<void> {
    await platform
      .seed(sent, seedsFor(post))
      .catch((err: unknown) => log.warn({ post: post.id, err }, 'a post could not be seeded'));
  }
}
