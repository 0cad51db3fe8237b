import { PaperboyError } from '../base/errors.ts';
import type { PlatformName } from '../base/ids.ts';

const NAMES: Readonly<Record<PlatformName, string>> = {
  discord: 'Discord',
  slack: 'Slack',
  terminal: 'The terminal',
};

/** What people hear when something cannot be decided because the platform did not tell: nothing was refused. */
export function notAsked(platform: PlatformName, what: string, cause?: unknown): PaperboyError {
  const message = `${NAMES[platform]} could not be asked ${what}, so nothing was done`;
  return new PaperboyError('platform-not-asked', message, {
    ...{ publicly: message, cause },
    fix: 'Try again in a moment. If this stays, tell whoever runs this bot the request id.',
  });
}
