import { randomBytes } from 'node:crypto';
import { commands } from '../../commands/index.ts';
import { type PlatformName, splitId, type TenantFilter } from '../core/base/ids.ts';
import { formatList } from '../core/base/language.ts';
import type { Log } from '../core/base/log.ts';
import { createDispatcher, type Dispatcher } from '../core/command/dispatch.ts';
import type { Services } from '../core/command/services.ts';
import { createVisibleChannels } from '../core/command/visible-channels.ts';
import { createFindPaper } from '../core/paper/find-paper.ts';
import { canDraw } from '../core/platform/can-draw.ts';
import type { Inbound } from '../core/platform/inbound.ts';
import type { CheckLine, Platform } from '../core/platform/platform.ts';
import { wordReason } from '../core/reason/word-reason.ts';
import { toMissedId } from '../core/store/signals.ts';
import { composePreview, previewRecap } from '../jobs/composing/preview.ts';
import { hasTaste, scoreTaste } from '../jobs/composing/taste.ts';
import { chooseQuiz } from '../jobs/composing/taste-quiz.ts';
import { readTasteProgress, reportTaste } from '../jobs/composing/taste-report.ts';
import { createPostNow } from '../jobs/delivery/post-now.ts';
import { createForget } from '../jobs/people/forget.ts';
import { addTenants } from '../jobs/tenants/add-tenants.ts';
import { createTenants } from '../jobs/tenants/tenants.ts';
import { findNextDue } from '../jobs/timing/next-due.ts';
import { ReadBacks } from '../jobs/votes/read-backs.ts';
import { reconcileVotes } from '../jobs/votes/reconcile-votes.ts';
import { runFor } from '../sources/http/requester.ts';
import { toChannelPath } from '../web/base/site.ts';
import type { Jobs } from './jobs.ts';
import type { MailSwitch } from './mail.ts';
import type { PaperParts } from './papers.ts';
import { listPlatforms } from './platforms.ts';
import type { Runtime } from './runtime.ts';
import { findings } from './texts/texts.ts';
import { openSite } from './web.ts';

/** Reactions on posts of the last week are read back after downtime; Slack allows fifty posts a minute. */
const READ_BACK_MS = 7 * 86_400_000;

export interface InboundDeps {
  readonly runtime: Runtime;
  readonly papers: PaperParts;
  readonly jobs: Jobs;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly mail: MailSwitch;
  readonly log: Log;
  readonly stopping: AbortSignal;
  /** Missing where nobody measures it. */
  readonly onAcknowledged?: Inbound['onAcknowledged'];
}

/** What commands may use. */
export function createServices({ runtime, papers, jobs, platforms, mail, log }: InboundDeps): Services {
  const { clock, staged, config } = runtime;
  const { store, source, search, summarizer, savePapers, artifacts } = papers;
  const site = openSite(config);
  const { tallies, refresh, deliver } = jobs;
  const { findCardSummary } = summarizer;
  const taste = { store, vectors: search, platforms };
  return {
    ...(staged ? { demoDays: staged.files.days } : {}),
    ...(site ? { toPublicPageUrl: (name) => site.toAbsolute(toChannelPath(name)) } : {}),
    get signUps() {
      return mail.parts?.signUps;
    },
    clock,
    store,
    source,
    search,
    summarizer,
    savePapers,
    computeNextDue: (schedule) => findNextDue(schedule, clock.now()),
    findPaper: createFindPaper({ papers: store.papers, source, savePapers, clock }),
    findArtifacts: artifacts.find,
    beyond: source,
    vote: tallies.press,
    recordSharedCard: tallies.recordSharedCard,
    wordReason: (reason) => wordReason(reason, platforms),
    reportTaste: (subscription) => reportTaste(taste, subscription, clock.now()),
    hasTaste: (subscription) => hasTaste(taste, subscription, clock.now()),
    readTasteProgress: (subscription) => readTasteProgress(taste, subscription, clock.now()),
    judgeTaste: (subscription, papers) => scoreTaste(taste, subscription, clock.now(), papers),
    pickQuizPapers: (subscription) => chooseQuiz(taste, subscription, clock.now()),
    preview: (subscription) => composePreview({ ...taste, findCardSummary }, subscription, clock.now()),
    previewRecap: (subscription, period) =>
      previewRecap({ store, findCardSummary, log }, subscription, period, clock.now()),
    postNow: createPostNow({
      ...taste,
      clock,
      deliver,
      log,
      sourceName: source.names.lists,
      findCategoriesTrouble: () => refresh.readStatus().categories,
    }),
    checkChannel: async (channel, layout, wanted) => {
      const { platform: name, tenant, id } = splitId(channel);
      const platform = platforms.get(name);
      if (!platform) return [toNotConnected(name)];
      return (await platform.checks?.run(id, layout, wanted, tenant)) ?? [];
    },
    hasQuietPosts: (channel) => platforms.get(splitId(channel).platform)?.hasQuietPosts === true,
    hasLongForms: (channel) => platforms.get(splitId(channel).platform)?.hasLongForms === true,
    canDraw: (channel, layout) => canDraw(platforms.get(splitId(channel).platform), layout),
    findOnlyLayout: (channel) => platforms.get(splitId(channel).platform)?.onlyLayout,
    isForum: async (channel) => {
      const { platform: name, id } = splitId(channel);
      const platform = platforms.get(name);
      if (!platform) return undefined;
      try {
        return (await platform.channels?.isForum?.(id)) ?? false;
      } catch (err) {
        // What is amiss with the channel is found by its check.
        log.debug({ channel, err }, 'the type of a channel could not be read');
        return undefined;
      }
    },
    mentionsIn: (channel) => platforms.get(splitId(channel).platform)?.mentions,
    hasCrossposts: (channel) => platforms.get(splitId(channel).platform)?.publisher !== undefined,
    findSharingObstacle: async ({ platform, channel, person }) =>
      platforms.get(platform)?.channels?.findSharingObstacle(channel, person),
    filterVisibleChannels: createVisibleChannels(platforms, log),
    forget: createForget({ store, platforms, clock, log }),
    readRefreshStatus: refresh.readStatus,
  };
}

