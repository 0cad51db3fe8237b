import type { Problem } from '../../core/base/catalog.ts';
import { PaperboyError } from '../../core/base/errors.ts';
import { reasons } from '../../core/reason/texts.ts';
import { problems } from './texts.ts';

type Wording = (about: { database: string; detail: string }) => Problem;

/** The codes and classes of codes that an operator can act on: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const WORDINGS: Readonly<Record<string, Wording>> = {
  '08': problems.storeAway,
  '25006': problems.storeReadOnly,
  '28': problems.storeLogin,
  '3D000': problems.storeMissing,
  '42501': problems.storeNotAllowed,
  '53100': problems.storeFull,
  '53300': problems.storeBusy,
  '55P03': problems.storeBusy,
  // The server stops, was ended by force, or starts.
  '57P01': problems.storeAway,
  '57P02': problems.storeAway,
  '57P03': problems.storeAway,
  '57014': problems.storeBusy,
  ECONNREFUSED: problems.storeAway,
  ECONNRESET: problems.storeAway,
  EHOSTUNREACH: problems.storeAway,
  ENOENT: problems.storeAway,
  ENOTFOUND: problems.storeAway,
  EAI_AGAIN: problems.storeAway,
  EPIPE: problems.storeAway,
  ETIMEDOUT: problems.storeAway,
};

/** Words PostgreSQL's error codes; any other error is passed on unchanged. */
export function toStoreError(error: unknown, database: string): unknown {
  if (!(error instanceof Error)) return error;
  const wording = findWording(error);
  if (!wording) return error;
  const publicly = PUBLICLY.get(wording);
  // Of several addresses that were tried only the code is shown.
  const problem = wording({ database, detail: error.message || (readCode(error) ?? '') });
  return new PaperboyError(problem, { ...(publicly ? { publicly: publicly() } : {}), cause: error });
}

const PUBLICLY = new Map<Wording, () => Problem>([
  [problems.storeBusy, reasons.databaseBusy],
  [problems.storeAway, reasons.databaseUnavailable],
  [problems.storeFull, reasons.diskFull],
]);

function findWording(error: Error): Wording | undefined {
  const code = readCode(error);
  if (code !== undefined) return WORDINGS[code] ?? WORDINGS[code.slice(0, 2)];
  // The client’s own errors have no code: most are about a connection that broke.
  if (Object.getPrototypeOf(error) !== Error.prototype) return undefined;
  return error.message.startsWith('SASL') ? problems.storeLogin : problems.storeAway;
}

/** Whether a row was refused because another one has the value of a unique column. */
export function isDuplicate(error: unknown): boolean {
  return readCode(error) === '23505';
}

/** Whether PostgreSQL has ended a transaction that did nothing wrong: it and another one waited for each other. */
export function isInterrupted(error: unknown): boolean {
  return readCode(error) === '40P01';
}

function readCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
