import { DeliveryError, StoppedError } from '../base/errors.ts';
import { computeBackoff } from './backoff.ts';
import { pause } from './pause.ts';
import { raceAbort } from './race-abort.ts';

const MAX_MS = 60_000;

export interface RetryOptions {
  /** Aborted when nobody waits for the outcome any more: a `StoppedError` is thrown then, whatever the platform says. */
  readonly signal: AbortSignal;
  /** The first wait, in milliseconds, doubled each time up to a minute. */
  readonly firstMs?: number;
  /** Called after each failure, before the wait. */
  readonly onWait: (error: DeliveryError, waitMs: number) => void;
}

/** `retryTransient`, with its waiting times set. */
export type Retry = <T>(ask: () => Promise<T>) => Promise<T>;

/**
 * Repeats the call with backoff until the platform answers: a machine that has just started may have no network yet, and
 * nobody starts the bot a second time. Throws at once what waiting does not fix.
 */
export async function retryTransient<T>(
  ask: () => Promise<T>,
  { signal, firstMs = 1000, onWait }: RetryOptions,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      if (signal.aborted) throw new StoppedError();
      return await raceAbort(ask(), signal);
    } catch (error) {
      if (signal.aborted) throw new StoppedError();
      if (!(error instanceof DeliveryError) || error.fault !== 'transient') throw error;
      const waitMs = Math.max(
        Math.round(computeBackoff(attempt, { firstMs, maxMs: MAX_MS }, Math.random)),
        error.retryAfterMs ?? 0,
      );
      onWait(error, waitMs);
      await pause(waitMs, signal);
    }
  }
}
