import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBot, type Watched } from './bot-readings.ts';
import { createHealthServer } from './health-server.ts';
import { isLoopback } from './loopback.ts';
import type { Metrics } from './metrics.ts';
import { type Endpoint, observeRequests } from './observe-requests.ts';
import { PROBES, type ProbeDeps, Probes } from './probes.ts';
import { readProcess } from './process-readings.ts';

/** The port of the web pages, where the probes are at the same one. */
export interface SharedPort {
  isListening(): boolean;
  open(path: string, serve: (request: IncomingMessage, response: ServerResponse) => void): void;
}

export interface HealthPortOptions extends Watched, Omit<ProbeDeps, 'isPrivate' | keyof Watched> {
  readonly metrics: Metrics;
  readonly port: number;
  readonly host: string;
  readonly shared?: SharedPort;
  readonly endpoints: readonly Endpoint[];
}

/** The probes at a port of their own, or at that of the web pages, which starts and stops by itself. */
export function openHealthPort(options: HealthPortOptions) {
  const { metrics, clock, log, token, port, host, shared, endpoints } = options;
  const isPrivate = shared === undefined && isLoopback(host);
  const probes = new Probes({ ...options, isPrivate });
  const server = shared ? undefined : createHealthServer({ port, host, log, serve: probes.serve });
  const stopCounting = observeRequests(endpoints, metrics);
  const stopMeasuring = readProcess(metrics);
  readBot(metrics, options, clock);
  return {
    async start(): Promise<void> {
      for (const path of PROBES) shared?.open(path, probes.serve);
      const listening = (await server?.start()) ?? port;
      log.info({ ...(shared ? {} : { host }), port: listening }, 'health and metrics are served');
      if (token === undefined && !isPrivate)
        log.warn({}, 'METRICS_TOKEN is not set: requests for /metrics are refused');
    },
    async stop(): Promise<void> {
      stopCounting();
      stopMeasuring();
      await server?.stop();
    },
  };
}
