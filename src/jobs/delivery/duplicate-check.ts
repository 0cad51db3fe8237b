import { OF_ALL, OF_TENANTS, serveFairly } from '../../core/async/serve-fairly.ts';
import { SingleFlight } from '../../core/async/single-flight.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import { type ChannelId, type PlatformName, splitId } from '../../core/base/ids.ts';
import { type Languages, ONLY_ENGLISH } from '../../core/base/languages.ts';
import type { Log } from '../../core/base/log.ts';
import { channelSpan } from '../../core/base/text.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Post, SentPost } from '../../core/delivery/delivery.ts';
import type { DuplicateCheck } from '../../core/delivery/duplicate-check-store.ts';
import type { Notice } from '../../core/message/message.ts';
import type { Destination } from '../../core/platform/destination.ts';
import type { Platform, PostFinder } from '../../core/platform/platform.ts';
import type { Store } from '../../core/store/store.ts';
import { texts } from './notify-owner-texts.ts';

export interface DuplicateCheckDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
  /** Missing: everybody reads English. */
  readonly languages?: Languages | undefined;
}

/** This long after a post was sent again we check whether an earlier attempt was carried out after all. */
export const CHECK_AFTER_MS = 10 * 60_000;

const GIVE_UP_MS = 24 * 60 * 60_000;

/** Our clock and the platform's differ a little. */
export const CLOCK_MARGIN_MS = 5 * 60_000;

/**
 * Checks posts that were sent again once more: a platform may carry out a request minutes after we gave up on it. A
 * duplicate is deleted: our own message, never the one on record. If that is refused, the owner is notified.
 */
export function createDuplicateCheck(deps: DuplicateCheckDeps) {
  const round = new SingleFlight<void>();
  return {
    /** Checks what is due; one run at a time. Never throws. */
    run: (): Promise<void> => round.run(() => checkAll(deps)),
  };
}

async function checkAll(deps: DuplicateCheckDeps): Promise<void> {
  try {
    const ours = [...deps.platforms.values()].filter(({ name }) => deps.store.roles.has(name));
    await Promise.all(ours.map((platform) => checkDue(deps, platform)));
  } catch (err) {
    deps.log.error({ err }, 'posts could not be checked for duplicates');
  }
}

async function checkDue(deps: DuplicateCheckDeps, platform: Platform): Promise<void> {
  const { store, clock } = deps;
  const { name, deliveriesPerTenant } = platform;
  await serveFairly<DuplicateCheck>({
    list: (limit, notOf) => store.duplicateChecks.listDue(name, clock.now(), limit, notOf),
    readKey: ({ post }) => post.id,
    readTenant: ({ post }) => splitId(post.channel).tenant,
    work: (due) => checkOne(deps, platform, due),
    ...(deliveriesPerTenant === undefined ? OF_ALL : OF_TENANTS),
    isStopping: () => !store.roles.has(name),
  });
}

async function checkOne(deps: DuplicateCheckDeps, platform: Platform, due: DuplicateCheck): Promise<void> {
  const { store, log } = deps;
  const { post, since } = due;
  try {
    if (!platform.finder || (await check(deps, platform, platform.finder, due)))
      await store.duplicateChecks.finish(post.id);
    else await postpone(deps, post, since);
  } catch (err) {
    const isFinal = err instanceof DeliveryError && (err.fault === 'refused' || err.fault === 'gone');
    log.warn(
      { post: post.id, channel: post.channel, err },
      'it cannot be looked up whether a post exists twice',
    );
    if (isFinal) await store.duplicateChecks.finish(post.id);
    else await postpone(deps, post, since);
  }
}

/** `false` while the post itself is still being sent. */
async function check(
  deps: DuplicateCheckDeps,
  platform: Platform,
  finder: PostFinder,
  { post, since }: DuplicateCheck,
): Promise<boolean> {
  const { sent } = post;
  if (!sent && !isWithdrawn(post)) return post.state === 'failed' || post.state === 'unknown';
  const { id, tenant } = splitId(post.channel);
  const channel = sent?.channel ?? id;
  const to: Destination = { channel, ...(tenant ? { tenant } : {}), ...findThread(sent) };
  const standing = await finder.findAll(to, post.id, since - CLOCK_MARGIN_MS);
  for (const one of standing) if (one.messageId !== sent?.messageId) await remove(deps, platform, post, one);
  return true;
}

/** The thread that a post was sent to: one that opened its own, as in a forum, was sent to the channel. */
function findThread(sent: SentPost | undefined): Pick<Destination, 'thread'> {
  const { thread, messageId } = sent ?? {};
  return thread === undefined || thread === messageId ? {} : { thread };
}

async function remove(
  deps: DuplicateCheckDeps,
  platform: Platform,
  post: Post,
  duplicate: SentPost,
): Promise<void> {
  const { log } = deps;
  const facts = { post: post.id, channel: post.channel, message: duplicate.messageId };
  const notify = () => notifyOwner(deps, platform, post);
  if (!platform.deleter) return notify();
  try {
    await platform.deleter.delete(duplicate);
    log.warn(
      facts,
      'a post existed twice, because the platform had carried out a request late; one was deleted',
    );
  } catch (err) {
    if (!(err instanceof DeliveryError) || err.fault === 'transient') throw err;
    if (err.fault === 'gone') return;
    log.warn({ ...facts, err }, 'a duplicate post cannot be deleted');
    await notify();
  }
}

async function notifyOwner(
  { store, log, languages = ONLY_ENGLISH }: DuplicateCheckDeps,
  platform: Platform,
  { channel }: Post,
): Promise<void> {
  const { owner, language } = (await store.subscriptions.find(channel)) ?? {};
  const { directMessages } = platform;
  if (owner === undefined || !directMessages) return;
  await languages
    .speak(language, () => directMessages.notify(owner, wordTwice(channel)))
    .catch((err: unknown) =>
      log.warn({ channel, err }, 'an owner could not be notified of a post that appears twice'),
    );
}

function wordTwice(channel: ChannelId): Notice {
  const text = texts.twice({ channel: channelSpan(channel) });
  return { kind: 'notice', tone: 'warning', title: texts.twiceTitle(), text, fix: texts.twiceFix() };
}

async function postpone({ store, clock }: DuplicateCheckDeps, { id }: Post, since: Instant): Promise<void> {
  const dueAt = clock.now() + CHECK_AFTER_MS;
  if (dueAt - since > GIVE_UP_MS) await store.duplicateChecks.finish(id);
  else await store.duplicateChecks.postpone(id, dueAt);
}

/** A digest was posted after all, instead of a notice that may have been sent. */
function isWithdrawn({ kind, state }: Post): boolean {
  return kind === 'notice' && state === 'failed';
}
