import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Delivery } from '../../../src/core/delivery/delivery.ts';
import { decideRetry } from '../../../src/jobs/delivery/retry-policy.ts';
import { aProblem } from '../../support/a-problem.ts';
import { channelId } from '../../support/ids.ts';

const HOUR = 3_600_000;
const delivery: Delivery = {
  channel: channelId('discord:1'),
  slot: 0,
  kind: 'digest',
  state: 'sending',
  attempts: 0,
  runAt: 0,
  updatedAt: 0,
};
const computeWait = (
  attempts: number,
  random: number,
  error: Error = new DeliveryError('transient', aProblem('busy')),
) => decideRetry(error, { ...delivery, attempts }, 0, 6 * HOUR, random).runAt;

describe('the wait before another try', () => {
  it('doubles from ten seconds up to a quarter of an hour', () => {
    expect([0, 1, 2, 3, 20].map((attempts) => computeWait(attempts, 1))).toEqual(
      [10, 20, 40, 80, 900].map((s) => s * 1000),
    );
  });

  it('is spread over its second half, so that channels that failed together do not come back together', () => {
    expect([0, 0.5, 1].map((random) => computeWait(3, random))).toEqual([40_000, 60_000, 80_000]);
  });

  it('is never shorter than what the platform asks for', () => {
    const asked = new DeliveryError('transient', aProblem('busy'), {
      retryAfterMs: 123_456,
    });
    expect(computeWait(0, 0, asked)).toBe(123_456);
  });
});

describe('the deadline', () => {
  it('ends what failed; what may have been sent has an unknown outcome', () => {
    const late = { ...delivery, attempts: 9 };
    const end = (fault: 'transient' | 'unknown') =>
      decideRetry(new DeliveryError(fault, aProblem('why')), late, 6 * HOUR, 6 * HOUR).state;
    expect([end('transient'), end('unknown')]).toEqual(['failed', 'unknown']);
  });

  it('makes five attempts for a slot that is due after the bot was off', () => {
    const states = [0, 1, 2, 3, 4].map(
      (attempts) => decideRetry(new Error('x'), { ...delivery, attempts }, 50 * HOUR, 6 * HOUR).state,
    );
    expect(states).toEqual(['due', 'due', 'due', 'due', 'failed']);
  });
});
