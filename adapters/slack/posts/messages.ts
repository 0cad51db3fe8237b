import type { types } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { toSlackTenantId } from '../api/ids.ts';
import type { Web } from '../api/web.ts';
import type { Workspaces } from '../api/workspaces.ts';
import { sendPayload } from '../render/trimmed-payload.ts';
import { problems } from '../texts/errors.ts';
import { buildPostMetadata } from './post-key.ts';

/** Never a preview of the links in a post, and no markup in the fallback text. */
const QUIET = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;

export interface MessagesOptions {
  readonly web: Web;
  readonly workspaces: Workspaces;
  readonly log: Log;
}

/** Where a message of ours is. */
type MessageRef = Pick<SentPost, 'channel' | 'messageId'>;

/** Sends, edits and deletes messages. */
export function createMessages({ web, workspaces, log }: MessagesOptions) {
  async function findTenant(channel: string): Promise<TenantId> {
    return toSlackTenantId(await workspaces.resolve(channel));
  }

  async function post(
    { channel, thread }: Destination,
    message: Message,
    { metadata, urgent = false }: { readonly metadata?: types.MessageMetadata; readonly urgent?: boolean },
  ): Promise<string> {
    const fixed = { channel, ...(thread ? { thread_ts: thread } : {}), ...(metadata ? { metadata } : {}) };
    const { ts } = await sendPayload(message, log, (draw) =>
      web.call('chat.postMessage', (client) => client.chat.postMessage({ ...fixed, ...draw(), ...QUIET }), {
        channel,
        urgent,
      }),
    );
    if (!ts) throw new DeliveryError('unknown', problems.slackPostWithoutTimestamp());
    return ts;
  }

  return {
    findTenant,
    async send(to: Destination, message: Message, key: string): Promise<SentPost> {
      // Fetched before the post: a failure after it would leave a post that is not recorded.
      const tenant = await findTenant(to.channel);
      const messageId = await post(to, message, { metadata: buildPostMetadata(key) });
      return { ...to, messageId, tenant };
    },
    /** Posts messages that are never looked up again, before all digests; resolves with their `ts`. */
    async say(to: Destination, message: Message): Promise<string> {
      return post(to, message, { urgent: true });
    },
    async edit({ channel, messageId: ts }: MessageRef, message: Message): Promise<void> {
      await sendPayload(message, log, (draw) =>
        web.call('chat.update', (client) => client.chat.update({ channel, ts, ...draw() })),
      );
    },
    async delete({ channel, messageId: ts }: MessageRef): Promise<void> {
      await web.call('chat.delete', (client) => client.chat.delete({ channel, ts }));
    },
  };
}
