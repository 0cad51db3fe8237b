import type { BuildKind } from '../cli/base/app.ts';

/** What differs between the kinds of process that are built from the same parts. */
export interface Profile {
  /** Fails at the first attempt where the network is down: a person who typed one command wants to know now. A service retries. */
  readonly failFast: boolean;
  /** What is logged beside an answer that a person reads, unless LOG_LEVEL is set. A service logs for machines. */
  readonly briefLevel: 'warn' | 'error';
  /** Whether a person reads the answer of this process. Of a service, only where it serves a prompt. */
  readonly isAnswer: boolean;
  /** Tallies are edited at most this often a post; at a prompt one wants to see them at once. */
  readonly editEveryMs: number;
  /**
   * Digests under way at once on a platform: enough to fill its limits also where each request takes half a second and where
   * a channel takes five cards in five seconds, few enough that memory stays flat. In the demo one: where the clock runs, a lease
   * is soon over, and a second worker would take what the first still has.
   */
  readonly deliveriesAtOnce: number;
  /** Goes on after an error that nobody handled. */
  readonly isGuarded: boolean;
  /** `connected`: those with a token, else the terminal. `rendered`: every one, without connecting. `prompt`: only the terminal. */
  readonly platforms: 'connected' | 'rendered' | 'prompt';
}

const oneShot: Profile = {
  failFast: true,
  briefLevel: 'warn',
  isAnswer: true,
  editEveryMs: 3000,
  deliveriesAtOnce: 32,
  isGuarded: false,
  platforms: 'connected',
};

export const PROFILES: Readonly<Record<BuildKind, Profile>> = {
  /** Runs until it is stopped. */
  service: { ...oneShot, failFast: false, isAnswer: false, isGuarded: true },
  /** Does one thing for the person who typed it. */
  'one-shot': oneShot,
  /** Every platform can render, none connects. */
  'dry-run': { ...oneShot, platforms: 'rendered' },
  /** The bundled editions, in memory. */
  demo: {
    ...oneShot,
    briefLevel: 'error',
    editEveryMs: 50,
    deliveriesAtOnce: 1,
    platforms: 'prompt',
  },
};