/** Turns what people type, press and send off into runs of commands. */
export function createCommandRuns({ runtime, log, stopping }: InboundDeps, services: Services): Dispatcher {
  return createDispatcher({
    commands,
    services,
    log,
    languages: runtime.languages,
    isUnlimited,
    signal: stopping,
    createRequestId: () => randomBytes(4).toString('hex'),
    runFor(asker, onWait, work) {
      if (isUnlimited(asker)) return work();
      const { person, channelId: channel, tenant } = asker;
      return runFor({ person, channel, tenant, onWait }, work);
    },
  });
}

/** What the bot does with what comes in from a platform. */
export function createInbound(deps: InboundDeps, dispatcher: Dispatcher): Inbound {
  const { runtime, papers, jobs, platforms, log, onAcknowledged } = deps;
  const readBacks = new ReadBacks(platforms, (platform, covers) => readBackVotes(deps, platform, covers));
  const { clock } = runtime;
  const { store } = papers;
  const { tallies } = jobs;
  return {
    ...dispatcher,
    ...(onAcknowledged ? { onAcknowledged } : {}),
    ...createTenants({ store, clock, log }),
    addTenants: (platform, findTenant) => addTenants({ store, log }, platform, findTenant),
    onReaction: tallies.recordReaction,
    async onEventsMissed(name, shard) {
      // Its requests count toward the limits of the platform, which belong to one process.
      if (!store.roles.has(name)) return store.signals.send('missed', [toMissedId(name, shard)]);
      await readBacks.run(name, shard);
    },
  };
}

async function readBackVotes(
  { runtime, papers, jobs, log, stopping }: InboundDeps,
  platform: Platform,
  covers: TenantFilter,
): Promise<void> {
  const { store } = papers;
  const { tallies } = jobs;
  const isStopping = () => stopping.aborted || !store.roles.has(platform.name);
  const common = { store, tallies, clock: runtime.clock, log };
  await reconcileVotes(platform, { ...common, covers, isStopping, withinMs: READ_BACK_MS });
}

/** A person at their own prompt asks as fast as they like. */
function isUnlimited({ platform }: { readonly platform: PlatformName }): boolean {
  return listPlatforms().some(({ name, prompt }) => name === platform && prompt !== undefined);
}

/** A platform without a token cannot be asked: the channel may be well, and gets nothing until there is one. */
function toNotConnected(platform: PlatformName): CheckLine {
  const { title, tokens } = listPlatforms().find(({ name }) => name === platform) ?? {
    title: platform,
    tokens: [],
  };
  if (tokens.length === 0) return { ok: false, unknown: true, finding: findings.servesAlone() };
  const finding = findings.notConnected({ platform: title, tokens: formatList(tokens) });
  return { ok: false, unknown: true, finding };
}
