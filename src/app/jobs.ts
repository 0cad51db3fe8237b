import { hostname } from 'node:os';
import type { App } from '../cli/base/app.ts';
import type { Clock } from '../core/base/clock.ts';
import { type PlatformName, parsePlatform } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { Platform } from '../core/platform/platform.ts';
import { type Alerts, createAlerts } from '../jobs/alerts/alerts.ts';
import { createDeliver, type Deliver } from '../jobs/delivery/deliver.ts';
import { createDuplicateCheck } from '../jobs/delivery/duplicate-check.ts';
import { createRecount } from '../jobs/papers/recount.ts';
import { createRefresh } from '../jobs/papers/refresh.ts';
import { createWithdrawalWatch } from '../jobs/papers/withdrawals.ts';
import { createNotifyFollowers } from '../jobs/people/follow.ts';
import { createRetention } from '../jobs/tenants/retention.ts';
import { createWake } from '../jobs/timing/wake.ts';
import { PresetReactions } from '../jobs/votes/preset-reactions.ts';
import { reconcilePost } from '../jobs/votes/reconcile-votes.ts';
import { createTallies, type Tallies } from '../jobs/votes/tallies.ts';
import { listenForJobs } from './listen-to-others.ts';
import type { PaperParts } from './papers.ts';
import type { Profile } from './profile.ts';
import type { Runtime } from './runtime.ts';

const HOUR = 3_600_000;

/** Posts older than this are not edited any more. */
const EDIT_WITHIN_MS = 14 * 24 * HOUR;

/** How long a stop waits for preset reactions in progress; the next start adds the others. */
const REACTIONS_MS = 3000;

export interface JobDeps {
  readonly profile: Profile;
  readonly runtime: Runtime;
  readonly papers: PaperParts;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly wallClock: Clock;
  readonly log: Log;
  readonly sourceLog: Log;
  readonly stopping: AbortSignal;
}

/** What runs on a schedule, or because somebody asked for it. */
export type Jobs = Pick<
  App,
  'refresh' | 'deliver' | 'tallies' | 'withdrawals' | 'retention' | 'notifyFollowers' | 'alerts'
>;

export function createJobs(deps: JobDeps): Jobs {
  const { profile, runtime, papers, platforms, wallClock, log, stopping } = deps;
  const { clock, config, languages } = runtime;
  const { store, source, search } = papers;
  const { findCardSummary } = papers.summarizer;
  const isStopping = () => stopping.aborted;
  const common = { store, platforms, clock, log, languages };
  const presetReactions = new PresetReactions({ ...common, settleMs: profile.editEveryMs / 3 });
  const tallies = createTallies({
    ...{ ...common, findCardSummary, wallClock, onReaction: () => presetReactions.settleSoon() },
    editEveryMs: profile.editEveryMs,
    editWithinMs: EDIT_WITHIN_MS,
  });
  const refresh = createRefresh({ store, source, search, clock, log: deps.sourceLog });
  const alerts =
    config.ALERT_CHANNEL &&
    createAlerts({
      ...{ store, platforms, clock, channel: config.ALERT_CHANNEL, readRefreshStatus: refresh.readStatus },
      sourceNames: source.names,
      getLastBudgetRefusal: papers.getLastBudgetRefusal,
    });
  const deliver = createDelivery(deps, tallies, presetReactions, alerts);
  listenForJobs({ store, tallies, deliver, presetReactions, log, stopping });
  return {
    tallies,
    ...(alerts ? { alerts } : {}),
    deliver,
    refresh,
    withdrawals: createWithdrawalWatch({ ...common, source, search, tallies }),
    retention: createRetention({
      store,
      clock,
      log,
      isStopping,
      voteDays: config.VOTE_RETENTION_DAYS,
      deliveryDays: config.DELIVERY_RETENTION_DAYS,
    }),
    notifyFollowers: createNotifyFollowers({ ...common, findCardSummary, isStopping }),
  };
}

/** Deliveries, with the work after each post: preset reactions, and the check for duplicates. */
function createDelivery(
  { profile, runtime, papers, platforms, wallClock, log }: JobDeps,
  tallies: Tallies,
  presetReactions: PresetReactions,
  alerts: Alerts | undefined,
): Deliver {
  const { clock, config, languages } = runtime;
  const { store } = papers;
  const common = { store, platforms, clock, log, languages };
  const duplicates = createDuplicateCheck(common);
  const { source, search } = papers;
  const recount = createRecount({ store, source, search, clock, log, wallClock });
  const deliver = createDeliver({
    ...common,
    findCardSummary: papers.summarizer.findCardSummary,
    vectors: search,
    sourceName: source.names.lists,
    recount,
    fetchAhead: papers.artifacts.fetchAhead,
    owner: `${hostname()}-${process.pid}`,
    maxLatenessMs: config.LATEST_HOURS * HOUR,
    concurrency: profile.deliveriesAtOnce,
    onPostponed: (runAt) => wake.scheduleAt(runAt),
    onUnknownOutcome: (platform) => {
      alerts
        ?.raiseUnknownOutcome(platform)
        .catch((err: unknown) => log.error({ err }, 'an alert could not be raised'));
    },
    async onPosted(post, sent, found) {
      void presetReactions.run();
      await tallies.recordPost(post, sent, found);
      const platform = platforms.get(parsePlatform(post.channel));
      // Votes from before this process began are known only to the platform.
      if (found && platform) await reconcilePost(platform, post, sent, { store, tallies, clock, log });
    },
  });
  const wake = createWake(() => {
    deliver.run().catch((err: unknown) => log.error({ err }, 'a delivery could not be tried again'));
  }, clock);
  return {
    ...deliver,
    run: async () => {
      // Nobody waits for them: after a fan-out on Slack they take hours.
      void presetReactions.run();
      void duplicates.run();
      await deliver.run();
    },
    stop: async () => {
      wake.stop();
      await deliver.stop();
      await presetReactions.stop(REACTIONS_MS);
    },
  };
}
