import type { ProblemCode } from '../base/catalog.ts';
import { DeliveryError, InputError, PaperboyError } from '../base/errors.ts';
import type { PlatformName } from '../base/ids.ts';
import { speakEnglish } from '../base/language.ts';
import { flattenText } from '../base/text.ts';
import type { FailureReason } from './reason.ts';

/** Problems that the core itself raises, under the code of their reason. */
const OF_THE_CORE: ReadonlySet<ProblemCode> = new Set<FailureReason['code'] & ProblemCode>([
  'platform-off',
  'second-look',
  'stopped-sending',
  'nothing-to-send',
  'stopping',
  'disk-full',
  'database-busy',
  'database-away',
  'outside-unavailable',
  'source-unavailable',
  'internal',
]);

/**
 * Why an attempt on a platform failed. People in the channel read it: messages that name files of this machine are left to the log.
 */
export function toReason(error: unknown, platform: PlatformName): FailureReason {
  if (!(error instanceof PaperboyError)) return { code: 'internal', values: {} };
  const isForPeople = error instanceof DeliveryError || error instanceof InputError;
  const problem = isForPeople ? error.problem : error.publicProblem;
  if (!problem) return { code: 'internal', values: {} };
  const { code, values } = problem;
  if (code === 'cannot-look-up') return { code, values: { because: toReason(error.cause, platform) } };
  if (OF_THE_CORE.has(code)) return { code, values } as FailureReason;
  // Only an adapter's errors are in its platform's catalog.
  if (error instanceof DeliveryError && code !== 'unexpected')
    return { code: 'platform', values: { platform, problem: { code, values } } };
  const text = speakEnglish(() => flattenText(problem.what()));
  return { code: 'unexpected', values: { text, ...(isForPeople && error.fix ? { fix: error.fix } : {}) } };
}
