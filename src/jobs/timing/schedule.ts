import cron from 'node-cron';
import type { Log } from '../../core/base/log.ts';

export interface Schedule {
  /** No tick begins after this; the one in progress is left to the jobs. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;

/** Where the clock runs fast, the store is not checked more often than this. */
const MIN_MS = 50;

/**
 * Calls `tick` at every full minute. node-cron stores nothing and may miss a minute; that is why what is due is a row in
 * the store, and a tick only checks. A tick that takes longer than a minute is not started twice. In a rehearsal, whose
 * minutes are short, `everyMs` says how long one is.
 */
export function startSchedule(tick: () => Promise<void>, log: Log, everyMs: number = MINUTE_MS): Schedule {
  if (everyMs < MINUTE_MS) return startTimer(tick, log, Math.max(MIN_MS, everyMs));
  const options = { noOverlap: true, name: 'tick', timezone: 'UTC', logger: createCronLogger(log) };
  const task = cron.schedule('* * * * *', tick, options);
  return {
    stop: async () => {
      await task.destroy();
    },
  };
}

/** node-cron writes to the console unless it is given a logger: outside the log, and not as JSON. */
function createCronLogger(log: Log) {
  const logDebug = (message: unknown) => log.debug({ message }, 'node-cron');
  return {
    debug: logDebug,
    info: logDebug,
    // A tick that takes longer than a minute, or a busy processor: the next tick finds what is due.
    warn: (message: string) => log.warn({ message }, 'a tick of the schedule was missed'),
    // Also where a tick fails.
    error: (error: string | Error, cause?: Error) => reportFailure(log, cause ?? error),
  };
}

/** node-cron has no interval shorter than a second. */
function startTimer(tick: () => Promise<void>, log: Log, everyMs: number): Schedule {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    tick()
      .catch((err: unknown) => reportFailure(log, err))
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return { stop: async () => clearInterval(timer) };
}

function reportFailure(log: Log, err: unknown): void {
  log.error({ err }, 'a tick of the schedule failed');
}
