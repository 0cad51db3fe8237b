import { PaperboyError } from './errors.ts';
import { problems } from './texts.ts';

/** A port that could not be listened on. */
interface UnusablePort {
  readonly port: number;
  readonly host: string;
  /** The settings that name them. */
  readonly settings: { readonly port: string; readonly host: string };
  /** What does not work without it, as the end of a sentence. */
  readonly loss: string;
  /** What else has to be changed with the port, after `Set … to a free port`. */
  readonly also?: string;
}

/** Why a port cannot be listened on, with the setting for it. */
export function toPortError(cause: Error & { readonly code?: string }, unusable: UnusablePort): Error {
  const { port, host, settings, loss, also = '' } = unusable;
  const fail = (why: 'taken' | 'denied') => {
    const values = { port: String(port), loss, why, setting: settings.port, also };
    return new PaperboyError(problems.portUnusable(values), { cause });
  };
  switch (cause.code) {
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PaperboyError(problems.hostUnusable({ host, loss, setting: settings.host }), { cause });
    case 'EADDRINUSE':
      return fail('taken');
    case 'EACCES':
      return fail('denied');
    default:
      return cause;
  }
}
