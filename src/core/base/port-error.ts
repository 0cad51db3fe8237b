import { PaperboyError } from './errors.ts';
import { problems } from './texts.ts';

/** What a port is for, and the settings that name it. */
const SETTINGS = {
  slack: { port: 'SLACK_HTTP_PORT', host: 'SLACK_HTTP_HOST' },
  web: { port: 'WEB_PORT', host: 'WEB_HOST' },
  health: { port: 'HEALTH_PORT', host: 'HEALTH_HOST' },
} as const;

interface Address {
  readonly use: keyof typeof SETTINGS;
  readonly port: number;
  readonly host: string;
}

/** Why a port cannot be listened on, with the setting for it. */
export function toPortError(cause: Error & { readonly code?: string }, { use, port, host }: Address): Error {
  const setting = SETTINGS[use];
  const fail = (why: 'taken' | 'denied') =>
    new PaperboyError(problems.portUnusable({ port: String(port), use, why, setting: setting.port }), {
      cause,
    });
  switch (cause.code) {
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PaperboyError(problems.hostUnusable({ host, use, setting: setting.host }), { cause });
    case 'EADDRINUSE':
      return fail('taken');
    case 'EACCES':
      return fail('denied');
    default:
      return cause;
  }
}
