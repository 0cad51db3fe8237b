import { PaperboyError } from '../base/errors.ts';
import type { PlatformName } from '../base/ids.ts';
import { plainText } from '../base/text.ts';
import { problems } from './texts.ts';

const NAMES: Readonly<Record<PlatformName, string>> = {
  discord: 'Discord',
  slack: 'Slack',
  terminal: 'The terminal',
};

/** What people hear when something cannot be decided because the platform did not tell: nothing was refused. */
export function notAsked(platform: PlatformName, what: string, cause?: unknown): PaperboyError {
  const problem = problems.platformNotAsked({ platform: NAMES[platform], question: what });
  return new PaperboyError(problem, { publicly: plainText(problem.what()), cause });
}
