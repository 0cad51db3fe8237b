import { ComponentType, InteractionType, ApplicationCommandOptionType as Option } from 'discord.js';
import { z } from 'zod';

export const snowflake = z.string().regex(/^\d{1,20}$/);
const word = z.string().min(1).max(200);
/** Discord's own bound is 6,000. */
const typed = z.string().max(10_000);

export const user = z.object({
  id: snowflake,
  username: z.string().max(200),
  global_name: z.string().max(200).nullish(),
  bot: z.boolean().optional(),
});

const member = z.object({
  user,
  nick: z.string().max(200).nullish(),
  roles: z.array(snowflake).max(1000),
  // A number as text: anything else would throw where it is read as one.
  permissions: z.string().regex(/^\d{1,40}$/),
});

const channel = z.object({
  id: snowflake,
  parent_id: snowflake.nullish(),
  /** There in a thread alone. */
  thread_metadata: z.object({}).optional(),
});

const about = {
  id: snowflake,
  application_id: snowflake,
  /** It becomes a part of an address. */
  token: z
    .string()
    .min(3)
    .max(2000)
    .regex(/^[^\s/?#%\\]+$/),
  guild_id: snowflake.optional(),
  channel: channel.optional(),
  member: member.optional(),
  user: user.optional(),
  locale: z.string().max(20).optional(),
  message: z.object({ id: snowflake }).optional(),
};

const value = z.object({
  name: word,
  type: z.number(),
  value: z.union([typed, z.number(), z.boolean()]),
  focused: z.boolean().optional(),
});
const values = z.array(value).max(25).default([]);
const subcommand = z.object({ name: word, type: z.literal(Option.Subcommand), options: values });
const group = z.object({
  name: word,
  type: z.literal(Option.SubcommandGroup),
  options: z.array(subcommand).max(25).default([]),
});
const options = z
  .array(z.union([group, subcommand, value]))
  .max(25)
  .default([]);
const command = z.object({ name: word, type: z.number().default(1), options });

const field = z.union([
  z.object({ type: z.literal(ComponentType.TextInput), custom_id: word, value: typed.default('') }),
  z.object({ type: z.literal(ComponentType.StringSelect), custom_id: word, values: z.array(typed).max(25) }),
]);
const formPart = z.union([
  z.object({ type: z.literal(ComponentType.Label), component: field }),
  // Words between the fields, and whatever else Discord may put into a form one day.
  z.object({ type: z.number() }).transform(() => undefined),
]);

const commandInteraction = z.object({
  ...about,
  type: z.literal(InteractionType.ApplicationCommand),
  data: command,
});
const autocomplete = z.object({
  ...about,
  type: z.literal(InteractionType.ApplicationCommandAutocomplete),
  data: command,
});
const press = z.object({
  ...about,
  type: z.literal(InteractionType.MessageComponent),
  // A select has what was chosen; a button has none.
  data: z.object({ custom_id: word, values: z.array(typed).max(25).optional() }),
});
const submission = z.object({
  ...about,
  type: z.literal(InteractionType.ModalSubmit),
  data: z.object({ custom_id: word, components: z.array(formPart).max(50) }),
});

export const interaction = z.discriminatedUnion('type', [
  commandInteraction,
  autocomplete,
  press,
  submission,
]);

/** What handlers see of what somebody did, and no more than this. */
export type DiscordInteraction = z.infer<typeof interaction>;
export type TypingInteraction = z.infer<typeof autocomplete>;
export type AnswerableInteraction = Exclude<DiscordInteraction, TypingInteraction>;
export type SubmittedForm = z.infer<typeof submission>;
/** A command, its group or its subcommand, with what was chosen. */
export type ChosenOptions = z.infer<typeof options>;
export type ChosenValue = z.infer<typeof value>;
