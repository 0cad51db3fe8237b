import { PaperboyError } from '../base/errors.ts';
import type { PlatformName } from '../base/ids.ts';
import { capitalize } from '../text/capitalize.ts';
import { problems } from './texts.ts';

/** What people read when something cannot be decided because the platform did not answer: nothing was refused. */
export function refuseNotAsked(platform: PlatformName, what: string, cause?: unknown): PaperboyError {
  const problem = problems.platformNotAsked({ platform: capitalize(platform), question: what });
  return new PaperboyError(problem, { publicly: problem, cause });
}
