import type { Rate } from '../../../src/core/async/rate-limited-queue.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { ChannelAccess } from '../../../src/core/platform/platform.ts';
import type { Identity } from '../api/identity.ts';
import { createPeople, type Managers, type People } from '../api/people.ts';
import { createRateLimiter, type RateLimiter } from '../api/rate-limiter.ts';
import { CHANNEL_RATE, RATES, type SlackMethod } from '../api/rates.ts';
import { createSharing } from '../api/sharing.ts';
import { createVisibility } from '../api/visibility.ts';
import { createWeb, type Web, type WebOptions } from '../api/web.ts';
import { createWorkspaces, type Workspaces } from '../api/workspaces.ts';
import { createPosts, type Posts } from '../posts/posts.ts';

export interface InstalledOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly managers?: Managers;
  readonly tuning?: {
    readonly rates?: Readonly<Record<SlackMethod, Rate>>;
    readonly channelRate?: Rate;
  };
}

/** Whose token it is. */
export interface Account extends Pick<WebOptions, 'getClient' | 'onFailure'> {
  createIdentity(web: Web): () => Promise<Identity>;
  /** Called with the workspace of a channel, before it is used. */
  onWorkspace?(team: string): Promise<void>;
}

/**
 * The parts that work with one token: the app's installation in a workspace or in an organization. Each has a rate limiter and
 * caches of its own, so that no workspace waits for another one or sees anything of it.
 */
export interface Installed {
  /** The bot's current token. */
  readonly getToken: () => Promise<string | undefined>;
  readonly web: Web;
  readonly limiter: RateLimiter;
  readonly getIdentity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly posts: Posts;
  readonly canSee: ChannelAccess['canSee'];
  readonly findSharingObstacle: ChannelAccess['findSharingObstacle'];
}

/** Finds the installation that a call belongs to. */
export interface Directory {
  /** Throws a `DeliveryError` where the app is not installed in this workspace. */
  get(tenant: TenantId | undefined): Promise<Installed>;
  /** Rejects calls that have not begun. */
  close(): void;
}

export function createInstalled(
  { clock, log, managers = 'admins', tuning = {} }: InstalledOptions,
  { getClient, onFailure, createIdentity, onWorkspace }: Account,
): Installed {
  const limiter = createRateLimiter(tuning.rates ?? RATES, tuning.channelRate ?? CHANNEL_RATE);
  const web = createWeb({ getClient, limiter, ...(onFailure ? { onFailure } : {}) });
  const getIdentity = createIdentity(web);
  const workspaces = createWorkspaces({
    web,
    getIdentity,
    clock,
    log,
    ...(onWorkspace ? { onWorkspace } : {}),
  });
  const people = createPeople({ web, workspaces, getIdentity, clock, log, managers });
  const posts = createPosts({ web, getIdentity, workspaces, people, log });
  const { openDirectMessages } = posts;
  const canSee = createVisibility({ web, getIdentity, workspaces, people, clock, openDirectMessages });
  const findSharingObstacle = createSharing({ web, getIdentity, people, openDirectMessages });
  const getToken = async () => (await getClient()).token;
  return { getToken, web, limiter, getIdentity, workspaces, people, posts, canSee, findSharingObstacle };
}

/** One installation for everything, whose token the operator set. */
export function createSingle(installed: Installed): Directory {
  return { get: async () => installed, close: () => installed.limiter.close() };
}
