import { pause } from '../../../src/core/async/pause.ts';

/**
 * Resolves when the next mail may be sent: they leave at even distances. With nodemailer's own limit each of its connections begins
 * one more mail than that allows: five a second, where one is allowed. (Why this is no queue: docs/adr/0008-rate-limits.md)
 */
export function limitRate(perSecond: number): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const now = performance.now();
    const at = Math.max(now, nextAt);
    nextAt = at + 1000 / perSecond;
    if (at > now) await pause(at - now);
  };
}
