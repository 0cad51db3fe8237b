import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { readNeededScope, readSlackCode } from '../api/errors.ts';
import type { Identity } from '../api/identity.ts';
import type { Web } from '../api/web.ts';
import { problems } from '../texts/errors.ts';
import { hasKey } from './post-key.ts';

/**
 * Slack's clock dates the messages: ours may be ahead of it by this much, and in a rehearsal by any amount, and the
 * post is still found. An existing post that is not found would be sent twice.
 */
const CLOCK_SKEW_MS = 60 * 60_000;

const PAGE = 100;
const MAX_PAGES = 20;

export interface FindPostsOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
  readonly findTenant: (channel: string) => Promise<TenantId>;
}

/** Finds our posts by their key, in Slack's history of a channel or thread. */
export function createFindPosts({ web, getIdentity, findTenant }: FindPostsOptions) {
  async function* matches(to: Destination, key: string, since: Instant): AsyncGenerator<SentPost> {
    const { bot } = await getIdentity();
    const tenant = await findTenant(to.channel);
    const oldest = String(Math.max(0, Math.min(since, Date.now()) - CLOCK_SKEW_MS) / 1000);
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { messages = [], response_metadata } = await readPage(web, to, oldest, cursor);
      for (const { bot_id, metadata, ts } of messages)
        if (bot_id === bot && ts && hasKey(metadata, key)) yield { ...to, messageId: ts, tenant };
      cursor = response_metadata?.next_cursor;
      if (!cursor) return;
    }
    // The next attempt would give the same result.
    throw new DeliveryError('refused', problems.slackLookupTooLong({ postNow: commandSpan('post-now') }));
  }

  return {
    async find(to: Destination, key: string, since: Instant): Promise<SentPost | undefined> {
      for await (const found of matches(to, key, since)) return found;
      return undefined;
    },
    async findAll(to: Destination, key: string, since: Instant): Promise<SentPost[]> {
      const found: SentPost[] = [];
      for await (const one of matches(to, key, since)) found.push(one);
      return found;
    },
  };
}

async function readPage(
  web: Web,
  { channel, thread }: Destination,
  oldest: string,
  cursor: string | undefined,
) {
  const page = { channel, oldest, inclusive: true, include_all_metadata: true, limit: PAGE };
  const args = { ...page, ...(cursor ? { cursor } : {}) };
  try {
    return thread
      ? await web.call('conversations.replies', (client) =>
          client.conversations.replies({ ...args, ts: thread }),
        )
      : await web.call('conversations.history', (client) => client.conversations.history(args));
  } catch (error) {
    const scope = readNeededScope(error);
    if (readSlackCode(error) !== 'missing_scope' || scope === undefined) throw error;
    throw new DeliveryError('refused', problems.slackLookupScopeMissing({ scope }), {
      cause: (error as DeliveryError).cause,
    });
  }
}
