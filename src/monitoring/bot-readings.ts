import { toUtcDay } from '../core/base/calendar.ts';
import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Instant } from '../core/base/time.ts';
import type { CategoriesTrouble } from '../core/command/services.ts';
import type { Platform } from '../core/platform/platform.ts';
import { FETCH } from '../core/store/roles.ts';
import type { Store } from '../core/store/store.ts';
import type { Metrics, Reading } from './metrics.ts';
import { SOURCES } from './observe-source.ts';
import { SETTLED } from './observe-store.ts';

export interface Watched {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  /** Papers in the search index. */
  countIndexed(): Promise<number>;
  /** Papers that are not in the search index yet. */
  countUnindexed(): Promise<number>;
  /** How the last request to the papers' sources ended. */
  readSources(): {
    readonly lastSuccess?: Instant;
    readonly categories?: CategoriesTrouble;
  };
}

/** A platform answers a request within half a minute, or not at all. */
const ANSWERED_MS = 60_000;

/** Each pair of style and language is a series, for each model that was ever used: the most judged ones are shown. */
const MAX_FEEDBACK = 100;

/** What is counted in the store and asked of the parts, when somebody scrapes. */
export function readBot(metrics: Metrics, watched: Watched, clock: Clock): void {
  startAtZero(metrics, watched);
  const since = clock.now();
  metrics.addReadings(async () => readDue(watched, clock.now()));
  metrics.addReadings(async () => [...readSources(watched, since, clock.now()), ...readGateways(watched)]);
  metrics.addReadings(async () => [
    { name: 'paperboy_index_papers', labels: {}, value: await watched.countIndexed() },
    { name: 'paperboy_index_behind', labels: {}, value: await watched.countUnindexed() },
  ]);
  metrics.addReadings(async () => readSummaries(watched, clock.now()));
}

/** The first of a kind is an increase for Prometheus only where the series was there before, with 0. */
function startAtZero(metrics: Metrics, { platforms }: Watched): void {
  for (const platform of platforms.keys())
    for (const state of SETTLED) metrics.count('paperboy_deliveries_total', { platform, state }, 0);
  metrics.count('paperboy_model_budget_refused_total', {}, 0);
  for (const source of SOURCES) metrics.count('paperboy_source_failures_total', { source }, 0);
}

async function readDue({ store, platforms }: Watched, now: Instant): Promise<Reading[]> {
  const readings = await Promise.all(
    [...platforms.keys()].map(async (platform): Promise<Reading[]> => {
      const labels = { platform };
      return [
        { name: 'paperboy_due', labels, value: await store.deliveries.countOpen(platform) },
        {
          ...{ name: 'paperboy_deliveries_unknown', labels },
          value: await store.deliveries.countUnknown(platform, now - ANSWERED_MS),
        },
      ];
    }),
  );
  return readings.flat();
}

function readSources(watched: Watched, since: Instant, now: Instant): Reading[] {
  // Another process asks them.
  if (!watched.store.roles.has(FETCH)) return [];
  const { lastSuccess = since, categories } = watched.readSources();
  const measureAge = (source: string, from: Instant): Reading => ({
    ...{ name: 'paperboy_source_age_seconds', labels: { source } },
    value: Math.max(0, now - from) / 1000,
  });
  const [huggingFace, arxiv] = SOURCES;
  return [measureAge(huggingFace, lastSuccess), measureAge(arxiv, categories?.since ?? lastSuccess)];
}

function readGateways({ platforms }: Watched): Reading[] {
  return [...platforms.values()].flatMap(({ name: platform, connection }) => {
    if (!connection) return [];
    const shards = connection.listShards?.() ?? new Map([[0, connection.isUp()]]);
    return [...shards].map(
      ([shard, isUp]): Reading => ({
        ...{ name: 'paperboy_gateway_up', labels: { platform, shard: String(shard) } },
        value: isUp ? 1 : 0,
      }),
    );
  });
}

async function readSummaries({ store }: Watched, now: Instant): Promise<Reading[]> {
  const { cost } = await store.summaries.sumSpend(toUtcDay(now));
  const totals = await store.feedback.listTotals(undefined, MAX_FEEDBACK);
  return [
    { name: 'paperboy_model_cost', labels: {}, value: cost },
    ...totals.flatMap(({ provider, style, language, yes, no }) =>
      Object.entries({ yes, no }).map(([helped, value]) => ({
        ...{ name: 'paperboy_summary_feedback' as const, labels: { provider, style, language, helped } },
        value,
      })),
    ),
  ];
}
