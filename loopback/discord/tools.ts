import type { APIAttachment } from 'discord.js';
import { ApiError } from './api-error.ts';
import type { Around, BodyKind } from './body-check.ts';
import type { MessageBody } from './message-body.ts';
import { numberComponents } from './number-components.ts';
import { channelJson } from './payloads.ts';
import type { Call } from './router.ts';
import type { Channel, Guild, Message, World } from './world.ts';

/** What a gateway event needs to reach the bot: its name, data, and the intent without which it is not sent. */
export type Emit = (event: string, data: object, intent: number) => void;

/** What all routes share. */
export interface Tools {
  readonly world: World;
  readonly emit: Emit;
  /** Throws 50035 for a body that Discord would refuse. */
  check(kind: BodyKind, body: unknown, around?: Around): void;
  channel(id: string | undefined): Channel;
  guild(id: string | undefined): Guild;
  message(channel: Channel, id: string | undefined): Message;
  /** `id` where it is given: the first message of a post in a forum has that of the post. */
  post(channel: Channel, authorId: string, body: MessageBody, files: Call['files'], id?: string): Message;
  /** Sends the bot the event of a new thread, and returns its JSON. */
  announceThread(thread: Channel): object;
}

/** `GatewayIntentBits.Guilds` and `.GuildMessageReactions`; 0 needs none. */
export const INTENTS = { none: 0, guilds: 1 << 0, reactions: 1 << 10 } as const;

/** Looks things up, or answers as Discord does where they are not there. */
export function createTools(world: World, emit: Emit, check: Tools['check']): Tools {
  return {
    world,
    emit,
    check,
    channel: (id = '') => {
      const channel = world.channels.get(id);
      if (!channel) throw ApiError.unknownChannel();
      return channel;
    },
    guild: (id = '') => {
      const guild = world.guilds.get(id);
      if (!guild?.members.has(world.bot.id)) throw ApiError.unknownGuild();
      return guild;
    },
    message: (channel, id = '') => {
      const message = channel.messages.get(id);
      if (!message) throw ApiError.unknownMessage();
      return message;
    },
    post: (channel, authorId, body, files, id) =>
      world.addMessage(channel, authorId, {
        ...(id === undefined ? {} : { id }),
        content: body.content ?? '',
        embeds: body.embeds ?? [],
        components: numberComponents(body.components ?? [], body.flags ?? 0),
        flags: body.flags ?? 0,
        attachments: files.map(({ name, type, text }): APIAttachment => {
          const url = `data:${type};base64,${Buffer.from(text).toString('base64')}`;
          return {
            id: world.snowflake(),
            filename: name,
            size: Buffer.byteLength(text),
            url,
            proxy_url: url,
            content_type: type,
          };
        }),
      }),
    announceThread(thread) {
      const json = channelJson(thread);
      emit('THREAD_CREATE', { ...json, newly_created: true }, INTENTS.guilds);
      return json;
    },
  };
}
