import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Instant } from '../core/base/time.ts';
import type { CategoriesTrouble } from '../core/command/services.ts';
import { toUtcDay } from '../core/paper/edition.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { Store } from '../core/store/store.ts';
import type { Metrics, Reading } from './metrics.ts';
import { SETTLED } from './observe-store.ts';

export interface Watched {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  /** Papers in the search index. */
  countIndexed(): Promise<number>;
  /** How the last request to the papers' sources ended. */
  sources(): {
    readonly lastSuccess?: Instant;
    readonly categories?: CategoriesTrouble;
  };
}

/** Each pair of style and language is a series, for each model that was ever used: the most judged ones are shown. */
const MAX_FEEDBACK = 100;

/** What is counted in the store and asked of the parts, when somebody scrapes. */
export function readBot(metrics: Metrics, watched: Watched, clock: Clock): void {
  startAtZero(metrics, watched);
  const since = clock.now();
  metrics.addReadings(async () => readDue(watched));
  metrics.addReadings(async () => [...readSources(watched, since, clock.now()), ...readGateways(watched)]);
  metrics.addReadings(async () => [
    { name: 'paperboy_index_papers', labels: {}, value: await watched.countIndexed() },
  ]);
  metrics.addReadings(async () => readSummaries(watched, clock.now()));
}

/** The first of a kind is an increase for Prometheus only where the series was there before, with 0. */
function startAtZero(metrics: Metrics, { platforms }: Watched): void {
  for (const platform of platforms.keys())
    for (const state of SETTLED) metrics.count('paperboy_deliveries_total', { platform, state }, 0);
  metrics.count('paperboy_model_budget_refused_total', {}, 0);
}

function readDue({ store, platforms }: Watched): Promise<Reading[]> {
  return Promise.all(
    [...platforms.keys()].map(async (platform) => ({
      ...{ name: 'paperboy_due' as const, labels: { platform } },
      value: await store.deliveries.countOpen(platform),
    })),
  );
}

function readSources({ sources }: Watched, since: Instant, now: Instant): Reading[] {
  const { lastSuccess = since, categories } = sources();
  const measureAge = (source: string, from: Instant): Reading => ({
    ...{ name: 'paperboy_source_age_seconds', labels: { source } },
    value: Math.max(0, now - from) / 1000,
  });
  return [measureAge('hugging-face', lastSuccess), measureAge('arxiv', categories?.since ?? lastSuccess)];
}

function readGateways({ platforms }: Watched): Reading[] {
  return [...platforms.values()].flatMap(({ name: platform, connection }) =>
    connection
      ? [
          {
            ...{ name: 'paperboy_gateway_up' as const, labels: { platform } },
            value: connection.isUp() ? 1 : 0,
          },
        ]
      : [],
  );
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
