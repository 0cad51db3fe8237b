import { isDay } from '../../core/base/calendar.ts';
import { InputError } from '../../core/base/errors.ts';
import { type ChannelId, parsePlatform } from '../../core/base/ids.ts';
import { flattenText } from '../../core/base/text.ts';
import { describeAgo } from '../../core/command/recent-actions.ts';
import { toCategoriesValues } from '../../core/command/services.ts';
import type { DeliveryKey, Digest } from '../../core/delivery/delivery.ts';
import type { NamedSources } from '../../core/paper/paper-source.ts';
import { withOnlyLayout } from '../../core/platform/with-only-layout.ts';
import { wordReason } from '../../core/reason/word-reason.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { composeAll } from '../../jobs/composing/compose-now.ts';
import { planDigest } from '../../jobs/composing/plan-digest.ts';
import { decideManualPost, isOpen, type ManualPostDecision } from '../../jobs/delivery/manual-post.ts';
import { wordListsTrouble } from '../../jobs/papers/refresh.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';
import { findChannel } from '../chat/find-channel.ts';
import { findPrompt } from '../chat/find-prompt.ts';
import { wordForCommandLine } from '../chat/word-commands.ts';

export interface PostOptions {
  /** The edition to post; without it, what the channel has not seen of the last ones. */
  readonly date?: string;
  /** Prints what would be posted and posts nothing. */
  readonly dryRun?: boolean;
  /** With `dryRun`: the payloads as the platform would get them. */
  readonly json?: boolean;
}

/** What of the running bot a post by hand touches. */
export type PostApp = Pick<
  App,
  | 'clock'
  | 'deliver'
  | 'inbound'
  | 'log'
  | 'platformInfo'
  | 'platforms'
  | 'print'
  | 'refresh'
  | 'stopping'
  | 'store'
  | 'search'
  | 'summarizer'
  | 'tallies'
> & { readonly source: NamedSources };

/** Posts a digest to a channel now. */
export async function post(app: PostApp, target: string, options: PostOptions): Promise<number> {
  const { date, dryRun: isDry = false, json = false } = options;
  if (json && !isDry) throw new InputError(problems.jsonWithoutDryRun({ channel: target }));
  if (date !== undefined && !isDay(date)) throw new InputError(problems.dayInvalid({ typed: date }));
  const channel = await findChannel(app, target, { isDry });
  const now = app.clock.now();
  const deps = {
    store: app.store,
    platforms: app.platforms,
    log: app.log,
    vectors: app.search,
    sourceName: app.source.names.lists,
    findCategoriesTrouble: () => app.refresh.readStatus().categories,
    lists: createLists(app),
  };
  const request = { channel, now, day: date, acceptsUnsubscribed: true, isDry };
  const decision = await decideManualPost(deps, request);
  // What was broken off is no empty day.
  app.stopping.throwIfAborted();
  if (decision.kind !== 'post') return sayNotPosted(app, channel, decision);
  const { digest } = decision;
  const subscription = withOnlyLayout(decision.subscription, app.platforms.get(parsePlatform(channel)));
  const key = { channel, slot: now };
  if (isDry) {
    await printPosts(app, key, digest, subscription, json);
    return EXIT.ok;
  }
  await deliver(app, channel, async () => {
    await app.store.deliveries.enqueue(key, now);
    await planDigest(app.store, key, digest, { layout: subscription.layout, now });
  });
  return sayOutcome(app, key);
}

function createLists({ refresh }: PostApp) {
  return { fetchNewest: async () => (await refresh.run()).lists, fetchDay: refresh.fetchDay };
}

/** Carries out what is due, as the running bot does. */
async function deliver(app: PostApp, channel: ChannelId, before = async () => {}): Promise<void> {
  const platform = findPlatform(app, channel);
  await platform.connection?.start(app.inbound);
  try {
    await before();
    await app.deliver.run();
  } finally {
    await app.deliver.stop();
    await app.tallies.flush();
    await platform.connection?.stop();
  }
}

