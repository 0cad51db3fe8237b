import type { Log } from './log.ts';

/** Logs what may happen thousands of times a second in a few lines. */
export interface SampledLog {
  /** Counts one more of `message`; the line shows the facts of the newest one. */
  count(facts: object, message: string): void;
  /** Writes what has been counted and not logged yet. */
  flush(): void;
}

export const SAMPLE_MS = 60_000;

interface Sample {
  facts: object;
  count: number;
}

/**
 * The first one is logged at once, further ones once a minute with their count: a sender that makes us log a line for each
 * packet can fill the disk. Messages are constants, so there are few of them.
 */
export function createSampledLog(log: Log, everyMs = SAMPLE_MS): SampledLog {
  const samples = new Map<string, Sample>();

  function logSample(message: string, sample: Sample): void {
    log.warn({ ...sample.facts, count: sample.count }, message);
    sample.count = 0;
  }

  function wait(message: string, sample: Sample): void {
    setTimeout(() => {
      if (sample.count === 0) {
        samples.delete(message);
        return;
      }
      logSample(message, sample);
      wait(message, sample);
    }, everyMs).unref();
  }

  return {
    count(facts, message) {
      const known = samples.get(message);
      if (known) {
        known.facts = facts;
        known.count += 1;
        return;
      }
      const sample = { facts, count: 1 };
      samples.set(message, sample);
      logSample(message, sample);
      wait(message, sample);
    },
    flush() {
      for (const [message, sample] of samples) if (sample.count > 0) logSample(message, sample);
    },
  };
}
