import type { Clock } from '../core/base/clock.ts';
import { DeliveryError } from '../core/base/errors.ts';
import { type PlatformName, splitChannel } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { Instant } from '../core/base/time.ts';
import type { Post, SentPost } from '../core/delivery/delivery.ts';
import type { Destination } from '../core/platform/destination.ts';
import type { Platform, PostFinder } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';

export interface DuplicateCheckDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
}

/** So long after a post was sent anew it is looked whether an earlier try was carried out after all. */
export const CHECK_AFTER_MS = 10 * 60_000;

const GIVE_UP_MS = 24 * 60 * 60_000;
const AT_ONCE = 20;

/** Our clock and the platform's differ a little. */
const CLOCK_SLACK_MS = 5 * 60_000;

/**
 * Looks once more for posts that were sent anew: a platform may carry a request out minutes after we gave up on it. What
 * stands twice is deleted, our own message and never the one on record; where that is refused, the owner is told.
 */
export function createDuplicateCheck({ store, platforms, clock, log }: DuplicateCheckDeps) {
  async function checkDue(platform: Platform): Promise<void> {
    for (const { post, since } of await store.duplicateChecks.due(platform.name, clock.now(), AT_ONCE)) {
      try {
        if (!platform.finder || (await check(platform, platform.finder, post, since)))
          await store.duplicateChecks.done(post.id);
        else await putOff(post, since);
      } catch (err) {
        const isFinal = err instanceof DeliveryError && (err.fault === 'refused' || err.fault === 'gone');
        log.warn(
          { post: post.id, channel: post.channel, err },
          'it cannot be looked up whether a post stands twice',
        );
        if (isFinal) await store.duplicateChecks.done(post.id);
        else await putOff(post, since);
      }
    }
  }

  /** `false` while the post itself is still on its way. */
  async function check(platform: Platform, finder: PostFinder, post: Post, since: Instant): Promise<boolean> {
    const { sent } = post;
    if (!sent && isWithdrawn(post)) await removeAll(platform, finder, post, since);
    if (!sent) return post.state === 'failed' || post.state === 'unknown';
    const place: Destination = {
      channel: sent.channel,
      ...(sent.thread === undefined ? {} : { thread: sent.thread }),
    };
    const standing = await finder.findAll(place, post.id, since - CLOCK_SLACK_MS);
    for (const one of standing) if (one.messageId !== sent.messageId) await remove(platform, post, one);
    return true;
  }

  async function removeAll(
    platform: Platform,
    finder: PostFinder,
    post: Post,
    since: Instant,
  ): Promise<void> {
    const channel = splitChannel(post.channel)?.id ?? post.channel;
    for (const one of await finder.findAll({ channel }, post.id, since - CLOCK_SLACK_MS))
      await remove(platform, post, one);
  }

  async function remove(platform: Platform, post: Post, duplicate: SentPost): Promise<void> {
    const facts = { post: post.id, channel: post.channel, message: duplicate.messageId };
    if (!platform.deleter) return tellOwner(platform, post);
    try {
      await platform.deleter.delete(duplicate);
      log.warn(
        facts,
        'a post stood twice, because the platform had carried out a request late; one was deleted',
      );
    } catch (err) {
      if (!(err instanceof DeliveryError) || err.fault === 'transient') throw err;
      if (err.fault === 'gone') return;
      log.warn({ ...facts, err }, 'a post stands twice and cannot be deleted');
      await tellOwner(platform, post);
    }
  }

  async function tellOwner(platform: Platform, { channel }: Post): Promise<void> {
    const owner = (await store.subscriptions.get(channel))?.owner;
    const at = splitChannel(channel);
    if (owner === undefined || !at || !platform.directMessages) return;
    const text = ['A post stands twice in ', { text: channel, channel: at.id }, '.'].map((part) =>
      typeof part === 'string' ? { text: part } : part,
    );
    const fix =
      'Delete one of the two: the platform carried out a request late and does not let the bot delete it.';
    await platform.directMessages
      .notify(owner, { kind: 'notice', tone: 'warning', title: 'A post stands twice', text, fix })
      .catch((err: unknown) =>
        log.warn({ channel, err }, 'an owner could not be told of a post that stands twice'),
      );
  }

  async function putOff({ id }: Post, since: Instant): Promise<void> {
    const dueAt = clock.now() + CHECK_AFTER_MS;
    if (dueAt - since > GIVE_UP_MS) await store.duplicateChecks.done(id);
    else await store.duplicateChecks.postpone(id, dueAt);
  }

  let running: Promise<void> | undefined;
  return {
    /** Checks what is due; one round at a time. Never throws. */
    run(): Promise<void> {
      running ??= Promise.all([...platforms.values()].map(checkDue))
        .then(
          () => undefined,
          (err: unknown) => log.error({ err }, 'posts could not be checked for duplicates'),
        )
        .finally(() => {
          running = undefined;
        });
      return running;
    },
  };
}

/** A digest came after all, in place of a notice that may have got through. */
function isWithdrawn({ kind, state }: Post): boolean {
  return kind === 'notice' && state === 'failed';
}
