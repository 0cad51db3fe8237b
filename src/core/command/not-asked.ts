import { PaperboyError } from '../base/errors.ts';
import type { PlatformName } from '../base/ids.ts';
import { plainText } from '../base/text.ts';
import { problems } from './texts.ts';

/** What people hear when something cannot be decided because the platform did not tell: nothing was refused. */
export function notAsked(platform: PlatformName, what: string, cause?: unknown): PaperboyError {
  const problem = problems.platformNotAsked({ platform: capitalize(platform), question: what });
  return new PaperboyError(problem, { publicly: plainText(problem.what()), cause });
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
