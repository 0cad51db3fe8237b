import { check, type Parameters } from 'recheck';
import type { Pattern, Verdict } from '../support/patterns.ts';

/**
 * Steps are counted and not time, and chance has a seed: a busy machine, and another day, find the same. What is left of time is the
 * end of it, past which nothing is said.
 */
export const SAME_EVERYWHERE: Parameters = {
  ...{ attackTimeout: null, incubationTimeout: null, seedingTimeout: null },
  ...{ randomSeed: 0, timeout: 10_000 },
};

/** What recheck says of a pattern; `unknown` where it does not come to an end in time. */
export async function judgePattern({ source, flags }: Pattern, parameters: Parameters): Promise<Verdict> {
  const found = await check(source, flags, parameters);
  if (found.status === 'unknown') return { complexity: 'unknown' };
  if (found.status === 'safe') return { complexity: 'linear' };
  const { pumps, suffix } = found.attack;
  return {
    complexity: found.complexity.type,
    attack: { pumps: pumps.map(({ prefix, pump }) => ({ prefix, pump })), suffix },
  };
}
