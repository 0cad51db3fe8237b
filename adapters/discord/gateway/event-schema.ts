import { GatewayOpcodes } from 'discord.js';
import { z } from 'zod';
import { interaction, snowflake, user } from './interaction-schema.ts';

const reaction = z.object({
  user_id: snowflake,
  channel_id: snowflake,
  message_id: snowflake,
  guild_id: snowflake.optional(),
  emoji: z.object({
    id: snowflake.nullable().default(null),
    name: z.string().max(200).nullable().default(null),
  }),
  burst: z.boolean().default(false),
  member: z.object({ user: z.object({ bot: z.boolean().optional() }) }).nullish(),
});

const cleared = z.object({ channel_id: snowflake, message_id: snowflake });

const addressOfSocket = z.url({ protocol: /^wss?$/ }).max(500);

/** discord.js opens its next connection at this address. */
const ready = z.object({
  user,
  guilds: z.array(z.object({ id: snowflake, unavailable: z.boolean().optional() })),
  session_id: z.string().min(1).max(200),
  resume_gateway_url: addressOfSocket,
  application: z.object({ id: snowflake }),
});

/** What is wrong in a list is left out; the rest stays. */
const channels = z
  .array(z.unknown())
  .transform((list) => list.flatMap((one) => channel.safeParse(one).data ?? []));
const channel = z.object({ id: snowflake, type: z.number(), name: z.string().max(200).optional() });

const guild = z.object({
  id: snowflake,
  name: z.string().max(200).optional(),
  unavailable: z.boolean().optional(),
  channels: channels.optional(),
});

/** Events that only we read; discord.js does not see them. */
const OURS: ReadonlyMap<unknown, z.ZodType> = new Map<unknown, z.ZodType>([
  ['MESSAGE_REACTION_ADD', reaction],
  ['MESSAGE_REACTION_REMOVE', reaction],
  ['MESSAGE_REACTION_REMOVE_ALL', cleared],
  ['MESSAGE_REACTION_REMOVE_EMOJI', cleared],
  ['INTERACTION_CREATE', interaction],
]);

/** Events by which discord.js knows that a connection is open and which channel is whose; of each only what it needs. */
const LIBRARY: ReadonlyMap<unknown, z.ZodType> = new Map<unknown, z.ZodType>([
  ['READY', ready],
  ['RESUMED', z.unknown().transform(() => ({}))],
  ['GUILD_CREATE', guild],
  ['GUILD_DELETE', guild],
]);

const MINUTE = 60_000;

const frame = z.discriminatedUnion('op', [
  z.object({
    op: z.literal(GatewayOpcodes.Dispatch),
    s: z.number().int().nonnegative(),
    t: z.string().min(1).max(100),
    d: z.unknown(),
  }),
  z.object({ op: z.literal(GatewayOpcodes.Heartbeat) }),
  z.object({ op: z.literal(GatewayOpcodes.Reconnect) }),
  z.object({ op: z.literal(GatewayOpcodes.InvalidSession), d: z.boolean() }),
  z.object({
    op: z.literal(GatewayOpcodes.Hello),
    d: z.object({
      heartbeat_interval: z
        .number()
        .min(10)
        .max(60 * MINUTE),
    }),
  }),
  z.object({ op: z.literal(GatewayOpcodes.HeartbeatAck) }),
]);

export type DiscordReaction = z.infer<typeof reaction>;
export type DiscordGuild = z.infer<typeof guild>;
export type ClearedReactions = z.infer<typeof cleared>;

/** `malformed` says what is wrong, and never quotes it. `unread`: nobody listens to it. */
export type ParsedEvent =
  | { readonly kind: 'ours' | 'library'; readonly data: unknown }
  | { readonly kind: 'unread' }
  | { readonly kind: 'malformed'; readonly what: string; readonly why: string };

/** What discord.js's connection may see of a text that came over the socket. */
export type Frame = z.infer<typeof frame>;

/** Parses what came over the socket, and of `READY` also what is in it: the connection itself looks there. */
export function parseFrame(raw: unknown): Frame | Extract<ParsedEvent, { kind: 'malformed' }> {
  const { data, error } = frame.safeParse(raw);
  if (!data) return toMalformed('gateway payload', error);
  if (data.op !== GatewayOpcodes.Dispatch || data.t !== 'READY') return data;
  const inside = ready.safeParse(data.d);
  return inside.data ? { ...data, d: inside.data } : toMalformed('READY', inside.error);
}

/** Parses an event's data. Total: whatever it is given, it returns. */
export function parseEvent(name: string, raw: unknown): ParsedEvent {
  const kind = OURS.has(name) ? 'ours' : 'library';
  const schema = OURS.get(name) ?? LIBRARY.get(name);
  if (!schema || isPing(name, raw)) return { kind: 'unread' };
  const { success, data, error } = schema.safeParse(raw);
  return success ? { kind, data } : toMalformed(name, error);
}

/** Interactions of kinds that nobody here answers: Discord's pings, and kinds that it may add. */
function isPing(name: string, raw: unknown): boolean {
  if (name !== 'INTERACTION_CREATE' || typeof raw !== 'object' || raw === null) return false;
  return 'type' in raw && typeof raw.type === 'number' && (raw.type < 2 || raw.type > 5);
}

function toMalformed(
  what: string,
  error: z.ZodError | undefined,
): Extract<ParsedEvent, { kind: 'malformed' }> {
  const [issue] = error?.issues ?? [];
  const why = issue ? `${issue.path.join('.').slice(0, 200)}: ${issue.code}` : 'unreadable';
  return { kind: 'malformed', what: what.slice(0, 100), why };
}