async function sayOutcome(app: PostApp, key: DeliveryKey): Promise<number> {
  const { channel } = key;
  const delivery = await app.store.deliveries.find(key);
  const state = delivery?.state ?? 'unknown';
  const worded = delivery?.reason && wordReason(delivery.reason, app.platforms);
  const why = worded && flattenText(worded.what);
  app.print(why ? texts.deliveredWhy({ channel, state, why }) : texts.delivered({ channel, state }));
  if (worded?.fix) app.print(wordForCommandLine(worded.fix, channel));
  return delivery?.state === 'sent' ? EXIT.ok : EXIT.refused;
}

/** A digest in progress may have been left by a process that ended: then no other process may ever carry it out. */
async function carryOn(app: PostApp, key: DeliveryKey): Promise<number> {
  const { channel, slot } = key;
  await deliver(app, channel);
  const state = (await app.store.deliveries.find(key))?.state;
  if (state !== undefined && !isOpen(state)) return sayOutcome(app, key);
  app.print(texts.underWay({ channel, ago: describeAgo(slot, app.clock.now()) }));
  return EXIT.ok;
}

async function sayNotPosted(
  app: PostApp,
  channel: ChannelId,
  decision: Exclude<ManualPostDecision, { kind: 'post' }>,
): Promise<number> {
  const { print, clock, platforms } = app;
  switch (decision.kind) {
    case 'just-posted':
      print(texts.justPosted({ channel, ago: describeAgo(decision.at, clock.now()) }));
      print(texts.justPostedFix());
      return EXIT.ok;
    case 'under-way':
      return carryOn(app, { channel, slot: decision.since });
    case 'nothing': {
      const { reason, lists, categories } = decision;
      if (reason.code === 'newest-unknown') {
        print(
          texts.nothingToPost({
            why: texts.notFetched({
              why:
                lists?.map(wordListsTrouble).join('; ') ?? texts.noAnswer({ source: app.source.names.lists }),
            }),
          }),
        );
        print(texts.notFetchedFix());
        return EXIT.refused;
      }
      const { what, fix } = wordReason(reason, platforms);
      print(texts.nothingToPost({ why: wordForCommandLine(what, channel) }));
      if (fix) print(wordForCommandLine(fix, channel));
      if (categories) print(texts.noCategories(toCategoriesValues(categories)));
      return EXIT.ok;
    }
  }
}

function findPlatform(
  { platforms, platformInfo }: Pick<App, 'platforms' | 'platformInfo'>,
  channel: ChannelId,
) {
  const name = parsePlatform(channel);
  const platform = platforms.get(name);
  if (platform) return platform;
  const [setting] = platformInfo.find((info) => info.name === name)?.tokens ?? [];
  throw new InputError(
    setting === undefined ? problems.terminalOff() : problems.platformOff({ platform: name, setting }),
  );
}

/** For people as text, for programs as the platform's payloads. */
async function printPosts(
  app: PostApp,
  key: DeliveryKey,
  digest: Digest,
  subscription: Subscription,
  json: boolean,
): Promise<void> {
  const { store, summarizer } = app;
  const deps = { store, findCardSummary: summarizer.findCardSummary };
  const platform = json ? findPlatform(app, subscription.channel) : findPrompt(app).platform;
  const rendered = (await composeAll(deps, key, digest, subscription)).map(({ post: planned, message }) => ({
    post: planned.id,
    inThread: planned.inThread,
    payload: platform?.render(message),
  }));
  if (json) return app.print(JSON.stringify(rendered, null, 2));
  app.print(texts.dryRun({ channel: subscription.channel, messages: rendered.length }));
  for (const [i, { inThread, payload }] of rendered.entries()) {
    const part = { n: i + 1, of: rendered.length };
    app.print(`\n${inThread ? texts.dryRunThreadPart(part) : texts.dryRunPart(part)}\n${payload}`);
  }
}
