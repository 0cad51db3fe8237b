import { InputError } from '../../core/base/errors.ts';
import { type ChannelId, platformOf } from '../../core/base/ids.ts';
import { plainText } from '../../core/base/text.ts';
import type { Instant } from '../../core/base/time.ts';
import { describeAgo } from '../../core/command/recent-actions.ts';
import type { Digest, Post } from '../../core/delivery/delivery.ts';
import { composePost } from '../../core/digest/compose.ts';
import { planPosts } from '../../core/digest/post-plan.ts';
import { isDay } from '../../core/paper/edition.ts';
import { wordReason } from '../../core/reason/word-reason.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../core/schedule/subscription.ts';
import { readComposeInput } from '../../jobs/composing/compose-now.ts';
import { isNewestListKnown, readRecentEditions } from '../../jobs/composing/newest-list.ts';
import { chooseFor } from '../../jobs/composing/prepare.ts';
import { justPostedAt } from '../../jobs/delivery/post-now.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';
import { findChannel } from '../chat/find-channel.ts';
import { wordForCommandLine } from '../chat/word-commands.ts';

export interface PostOptions {
  /** The edition to post; without it, what the channel has not seen of the last ones. */
  readonly date?: string;
  /** Prints what would be posted and posts nothing. */
  readonly dryRun?: boolean;
  /** With `dryRun`: the payloads as the platform would get them. */
  readonly json?: boolean;
}

/** Posts a digest to a channel now. */
export async function post(app: App, target: string, options: PostOptions): Promise<number> {
  const { date, dryRun = false, json = false } = options;
  if (json && !dryRun) throw new InputError(problems.jsonWithoutDryRun({ channel: target }));
  const channel = await findChannel(app, target, { isDry: dryRun });
  const now = app.clock.now();
  const subscription: Subscription = (await app.store.subscriptions.get(channel)) ?? {
    ...DEFAULT_SUBSCRIPTION,
    channel,
    createdAt: now,
    nextDueAt: now,
  };
  if (date === undefined && !dryRun && (await isJustPosted(app, channel, now))) return EXIT.ok;
  const fetchError = await fetchWhatIsMissing(app, subscription, date);
  // What was broken off is no empty day.
  app.stopping.throwIfAborted();
  if (fetchError !== undefined) {
    app.print(texts.nothingToPost({ why: texts.notFetched({ why: fetchError }) }));
    return EXIT.refused;
  }
  const chosen = await chooseFor(app.store, subscription, now, date);
  if (chosen.kind === 'nothing') {
    app.print(texts.nothingToPost({ why: plainText(wordReason(chosen.reason).what) }));
    return EXIT.ok;
  }
  const key = { channel, slot: now };
  const posts = planPosts(key, chosen.digest, subscription.layout);
  if (dryRun) {
    await printPosts(app, posts, chosen.digest, subscription, json);
    return EXIT.ok;
  }
  const platform = findPlatform(app, channel);
  await platform.connection?.start(app.inbound);
  try {
    await app.store.deliveries.enqueue(key, now);
    await app.store.deliveries.plan(key, chosen.digest, posts, now);
    await app.deliver.run();
  } finally {
    await app.deliver.stop();
    await app.tallies.flush();
    await platform.connection?.stop();
  }
  const delivery = await app.store.deliveries.get(key);
  const state = delivery?.state ?? 'unknown';
  const worded = delivery?.reason && wordReason(delivery.reason, app.platforms);
  const why = worded && plainText(worded.what);
  app.print(why ? texts.deliveredWhy({ channel, state, why }) : texts.delivered({ channel, state }));
  if (worded?.fix) app.print(wordForCommandLine(worded.fix, channel));
  return delivery?.state === 'sent' ? EXIT.ok : EXIT.refused;
}

/** Says so where a digest has just been posted: the same command typed twice would post what the first one left over. */
async function isJustPosted({ store, print }: App, channel: ChannelId, now: Instant): Promise<boolean> {
  const at = justPostedAt(await store.deliveries.recent(channel, 1), now);
  if (at === undefined) return false;
  print(texts.justPosted({ channel, ago: describeAgo(at, now) }));
  print(texts.justPostedFix());
  return true;
}

function findPlatform({ platforms }: App, channel: ChannelId) {
  const name = platformOf(channel);
  const platform = platforms.get(name);
  if (platform) return platform;
  throw new InputError(problems.platformOff({ platform: name }));
}

/** Resolves with what went wrong where the newest list is not known, or the day's is not kept, and cannot be fetched. */
async function fetchWhatIsMissing(
  { store, refresh, clock }: App,
  subscription: Subscription,
  date: string | undefined,
): Promise<string | undefined> {
  if (date === undefined) {
    const isKnown = async (): Promise<boolean> => {
      const now = clock.now();
      const chosen = await chooseFor(store, subscription, now);
      const digest = chosen.kind === 'digest' ? chosen.digest : undefined;
      return isNewestListKnown(await readRecentEditions(store, now), { slot: now, digest });
    };
    if (await isKnown()) return undefined;
    const { lastError } = await refresh.run();
    return (await isKnown()) ? undefined : (lastError ?? texts.noAnswer());
  }
  if (!isDay(date)) throw new InputError(problems.dayInvalid({ typed: date }));
  if (!(await store.editions.get(date))) await refresh.day(date);
  return undefined;
}

/** For people as text, for programs as the platform's payloads. */
async function printPosts(
  app: App,
  posts: readonly Post[],
  digest: Digest,
  subscription: Subscription,
  json: boolean,
): Promise<void> {
  const { store, summarizer } = app;
  const input = await readComposeInput({ store, forCard: summarizer.forCard }, digest, subscription);
  const platform = json ? findPlatform(app, subscription.channel) : app.platforms.get('terminal');
  const rendered = posts.map((planned) => ({
    post: planned.id,
    inThread: planned.inThread,
    payload: platform?.render(composePost(planned, input)),
  }));
  if (json) return app.print(JSON.stringify(rendered, null, 2));
  app.print(texts.dryRun({ channel: subscription.channel, messages: posts.length }));
  for (const [i, { inThread, payload }] of rendered.entries()) {
    const part = { n: i + 1, of: rendered.length };
    app.print(`\n${inThread ? texts.dryRunThreadPart(part) : texts.dryRunPart(part)}\n${payload}`);
  }
}
