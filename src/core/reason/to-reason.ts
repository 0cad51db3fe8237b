import { DeliveryError, InputError, PaperboyError } from '../base/errors.ts';
import type { PlatformName } from '../base/ids.ts';
import type { FailureReason } from './reason.ts';

/** Problems that the core itself raises, under the code of their reason. */
const OF_THE_CORE: ReadonlySet<string> = new Set<FailureReason['code']>([
  'platform-off',
  'second-look',
  'stopped-sending',
  'nothing-to-send',
  'stopping',
  'disk-full',
  'database-busy',
  'database-away',
]);

/**
 * Why an attempt on a platform failed. People in the channel read it: messages that name files of this machine are left to the log.
 */
export function toReason(error: unknown, platform: PlatformName): FailureReason {
  if (!(error instanceof PaperboyError)) return { code: 'internal', values: {} };
  const isForPeople = error instanceof DeliveryError || error instanceof InputError;
  const problem = isForPeople ? error.problem : error.publicProblem;
  if (problem) {
    const { code, values } = problem;
    if (code === 'cannot-look-up') return { code, values: { because: toReason(error.cause, platform) } };
    if (OF_THE_CORE.has(code)) return { code, values } as FailureReason;
    // Only an adapter's errors are in its platform's catalog.
    if (error instanceof DeliveryError && !problem.isWorded)
      return { code: 'platform', values: { platform, problem: { code, values } } };
  }
  const text = isForPeople ? error.message : error.publicly;
  if (text === undefined) return { code: 'internal', values: {} };
  return { code: 'text', values: { text, ...(isForPeople && error.fix ? { fix: error.fix } : {}) } };
}
