import { randomFrom } from '../shared/random.ts';
import { discordWay } from './discord-ways.ts';
import { type CountingLog, countingLog, type Way } from './event-way.ts';
import { slackWay } from './slack-ways.ts';

export const WAYS = {
  'Slack, HTTP': (log: CountingLog) => slackWay('HTTP', log),
  'Slack, socket': (log: CountingLog) => slackWay('socket', log),
  'Discord, gateway': (log: CountingLog) => discordWay('gateway', log),
  'Discord, interactions': (log: CountingLog) => discordWay('interactions', log),
} as const satisfies Readonly<Record<string, (log: CountingLog) => Promise<Way>>>;

export interface EventsReport {
  readonly sent: number;
  /** Exceptions and rejections that nobody handled: each would have ended a process without the last guard. */
  readonly unhandled: readonly unknown[];
  readonly seconds: number;
  /** Lines of the log by their message. */
  readonly lines: ReadonlyMap<string, number>;
  /** The first error of each line that is one. */
  readonly errors: ReadonlyMap<string, unknown>;
}

/** Sends `count` changed events by one way, and between them events as they should be, each of which must be handled. */
export async function runEvents(name: keyof typeof WAYS, count: number, seed: number): Promise<EventsReport> {
  const unhandled: unknown[] = [];
  const catchOne = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', catchOne);
  process.on('uncaughtException', catchOne);
  const log = countingLog();
  const begun = performance.now();
  try {
    const way = await WAYS[name](log);
    const random = randomFrom(seed);
    for (let n = 1; n <= count; n++) {
      way.send(random);
      if (n % way.batch === 0 || n === count) await way.settle();
    }
    await way.close();
  } finally {
    process.off('unhandledRejection', catchOne);
    process.off('uncaughtException', catchOne);
  }
  const seconds = (performance.now() - begun) / 1000;
  return { sent: count, unhandled, seconds, lines: log.counts, errors: log.errors };
}
