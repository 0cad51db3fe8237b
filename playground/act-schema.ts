import { z } from 'zod';
import type { Act, CompleteRequest } from './protocol.ts';

const id = z.string().min(1).max(100);
const text = z.string().max(4000);
const side = z.enum(['discord', 'slack']);
const values = z.record(id, text);

/** `POST /act`, as it may come from anybody who reaches the port. */
export const actSchema: z.ZodType<Act> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('discord-slash'),
    channelId: id,
    subcommand: id,
    options: z.record(id, z.union([text, z.number(), z.boolean()])),
  }),
  z.strictObject({ kind: z.literal('discord-press'), channelId: id, messageId: id, customId: id }),
  z.strictObject({ kind: z.literal('discord-submit'), modalId: id, values }),
  z.strictObject({ kind: z.literal('slack-command'), channelId: id, text }),
  z.strictObject({
    kind: z.literal('slack-press'),
    channelId: id,
    on: z.string().max(100),
    actionId: z.string().max(255),
  }),
  z.strictObject({ kind: z.literal('slack-submit'), modalId: id, values }),
  z.strictObject({ kind: z.literal('slack-home') }),
  z.strictObject({
    kind: z.literal('react'),
    side,
    channelId: id,
    messageId: id,
    emoji: id,
    on: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('say'),
    side,
    channelId: id,
    text: text.min(1),
    threadTs: id.optional(),
  }),
  z.strictObject({ kind: z.literal('close-modal'), side, modalId: id }),
  z.strictObject({ kind: z.literal('mail-sign-up'), address: z.string().min(1).max(254) }),
  z.strictObject({ kind: z.literal('set-day'), day: z.iso.date() }),
  z.strictObject({ kind: z.literal('post-recap') }),
  // A day in 12 seconds: faster, and a post would be late before the next look at the clock.
  z.strictObject({ kind: z.literal('set-speed'), speed: z.number().min(0).max(7200) }),
]);

/** `POST /complete`. */
export const completeSchema: z.ZodType<CompleteRequest> = z.union([
  z.strictObject({ channelId: id, subcommand: id, option: id, typed: z.string().max(100) }),
  z.strictObject({ modalId: id, field: id, typed: z.string().max(100) }),
]);
