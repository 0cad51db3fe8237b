import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { createLocalShards } from '../../src/core/store/shards.ts';
import { check } from './api/check.ts';
import { createIdentity } from './api/identity.ts';
import { toDiscordTenantId } from './api/ids.ts';
import { findRole } from './api/permissions.ts';
import { findSharingObstacle } from './api/sharing.ts';
import { createVisibility } from './api/visibility.ts';
import { DiscordConnection } from './connection.ts';
import type { DiscordOptions } from './options.ts';
import { createPosts } from './posts/posts.ts';
import { createPresetReactions } from './posts/preset-reactions.ts';
import { createPublisher } from './posts/publish.ts';
import { renderMessage } from './render/render.ts';
import { parseRole } from './render/role-id.ts';
import { createCommandWording } from './render/word-commands.ts';
import { problems } from './texts/errors.ts';
import { texts as messageTexts } from './texts/messages.ts';
import { createTransport } from './transport.ts';

/** Enough to use Discord's fifty requests a second; pending work is safer in the store. */
const REACTIONS_AT_ONCE = 256;

/** Discord as a platform. */
export function createDiscord(options: DiscordOptions): ChatPlatform {
  const { log, clock, commands = [], tuning: { reactionSpacingMs: minIntervalMs } = {} } = options;
  const closed = new AbortController();
  const { shards = createLocalShards() } = options;
  const transport = createTransport(options, { shards, closed: closed.signal });
  const { send } = transport;
  const identity = createIdentity(send, transport.findChannel);
  const presetReactions = createPresetReactions({
    send,
    log,
    ...(minIntervalMs === undefined ? {} : { minIntervalMs }),
  });
  let commandId: string | undefined;
  const wordCommands = createCommandWording(commands, () => commandId);
  const posts = createPosts({ send, identity, presetReactions, log });
  return {
    name: 'discord',
    problems,
    render: renderMessage,
    send: posts.send,
    connection: new DiscordConnection(options, {
      transport,
      shards,
      identity,
      presetReactions,
      wordCommands,
      onRegistered: (id) => {
        commandId = id;
      },
      closed,
    }),
    finder: posts,
    editor: posts,
    labeler: posts,
    deleter: posts,
    hasQuietPosts: true,
    mentions: {
      parse: parseRole,
      whereIdsAre: messageTexts.roleIds(),
      whereIdsAreInForm: messageTexts.roleIdsInForm(),
      mayAnybody: async (channel, role) =>
        (await findRole(send, channel, { me: await identity.getBotId(), role }))?.isOpen,
    },
    publisher: createPublisher(send, clock),
    threads: { open: posts.openThread },
    reactions: {
      concurrency: REACTIONS_AT_ONCE,
      addPreset: posts.addPresetReactions,
      removePreset: posts.removePresetReactions,
      read: posts.readPost,
    },
    directMessages: {
      notify: (person, message) => posts.notify(person, wordCommands(message)),
      findChannel: posts.findChannel,
    },
    channels: {
      findTenant: posts.findTenant,
      isForum: identity.isForum,
      isPrivate: (channel, tenant) => tenant === toDiscordTenantId(undefined, channel),
      findSharingObstacle: (channel) => findSharingObstacle(send, identity.getBotId, channel),
      canSee: createVisibility(send, clock),
    },
    checks: { run: (channel, layout, wanted) => check(send, identity, channel, { layout, ...wanted }) },
  };
}
