import {
  ComponentType,
  InteractionContextType,
  InteractionType,
  ApplicationCommandOptionType as Option,
} from 'discord.js';
import { z } from 'zod';
import { shownComponents } from '../components/shown-components.ts';

export const snowflake = z.string().regex(/^\d{1,20}$/);
const shortString = z.string().min(1).max(200);
/** Discord's own bound is 6,000. */
const userText = z.string().max(10_000);

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
  // A bit set in decimal: it is read by `BigInt`, which throws on anything else.
  permissions: z.string().regex(/^\d{1,40}$/),
});

const channel = z.object({
  id: snowflake,
  parent_id: snowflake.nullish(),
  /** Present in threads only. */
  thread_metadata: z.object({}).optional(),
});

const interactionBase = {
  id: snowflake,
  application_id: snowflake,
  /** Part of the URL that the answer goes to. */
  token: z
    .string()
    .min(3)
    .max(2000)
    .regex(/^[^\s/?#%\\]+$/),
  guild_id: snowflake.optional(),
  channel,
  member: member.optional(),
  user: user.optional(),
  locale: z.string().max(20).optional(),
  /** A server, the conversation with the bot, or another private one. */
  context: z.enum(InteractionContextType).optional().catch(undefined),
  /** By the way of installation that offered the command: the server, or the person. */
  authorizing_integration_owners: z.record(z.string(), z.unknown()).optional().catch(undefined),
  message: z
    .object({
      id: snowflake,
      flags: z.number().int().default(0).catch(0),
      components: shownComponents.optional().catch(undefined),
    })
    .optional(),
};

const optionValue = z.object({
  name: shortString,
  type: z.number(),
  value: z.union([userText, z.number(), z.boolean()]),
  focused: z.boolean().optional(),
});
const values = z.array(optionValue).max(25).default([]);
const subcommand = z.object({ name: shortString, type: z.literal(Option.Subcommand), options: values });
const group = z.object({
  name: shortString,
  type: z.literal(Option.SubcommandGroup),
  options: z.array(subcommand).max(25).default([]),
});
const options = z
  .array(z.union([group, subcommand, optionValue]))
  .max(25)
  .default([]);
/** What is in sight of a message that is made of components: a text is in a section, which is in a container, at most. */
const shownText = z.object({ content: userText.optional().catch(undefined) });
const shownSection = shownText.extend({ components: z.array(shownText).max(40).catch([]) });
const shownComponent = shownText.extend({ components: z.array(shownSection).max(40).catch([]) });

/** The message that a command of its menu is about; an answer of another shape names no paper. */
const resolved = z.object({
  messages: z.record(
    snowflake,
    z.object({
      content: userText.catch(''),
      embeds: z
        .array(z.object({ url: z.string().max(4000).optional().catch(undefined) }))
        .max(10)
        .catch([]),
      components: z.array(shownComponent).max(40).catch([]),
    }),
  ),
});
const command = z.object({
  name: shortString,
  type: z.number().default(1),
  options,
  target_id: snowflake.optional(),
  resolved: resolved.optional().catch(undefined),
});

const field = z.union([
  z.object({ type: z.literal(ComponentType.TextInput), custom_id: shortString, value: userText.default('') }),
  z.object({
    type: z.literal([ComponentType.StringSelect, ComponentType.RoleSelect, ComponentType.CheckboxGroup]),
    custom_id: shortString,
    values: z.array(userText).max(25),
  }),
  z.object({
    type: z.literal(ComponentType.RadioGroup),
    custom_id: shortString,
    value: userText.nullish().transform((value) => value ?? ''),
  }),
]);
const formPart = z.union([
  z.object({ type: z.literal(ComponentType.Label), component: field }),
  // Text between the fields, and kinds of components that Discord may add.
  z.object({ type: z.number() }).transform(() => undefined),
]);

const commandInteraction = z.object({
  ...interactionBase,
  type: z.literal(InteractionType.ApplicationCommand),
  data: command,
});
const autocomplete = z.object({
  ...interactionBase,
  type: z.literal(InteractionType.ApplicationCommandAutocomplete),
  data: command,
});
const componentInteraction = z.object({
  ...interactionBase,
  type: z.literal(InteractionType.MessageComponent),
  // `values` are a select's; a button has none.
  data: z.object({ custom_id: shortString, values: z.array(userText).max(25).optional() }),
});
const submission = z.object({
  ...interactionBase,
  type: z.literal(InteractionType.ModalSubmit),
  data: z.object({ custom_id: shortString, components: z.array(formPart).max(50) }),
});

/** In a server Discord sends the asker as a member, elsewhere as a user: one of the two is there. */
export const interaction = z
  .discriminatedUnion('type', [commandInteraction, autocomplete, componentInteraction, submission])
  .transform((parsed, context) => {
    const asker = parsed.member?.user ?? parsed.user;
    if (asker) return { ...parsed, asker };
    context.addIssue({ code: 'custom', path: ['member'] });
    return z.NEVER;
  });

/** The fields of an interaction that handlers see. */
export type DiscordInteraction = z.infer<typeof interaction>;
export type TypingInteraction = Extract<
  DiscordInteraction,
  { type: InteractionType.ApplicationCommandAutocomplete }
>;
export type AnswerableInteraction = Exclude<DiscordInteraction, TypingInteraction>;
export type SubmittedForm = Extract<DiscordInteraction, { type: InteractionType.ModalSubmit }>;
/** A command, its group or its subcommand, with what was chosen. */
export type ChosenOptions = z.infer<typeof options>;
export type ChosenCommand = z.infer<typeof command>;
export type ChosenValue = z.infer<typeof optionValue>;
