import { texts } from './texts.ts';

/**
 * `counter` and `histogram` grow as things happen in this process; `gauge` and `reading` are asked for when somebody scrapes, a
 * `reading` being one that only grows.
 */
export interface MetricSpec {
  readonly kind: 'counter' | 'histogram' | 'gauge' | 'reading';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in seconds. */
  readonly buckets?: readonly number[];
}

/** A digest is due at a minute, and waits for its source up to `LATEST_HOURS`. */
const LAG_SECONDS = [5, 15, 30, 60, 120, 300, 900, 3600, 4 * 3600, 24 * 3600];
/** A platform wants an answer to a command within three seconds. */
const ANSWER_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60];

/**
 * Everything at `/metrics`. Labels have few values by construction: names of platforms, states, commands and methods that the code
 * names, and the providers of summaries, of which the most judged are shown. No channel, person or server is a label.
 */
export const METRICS = {
  paperboy_deliveries_total: {
    kind: 'counter',
    help: texts.deliveries(),
    labels: ['platform', 'state'],
  },
  paperboy_delivery_lag_seconds: {
    kind: 'histogram',
    help: texts.deliveryLag(),
    labels: ['platform'],
    buckets: LAG_SECONDS,
  },
  paperboy_deliveries_unknown: { kind: 'gauge', help: texts.deliveriesUnknown(), labels: ['platform'] },
  paperboy_due: { kind: 'gauge', help: texts.due(), labels: ['platform'] },
  paperboy_requests_total: {
    kind: 'counter',
    help: texts.requests(),
    labels: ['platform', 'method', 'status'],
  },
  paperboy_request_seconds: {
    kind: 'histogram',
    help: texts.requestSeconds(),
    labels: ['platform'],
    buckets: ANSWER_SECONDS,
  },
  paperboy_ack_seconds: {
    kind: 'histogram',
    help: texts.ackSeconds(),
    labels: ['platform'],
    buckets: ANSWER_SECONDS,
  },
  paperboy_command_seconds: {
    kind: 'histogram',
    help: texts.commandSeconds(),
    labels: ['command'],
    buckets: ANSWER_SECONDS,
  },
  paperboy_source_age_seconds: { kind: 'gauge', help: texts.sourceAge(), labels: ['source'] },
  paperboy_source_failures_total: { kind: 'counter', help: texts.sourceFailures(), labels: ['source'] },
  paperboy_gateway_up: { kind: 'gauge', help: texts.gatewayUp(), labels: ['platform', 'shard'] },
  paperboy_index_papers: { kind: 'gauge', help: texts.indexPapers(), labels: [] },
  paperboy_index_behind: { kind: 'gauge', help: texts.indexBehind(), labels: [] },
  paperboy_votes_total: { kind: 'counter', help: texts.votes(), labels: ['platform', 'action'] },
  paperboy_model_tokens_total: { kind: 'counter', help: texts.modelTokens(), labels: ['kind'] },
  paperboy_model_cost: { kind: 'gauge', help: texts.modelCost(), labels: [] },
  paperboy_model_budget_refused_total: { kind: 'counter', help: texts.budgetRefused(), labels: [] },
  paperboy_summary_feedback: {
    kind: 'gauge',
    help: texts.feedback(),
    labels: ['provider', 'style', 'language', 'helped'],
  },
  nodejs_eventloop_lag_seconds: { kind: 'gauge', help: texts.loopLag(), labels: ['quantile'] },
  nodejs_heap_used_bytes: { kind: 'gauge', help: texts.heapUsed(), labels: [] },
  process_resident_memory_bytes: { kind: 'gauge', help: texts.resident(), labels: [] },
  process_cpu_seconds_total: { kind: 'reading', help: texts.cpu(), labels: [] },
  process_start_time_seconds: { kind: 'gauge', help: texts.startTime(), labels: [] },
} as const satisfies Readonly<Record<string, MetricSpec>>;

export type MetricName = keyof typeof METRICS;

type NameOf<Kind extends MetricSpec['kind']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];

export type CounterName = NameOf<'counter'>;
export type HistogramName = NameOf<'histogram'>;
/** Those that are read when somebody scrapes. */
export type ReadingName = NameOf<'gauge' | 'reading'>;

export type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof METRICS)[Name]['labels'][number], string>
>;
