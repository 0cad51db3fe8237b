import { z } from 'zod';
import { isOwnId } from '../../../src/core/base/ids.ts';

/** An id or a timestamp: Slack's have letters, digits, dots and dashes. */
const id = z.string().regex(/^[\w.-]{1,255}$/);
/** A workspace, a channel or a person. */
const ownId = z.string().refine(isOwnId);
const word = z.string().min(1).max(255);
/** Slack cuts messages at this length. What somebody forged beyond it is cut, too: so a line that is too long is answered as such. */
const MAX_MESSAGE_LENGTH = 40_000;
const typed = z.string().transform((text) => text.slice(0, MAX_MESSAGE_LENGTH));
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

const team = z.object({ id: ownId, enterprise_id: id.nullish().catch(undefined) });
const enterprise = z.object({ id });
/** The common part of all interactions. Slack sends no team to an app that belongs to an organization. */
const act = {
  user: z.object({ id: ownId, team_id: ownId.nullish() }),
  team: team.nullish(),
  enterprise: enterprise.nullish().catch(undefined),
  is_enterprise_install: z.boolean().optional().catch(undefined),
};
/** The workspace whose app opened a view, where that is not the person's own. */
const installedTeam = ownId.nullish().catch(undefined);
const response_url = webAddress.optional().catch(undefined);

const reaction = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: ownId,
  reaction: word,
  item: z.object({ type: z.string().optional(), channel: ownId.optional(), ts: id.optional() }),
  event_ts: z.string().max(255).optional(),
});

const homeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: ownId,
  channel: ownId,
  tab: word,
  /** What was drawn there before. */
  view: z.object({}).nullish().catch(undefined),
});

/** A message of an app that mentions ours has no person. */
const mention = z.object({
  type: z.literal('app_mention'),
  user: ownId.optional(),
  bot_id: id.optional().catch(undefined),
  channel: ownId,
  text: typed,
  ts: id,
  thread_ts: id.optional(),
});

const linkShared = z.object({
  type: z.literal('link_shared'),
  user: ownId,
  channel: ownId,
  message_ts: id,
  links: z.array(z.object({ url: z.string().max(20_000) })),
  source: z.string().optional(),
  /** Names links in the composer, where there is no message yet. */
  unfurl_id: word.optional(),
  is_bot_user_member: z.boolean().optional(),
});

/** What identifies an entity; it may be missing where the entity was found by Slack's search. */
const externalRef = z.object({ id: z.string().min(1).max(400), type: z.string().max(255).optional() });

/** A person opened the side pane of a Work Object. */
const entityDetails = z.object({
  type: z.literal('entity_details_requested'),
  user: ownId,
  trigger_id: word,
  entity_url: z.string().max(20_000),
  external_ref: externalRef.nullish().catch(undefined),
  channel: ownId.optional().catch(undefined),
});

/** Slack reports that the app was removed, or that its tokens were revoked. */
const ended = z.object({
  type: z.enum(['app_uninstalled', 'tokens_revoked']),
  tokens: z.object({ oauth: z.array(id).optional(), bot: z.array(id).optional() }).optional(),
});

/** Every event that we listen to. */
const EVENTS: ReadonlyMap<unknown, z.ZodType> = new Map<unknown, z.ZodType>([
  ['reaction_added', reaction],
  ['reaction_removed', reaction],
  ['app_home_opened', homeOpened],
  ['app_mention', mention],
  ['link_shared', linkShared],
  ['entity_details_requested', entityDetails],
  ['app_uninstalled', ended],
  ['tokens_revoked', ended],
]);

const eventCallback = z.object({
  type: z.literal('event_callback'),
  team_id: ownId,
  enterprise_id: id.nullish().catch(undefined),
  authorizations: z
    .array(
      z.object({
        team_id: ownId.nullish(),
        enterprise_id: ownId.nullish(),
        is_enterprise_install: z.boolean().optional(),
      }),
    )
    .max(10)
    .optional()
    .catch(undefined),
  event_id: word.optional(),
  event_time: z.number().optional().catch(undefined),
  event: z.looseObject({ type: word }),
});

const command = z.object({
  command: word,
  text: typed.default(''),
  team_id: ownId,
  enterprise_id: id.optional().catch(undefined),
  is_enterprise_install: z.string().optional().catch(undefined),
  user_id: ownId,
  channel_id: ownId,
  trigger_id: word,
  response_url,
});

