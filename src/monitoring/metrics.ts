import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import {
  type CounterName,
  type HistogramName,
  type LabelsOf,
  METRICS,
  type MetricName,
  type MetricSpec,
  type ReadingName,
} from './metric-names.ts';

/** One value, read when somebody scrapes. */
export type Reading = {
  [Name in ReadingName]: {
    readonly name: Name;
    readonly labels: LabelsOf<Name>;
    readonly value: number;
  };
}[ReadingName];

export interface Metrics {
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
  /** Calls `read` at each scrape; what it throws costs only its own readings. */
  addReadings(read: () => Promise<readonly Reading[]>): void;
  /** Everything in the text format of Prometheus. */
  scrape(): Promise<string>;
}

/** The only file that knows the library (ADR 15). */
export function createMetrics(onError: (error: unknown) => void): Metrics {
  // It starts no server: the port and who may read it are ours.
  const reader = new PrometheusExporter({ preventServerStart: true });
  const meter = new MeterProvider({ readers: [reader] }).getMeter('paperboy');
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  const toOptions = ({ help, buckets }: MetricSpec) => ({
    description: help,
    ...(buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {}),
  });
  const create = <Made>(kind: MetricSpec['kind'], make: (name: string, spec: MetricSpec) => Made) =>
    new Map<MetricName, Made>(
      Object.entries(METRICS).flatMap(([name, spec]) =>
        spec.kind === kind ? [[name as MetricName, make(name, spec)]] : [],
      ),
    );
  const counters = create('counter', (name, spec) => meter.createCounter(name, toOptions(spec)));
  const histograms = create('histogram', (name, spec) => meter.createHistogram(name, toOptions(spec)));
  const observables = new Map([
    ...create('gauge', (name, spec) => meter.createObservableGauge(name, toOptions(spec))),
    ...create('reading', (name, spec) => meter.createObservableCounter(name, toOptions(spec))),
  ]);
  return {
    count: (name, labels, by = 1) => counters.get(name)?.add(by, labels),
    observe: (name, labels, seconds) => histograms.get(name)?.record(seconds, labels),
    addReadings: (read) =>
      meter.addBatchObservableCallback(
        async (result) => {
          for (const { name, labels, value } of await read()) {
            const observable = observables.get(name);
            if (observable) result.observe(observable, value, labels);
          }
        },
        [...observables.values()],
      ),
    async scrape() {
      const { resourceMetrics, errors } = await reader.collect();
      for (const error of errors) onError(error);
      return serializer.serialize(resourceMetrics);
    },
  };
}
