import { MessageFlags } from 'discord.js';
import {
  ApplicationCommandCreateRequestSchema,
  CreateForumThreadRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  CreatePrivateChannelRequestSchema,
  CreateTextThreadWithMessageRequestSchema,
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import {
  findComponentComplaints,
  hasComponentsFlag,
  type LooseComponent,
  listMedia,
} from './components-check.ts';

/** What Discord's own description of its API says of each body. */
const SCHEMAS = {
  message: MessageCreateRequestSchema,
  edit: MessageEditRequestPartialSchema,
  followUp: IncomingWebhookInteractionRequestSchema,
  followUpEdit: IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  thread: CreateTextThreadWithMessageRequestSchema,
  forumPost: CreateForumThreadRequestSchema,
  directChannel: CreatePrivateChannelRequestSchema,
  command: ApplicationCommandCreateRequestSchema,
  reply: CreateMessageInteractionCallbackRequestSchema,
  defer: CreateMessageInteractionCallbackRequestSchema,
  update: UpdateMessageInteractionCallbackRequestSchema,
  modal: ModalInteractionCallbackRequestSchema,
  // Not in the description with all its limits.
  choices: z.object({
    type: z.literal(8),
    data: z.object({
      choices: z
        .array(
          z.object({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) }),
        )
        .max(25),
    }),
  }),
} as const;

export type BodyKind = keyof typeof SCHEMAS;

export interface Violation {
  readonly kind: BodyKind;
  readonly complaints: readonly string[];
  readonly body: unknown;
}

/**
 * Checks bodies against the published description and against what it leaves out: 2,000 characters of content for bots,
 * 6,000 over all embeds, unique ids, no mention without leave, and what the components of a message may be. A body that fails is
 * answered with 50035 and recorded.
 */
export function createBodyCheck(): {
  readonly violations: Violation[];
  check(kind: BodyKind, body: unknown, around?: Around): void;
} {
  const violations: Violation[] = [];
  return {
    violations,
    check(kind, body, around = {}) {
      const complaints = [...schemaComplaints(kind, body), ...ownComplaints(kind, body, around)];
      if (complaints.length === 0) return;
      violations.push({ kind, complaints, body });
      throw ApiError.invalidBody(complaints);
    },
  };
}

/** What else is known of a message when its body is checked. */
export interface Around {
  /** The message that the body changes. */
  readonly before?: {
    readonly flags: number;
    readonly content: string;
    readonly embeds: readonly unknown[];
  };
  /** What is sent with it. */
  readonly files?: ReadonlyArray<{ readonly name: string }>;
}

