import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

const RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
const QUANTILES = [0.5, 0.99] as const;

/** Memory, processor and the delay of the event loop. Returns what ends the measurement. */
export function readProcess(metrics: Metrics): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // The timer's own interval is part of what is measured.
  const toLag = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
  const startedAt = performance.timeOrigin / 1000;
  metrics.addReadings(async () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const lags = [
      ...QUANTILES.map((quantile) => [String(quantile), delay.percentile(quantile * 100)] as const),
      ['1', delay.max] as const,
    ];
    delay.reset();
    return [
      ...lags.map(([quantile, lag]) => ({
        ...{ name: 'nodejs_eventloop_lag_seconds' as const, labels: { quantile } },
        value: toLag(lag),
      })),
      { name: 'nodejs_heap_used_bytes', labels: {}, value: heapUsed },
      { name: 'process_resident_memory_bytes', labels: {}, value: rss },
      { name: 'process_cpu_seconds_total', labels: {}, value: (user + system) / MICROSECONDS },
      { name: 'process_start_time_seconds', labels: {}, value: startedAt },
    ];
  });
  return () => delay.disable();
}
