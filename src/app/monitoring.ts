import type { HealthPort } from '../cli/base/app.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { Dispatcher } from '../core/command/dispatch.ts';
import type { Store } from '../core/store/store.ts';
import type { Watched } from '../monitoring/bot-readings.ts';
import type { Endpoint } from '../monitoring/observe-requests.ts';
import type { OtherPaths } from '../web/server.ts';

/** Counts what the parts do, without their knowing: each is handed on with a counter around it. */
export interface Monitoring {
  observeStore(store: Store): Store;
  observeDispatcher(dispatcher: Dispatcher): Dispatcher;
  countBudgetRefusal(): void;
  /** A source of papers has failed. */
  countSourceFailure(id: string): void;
  /** An event of a platform was acknowledged so long after it came. */
  observeAcknowledgment(platform: PlatformName, seconds: number): void;
  /** The port at which all of it can be read, once all is built; `shared` is the port of the web pages. */
  open(watched: Watched, shared: OtherPaths | undefined): HealthPort;
}

export interface MonitoringDeps {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Nothing of it is loaded unless HEALTH_PORT is set. */
export async function openMonitoring(deps: MonitoringDeps): Promise<Monitoring | undefined> {
  const { config, clock, log, stopping } = deps;
  const { HEALTH_PORT: port, HEALTH_HOST: host, METRICS_TOKEN: token } = config;
  if (port === undefined) return undefined;
  const { createMetrics } = await import('../monitoring/metrics.ts');
  const { observeStore } = await import('../monitoring/observe-store.ts');
  const { countSourceFailure } = await import('../monitoring/observe-source.ts');
  const { observeDispatcher } = await import('../monitoring/observe-dispatcher.ts');
  const { openHealthPort } = await import('../monitoring/health-port.ts');
  const { nameDiscordRoute, nameSlackMethod } = await import('../monitoring/observe-requests.ts');
  const metrics = createMetrics((err) => log.warn({ err }, 'a metric could not be read'));
  const names = { discord: nameDiscordRoute, slack: nameSlackMethod };
  return {
    observeStore: (store) => observeStore(store, metrics, clock),
    observeDispatcher: (dispatcher) => observeDispatcher(dispatcher, metrics),
    countBudgetRefusal: () => metrics.count('paperboy_model_budget_refused_total', {}),
    countSourceFailure: (id) => countSourceFailure(metrics, id),
    observeAcknowledgment: (platform, seconds) =>
      metrics.observe('paperboy_ack_seconds', { platform }, seconds),
    open: (watched, shared) =>
      openHealthPort({
        ...{ ...watched, metrics, clock, log, stopping, port, host, token },
        ...(shared?.port === port ? { shared } : {}),
        endpoints: listEndpoints(config, names),
      }),
  };
}

/** Whose requests are counted: servers that the settings name. Webhooks go to any server, and are counted as deliveries. */
function listEndpoints(
  config: Config,
  names: Readonly<Record<'discord' | 'slack', Endpoint['nameMethod']>>,
): Endpoint[] {
  return [
    { platform: 'discord', url: config.DISCORD_API_URL, nameMethod: names.discord },
    { platform: 'slack', url: config.SLACK_API_URL, nameMethod: names.slack },
    { platform: 'hugging-face', url: config.HF_BASE_URL },
    { platform: 'arxiv', url: config.ARXIV_BASE_URL },
    ...(config.LLM_BASE_URL === undefined ? [] : [{ platform: 'model', url: config.LLM_BASE_URL }]),
    ...(config.EMBEDDINGS_BASE_URL === undefined
      ? []
      : [{ platform: 'embeddings', url: config.EMBEDDINGS_BASE_URL }]),
  ].map(({ nameMethod, ...endpoint }: Endpoint) => (nameMethod ? { ...endpoint, nameMethod } : endpoint));
}
