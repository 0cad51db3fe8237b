import type { Rate } from '../../../src/core/async/rate-limited-queue.ts';

/** docs.slack.dev/apis/web-api/rate-limits: the tiers, per method, workspace and app. */
const TIER_1: Rate = { calls: 1, perMs: 60_000 };
const TIER_2: Rate = { calls: 20, perMs: 60_000 };
const TIER_3: Rate = { calls: 50, perMs: 60_000 };
const TIER_4: Rate = { calls: 100, perMs: 60_000 };

/** The rate limit of every method we call. */
export const RATES = {
  /** "Several hundred a minute" for a workspace: an even five a second is below any reading of it. */
  'chat.postMessage': { calls: 5, perMs: 1000 },
  'chat.postEphemeral': TIER_4,
  'chat.update': TIER_3,
  'chat.delete': TIER_3,
  'chat.unfurl': TIER_3,
  'entity.presentDetails': TIER_3,
  'reactions.add': TIER_3,
  'reactions.remove': TIER_2,
  'reactions.get': TIER_3,
  'conversations.history': TIER_3,
  'conversations.replies': TIER_3,
  'conversations.info': TIER_3,
  'conversations.open': TIER_3,
  'users.info': TIER_4,
  'users.conversations': TIER_3,
  'views.open': TIER_4,
  'views.publish': TIER_4,
  'views.update': TIER_4,
  'files.uploadV2': TIER_4,
  /** "Hundreds a minute" */
  'auth.test': TIER_4,
  'apps.connections.open': TIER_1,
  /** "Special rate limits", undocumented */
  'blocks.validate': TIER_2,
} as const satisfies Record<string, Rate>;

/** A Web API method that the adapter calls. */
export type SlackMethod = keyof typeof RATES;

/** docs.slack.dev/apis/web-api/rate-limits: about one message a second a channel, threads included. */
export const CHANNEL_RATE: Rate = { calls: 1, perMs: 1000 };
