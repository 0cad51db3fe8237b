import type { Rate } from '../../src/core/async/rate-limited-queue.ts';
import type { Clock } from '../../src/core/base/clock.ts';
import type { DeliveryError } from '../../src/core/base/errors.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Installations } from '../../src/core/store/installation-store.ts';
import type { SeenEventStore } from '../../src/core/store/seen-event-store.ts';
import type { Managers } from './api/people.ts';
import type { SlackMethod } from './api/rates.ts';
import type { HttpConnectionSettings } from './events/http-connection.ts';
import type { OAuthSettings } from './install/oauth.ts';

export interface SlackOptions {
  /** `xoxb-…`, of the only workspace. Either this or `install`. */
  readonly botToken?: string;
  /** For an app that many workspaces install by OAuth; only with `http`. */
  readonly install?: InstallSettings;
  /** `xapp-…`, for Socket Mode. Either this or `http`. */
  readonly appToken?: string;
  /** For an app that Slack calls by HTTP. */
  readonly http?: HttpConnectionSettings;
  /** Slack's own by default. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Where the events are recorded that any process has received. Missing: this process receives all. */
  readonly seenEvents?: SeenEventStore;
  /** Who besides admins may change a channel's subscription: `admins` also includes the channel's creator. */
  readonly managers?: Managers;
  /** Whether paper links that people post turn into a card. On by default. */
  readonly unfurl?: boolean;
  /** No event will come any more: the token was revoked, or Socket Mode is not allowed. */
  readonly onEnd?: (error: DeliveryError) => void;
  /** For rehearsals against a server without limits, and for tests. */
  readonly tuning?: Tuning;
}

export interface InstallSettings extends OAuthSettings {
  readonly installations: Installations;
}

interface Tuning {
  /** A socket that is silent for this long is dead. */
  readonly pingTimeoutMs?: number;
  readonly timeoutMs?: number;
  readonly backoffMs?: number;
  readonly rates?: Readonly<Record<SlackMethod, Rate>>;
  readonly channelRate?: Rate;
}

const SLACK_API = 'https://slack.com/api/';
const TIMEOUT_MS = 30_000;

/** Slack's address, and how long a call may take. */
export function readEndpoint({ apiUrl = SLACK_API, tuning, log }: SlackOptions) {
  return { apiUrl, timeoutMs: tuning?.timeoutMs ?? TIMEOUT_MS, log };
}
