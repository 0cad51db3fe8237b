import type { Instant } from '../base/time.ts';

/**
 * What an operator should know of. `source`: a source of papers does not answer. `platform`: no events come in. `tenant`: a server or
 * workspace has removed the bot. `unknown-outcome`: it is not known whether a digest was posted. `budget`: that of the model is
 * used up.
 */
export type AlertKind = 'source' | 'platform' | 'tenant' | 'unknown-outcome' | 'budget';

export const ALERT_KINDS: readonly AlertKind[] = [
  'source',
  'platform',
  'tenant',
  'unknown-outcome',
  'budget',
];

export interface AlertKey {
  readonly kind: AlertKind;
  /** The source, the platform, the server or workspace, or the model. */
  readonly subject: string;
}

export interface Alert extends AlertKey {
  readonly raisedAt: Instant;
  /** When its cause was last seen. */
  readonly seenAt: Instant;
  readonly endedAt?: Instant;
  /** The delivery that says so. */
  readonly raisedSlot: Instant;
  readonly endedSlot?: Instant;
}

/** The newest alert of each key. */
export interface AlertStore {
  /** Raises it, unless it is raised already: then its cause is only recorded as seen. */
  raise(key: AlertKey, at: Instant, slot: Instant): Promise<void>;
  /** Ends it where it is raised. */
  end(key: AlertKey, at: Instant, slot: Instant): Promise<void>;
  list(): Promise<Alert[]>;
  /** Deletes what ended before `before`. */
  purge(before: Instant): Promise<void>;
}