const blockActions = z.object({
  ...act,
  type: z.literal('block_actions'),
  actions: z
    .array(
      z.object({
        action_id: word,
        type: word,
        block_id: z.string().optional(),
        selected_option: z.object({ value: word.optional() }).nullish(),
        // Which of two feedback buttons was pressed.
        value: z.string().max(2000).optional(),
      }),
    )
    .min(1)
    .max(25),
  container: z.object({
    message_ts: id.optional(),
    thread_ts: id.optional(),
    is_ephemeral: z.boolean().optional(),
    // Of an action of a Work Object, below a link or in the side pane.
    entity_url: z.string().max(20_000).optional().catch(undefined),
    channel_id: ownId.optional().catch(undefined),
  }),
  channel: z.object({ id: ownId }).optional(),
  // As it is shown, where everybody sees it: what is drawn again with other labels.
  message: z
    .object({
      text: z.string().max(40_000).optional(),
      blocks: z
        .array(z.looseObject({ type: word }))
        .max(50)
        .optional(),
    })
    .optional()
    .catch(undefined),
  view: z.object({ type: z.string(), app_installed_team_id: installedTeam }).nullish(),
  trigger_id: word.optional(),
  response_url,
});

const filledField = z.object({
  value: typed.nullish(),
  selected_option: z.object({ value: typed }).nullish(),
  selected_options: z
    .array(z.object({ value: z.string().max(255) }))
    .max(100)
    .nullish(),
  selected_time: z.string().max(20).nullish(),
});

const viewSubmission = z.object({
  ...act,
  type: z.literal('view_submission'),
  trigger_id: word.optional(),
  view: z.object({
    callback_id: word,
    app_installed_team_id: installedTeam,
    private_metadata: z.string().max(3000).default(''),
    state: z.object({ values: z.record(word, z.record(word, filledField)) }),
  }),
});

const messageAction = z.object({
  ...act,
  type: z.literal('message_action'),
  callback_id: word,
  channel: z.object({ id: ownId }),
  message: z.object({ text: typed.nullish() }),
  trigger_id: word.optional(),
  response_url,
});

/** A shortcut that belongs to no message. */
const globalShortcut = z.object({ ...act, type: z.literal('shortcut'), callback_id: word, trigger_id: word });

/** What is being typed into a select of a form. */
const suggestion = z.object({
  ...act,
  type: z.literal('block_suggestion'),
  block_id: word,
  action_id: word,
  value: z.string().max(3000).default(''),
  view: z.object({ callback_id: word, private_metadata: z.string().max(3000).default('') }),
});

/** The only part of Slack's events that handlers see: a field that is not named here does not reach them. */
export type SlackReaction = z.infer<typeof reaction>;
export type SlackMention = z.infer<typeof mention>;
export type SlackLinks = z.infer<typeof linkShared>;
export type SlackEntityDetails = z.infer<typeof entityDetails>;
export type SlackCommand = z.infer<typeof command>;
export type SlackActions = z.infer<typeof blockActions>;
export type SlackSubmission = z.infer<typeof viewSubmission>;
export type SlackMessageAction = z.infer<typeof messageAction>;
export type SlackGlobalShortcut = z.infer<typeof globalShortcut>;
export type SlackSuggestion = z.infer<typeof suggestion>;

const ACTS: ReadonlyMap<unknown, z.ZodType> = new Map<unknown, z.ZodType>([
  ['block_actions', blockActions],
  ['view_submission', viewSubmission],
  ['message_action', messageAction],
  ['shortcut', globalShortcut],
  ['block_suggestion', suggestion],
]);

/** `unread`: an event that Slack may send and that we do not listen to. */
export type ParsedBody =
  | { readonly kind: 'read'; readonly body: Record<string, unknown> }
  | { readonly kind: 'unread' }
  | { readonly kind: 'malformed'; readonly what: string; readonly why: string };

/** Parses a request's body, or a socket envelope's payload. Total: it returns for any input. */
export function parseBody(raw: unknown): ParsedBody {
  if (!isObject(raw)) return toMalformed('body', 'not-an-object');
  if (raw.command !== undefined) return parseWith('command', command, raw);
  const { type } = raw;
  if (type === 'event_callback') return parseEvent(raw);
  const schema = ACTS.get(type);
  if (schema) return parseWith(String(type), schema, raw);
  return typeof type === 'string' ? { kind: 'unread' } : toMalformed('body', 'no-type');
}

function parseEvent(raw: object): ParsedBody {
  const around = parseWith('event_callback', eventCallback, raw);
  if (around.kind !== 'read' || !isObject(around.body.event)) return around;
  const { type } = around.body.event;
  const schema = EVENTS.get(type);
  if (!schema) return { kind: 'unread' };
  const event = parseWith(String(type), schema, around.body.event);
  return event.kind === 'read' ? { kind: 'read', body: { ...around.body, event: event.body } } : event;
}

function parseWith(what: string, schema: z.ZodType, raw: object): ParsedBody {
  const { data, error } = schema.safeParse(raw);
  if (isObject(data)) return { kind: 'read', body: data };
  // The path of the error and what was expected there; never the value, which may be private.
  const [issue] = error?.issues ?? [];
  return toMalformed(what, issue ? `${issue.path.join('.').slice(0, 200)}: ${issue.code}` : 'unreadable');
}

function toMalformed(what: string, why: string): ParsedBody {
  return { kind: 'malformed', what, why };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