function schemaComplaints(kind: BodyKind, body: unknown): string[] {
  const result = SCHEMAS[kind].safeParse(body);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

interface LooseEmbed {
  readonly url?: string;
  readonly thumbnail?: { readonly url?: string };
  readonly image?: { readonly url?: string };
  readonly title?: string;
  readonly description?: string;
  readonly fields?: ReadonlyArray<{ readonly name?: string; readonly value?: string }>;
  readonly footer?: { readonly text?: string };
  readonly author?: { readonly name?: string };
}

interface LooseMessage {
  readonly content?: string | null;
  readonly embeds?: readonly LooseEmbed[] | null;
  readonly components?: readonly LooseComponent[] | null;
  readonly flags?: number | null;
  readonly allowed_mentions?: { readonly parse?: readonly string[] } | null;
}

function ownComplaints(kind: BodyKind, body: unknown, { before, files = [] }: Around): string[] {
  if (kind === 'command') return commandComplaints(body);
  if (kind === 'defer') return deferComplaints(body);
  const held = findMessage(kind, body);
  const isMessage = ['message', 'edit', 'followUp', 'followUpEdit', 'reply', 'update', 'forumPost'].includes(
    kind,
  );
  if (!isMessage || typeof held !== 'object' || held === null) return [];
  const message = held as LooseMessage;
  const isMade = hasComponentsFlag(message) || (before !== undefined && hasComponentsFlag(before));
  const says = isMade || (message.content ?? '') !== '' || (message.embeds ?? []).length > 0;
  const embeds = message.embeds ?? [];
  return [
    ...embeds.map(({ url }, i) => [url !== undefined && !isAddress(url), `embeds.${i}.url: ${ILL_FORMED}`]),
    ...embeds.map(({ thumbnail, image }, i) => [
      [thumbnail, image].some((one) => one?.url !== undefined && !isAddress(one.url)),
      `embeds.${i}.thumbnail.url: ${ILL_FORMED}`,
    ]),
    [(message.content ?? '').length > 2000, 'content: Must be 2000 or fewer in length.'],
    [embedSum(message.embeds ?? []) > 6000, 'embeds: Embed size exceeds maximum size of 6000'],
    [(message.embeds ?? []).some(isHollow), 'embeds: This field is required'],
    ...findComponentComplaints(message, isMade).map((complaint) => [true, complaint] as const),
    ...listMedia(message.components).map((url) => [
      !isAddress(url) && !files.some(({ name }) => url === `attachment://${name}`),
      `components: ${ILL_FORMED}`,
    ]),
    ...findChangeComplaints(message, before).map((complaint) => [true, complaint] as const),
    // Ours: nothing that we send may ever mention.
    [says && message.allowed_mentions?.parse?.length !== 0, 'allowed_mentions: must be { parse: [] }'],
  ].flatMap(([wrong, complaint]) => (wrong ? [String(complaint)] : []));
}

/**
 * resources/message.mdx, Edit Message: the flag is set and never taken back, and where it is set, what the message had before must be
 * emptied.
 */
function findChangeComplaints(body: LooseMessage, before: Around['before']): string[] {
  if (!before) return [];
  const { content = before.content, embeds = before.embeds, flags } = body;
  const was = hasComponentsFlag(before);
  const takesBack = was && typeof flags === 'number' && !hasComponentsFlag(body);
  const isTooMuch = !was && hasComponentsFlag(body) && ((content ?? '') !== '' || (embeds ?? []).length > 0);
  return [
    ...(takesBack ? ['flags: MessageFlags.IS_COMPONENTS_V2 cannot be removed'] : []),
    ...(isTooMuch ? ['flags: content and embeds must be emptied first'] : []),
  ];
}

/**
 * interactions/receiving-and-responding.mdx, Messages: EPHEMERAL is the only flag of a deferral. An answer that is made of components
 * says so in the edit.
 */
function deferComplaints(body: unknown): string[] {
  const flags = (body as { readonly data?: { readonly flags?: number } }).data?.flags ?? 0;
  return (flags & ~MessageFlags.Ephemeral) === 0 ? [] : ['data.flags: only EPHEMERAL can be set'];
}

function findMessage(kind: BodyKind, body: unknown): unknown {
  if (kind === 'forumPost') return (body as { message?: unknown }).message;
  return kind === 'reply' || kind === 'update' ? (body as { data?: unknown }).data : body;
}

const ILL_FORMED = 'Not a well formed URL.';

/** What Discord takes for an address in an embed: a host with a dot, and no space (alexemanuelol/rustplusplus#255, #259). */
function isAddress(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    /^https?:$/.test(parsed.protocol) &&
    !/\s/.test(url) &&
    /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(parsed.hostname)
  );
}

/**
 * What Discord refuses although it is an address: a picture on a host with an underscore (discordjs/discord.js#7438). That
 * is nobody's fault, and so no violation.
 */
export function refusedPicture(embeds: readonly LooseEmbed[] | null | undefined): ApiError | undefined {
  const at = (embeds ?? []).findIndex(({ thumbnail, image }) =>
    URL.parse((image ?? thumbnail)?.url ?? '')?.hostname.includes('_'),
  );
  return at < 0
    ? undefined
    : ApiError.invalidBody([`embeds.${at}.image.url: ${ILL_FORMED}`], 'URL_TYPE_INVALID_URL');
}

function isHollow({ title, description, fields = [] }: LooseEmbed): boolean {
  const empty = (text: string | undefined) => (text ?? '').trim() === '';
  if (fields.some(({ name, value }) => empty(name) || empty(value))) return true;
  return fields.length === 0 && empty(title) && empty(description);
}

function embedSum(embeds: readonly LooseEmbed[]): number {
  const texts = embeds.flatMap(({ title, description, fields = [], footer, author }) => [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return texts.reduce<number>((sum, text) => sum + (text?.trim().length ?? 0), 0);
}

interface LooseOption {
  readonly name?: string;
  readonly description?: string;
  readonly options?: readonly LooseOption[];
  readonly choices?: ReadonlyArray<{ readonly name: string; readonly value: string | number }>;
}

const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

function commandComplaints(body: unknown): string[] {
  const all: LooseOption[] = [];
  const walk = (option: LooseOption): void => {
    all.push(option);
    for (const inner of option.options ?? []) walk(inner);
  };
  walk(body as LooseOption);
  const sum = all.reduce(
    (total, { name = '', description = '', choices = [] }) =>
      total +
      name.length +
      description.length +
      choices.reduce((part, choice) => part + choice.name.length + String(choice.value).length, 0),
    0,
  );
  const names = all.map(({ name = '' }) => name);
  // The names of commands in menus may have spaces and capitals (interactions/application-commands.mdx).
  const isInMenu = [2, 3].includes((body as { readonly type?: number }).type ?? 1);
  const bad = isInMenu
    ? names.filter((name) => name.length < 1 || name.length > 32)
    : names.filter((name) => !COMMAND_NAME.test(name) || name !== name.toLowerCase());
  return [
    ...(sum > 8000 ? [`Application command size exceeds maximum size of 8000 (${sum})`] : []),
    ...bad.map((name) => `name: Command name is invalid: ${name}`),
  ];
}
