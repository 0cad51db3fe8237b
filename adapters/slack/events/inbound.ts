import { readConfirmationId } from '../../../src/core/command/confirmation.ts';
import type { Completion, FilledForm, Interaction } from '../../../src/core/message/interaction.ts';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';
import type { ReactionEvent } from '../../../src/core/platform/inbound.ts';
import { toSlackPersonId, toSlackTenantId } from '../api/ids.ts';
import type { ShownMessage } from '../posts/labels.ts';
import { unescapeText } from '../render/escape.ts';
import { readReactionName } from '../render/reactions.ts';
import { readForm } from '../render/render-field.ts';
import { LINK_ACTION } from '../render/render-parts.ts';
import type {
  SlackActions,
  SlackCommand,
  SlackGlobalShortcut,
  SlackMention,
  SlackMessageAction,
  SlackReaction,
  SlackSubmission,
  SlackSuggestion,
} from './event-schema.ts';

/** Where an interaction came from, which is where its answer goes. */
export interface Origin {
  /** As in Slack's event: the workspace of the person, or absent for an app that belongs to an organization. */
  readonly team: string | undefined;
  readonly user: string;
  /** Absent on the Home tab. */
  readonly channel?: string;
  readonly thread?: string;
  /** The bot was mentioned. */
  readonly isMention?: true;
  /** Opens one modal within 3 s. */
  readonly trigger?: string;
  /** The message whose button was pressed. */
  readonly message?: {
    readonly ts: string;
    readonly ephemeral: boolean;
    /** Of a message that everybody sees. */
    readonly shown?: ShownMessage | undefined;
  };
  /** The button is on the person's Home tab. */
  readonly home?: boolean;
  /** The form was opened on the person's Home tab, which may show what it changes. */
  readonly isFromHome?: true;
}

export interface Asked {
  readonly origin: Origin;
  readonly interaction: Interaction;
}

/** Whether a reaction is about a paper. */
export function isVote({ reaction, item }: Omit<SlackReaction, 'type'>): boolean {
  return readReactionName(reaction) !== undefined && item.channel !== undefined && item.ts !== undefined;
}

/** A vote, or `undefined` for any other reaction. It does not say whether the user is a bot. */
export function readReaction(
  event: Omit<SlackReaction, 'type'>,
  team: string,
  added: boolean,
): ReactionEvent | undefined {
  const { channel, ts } = event.item;
  const read = readReactionName(event.reaction);
  if (!read || !channel || !ts) return undefined;
  const eventAt = toMicroseconds(event.event_ts);
  return {
    platform: 'slack',
    tenant: toSlackTenantId(team),
    channel,
    messageId: ts,
    person: toSlackPersonId(team, event.user),
    ...read,
    added,
    ...(eventAt === undefined ? {} : { eventAt }),
  };
}

/** A Slack timestamp, `1777539670.000200`; `undefined` for any other text. */
function toMicroseconds(ts: string | undefined): number | undefined {
  const [, seconds, fraction] = /^(\d{1,10})\.(\d{6})$/.exec(ts ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000_000 + Number(fraction);
}

/**
 * `/papers TEXT`. Slack escapes `& < >` in what people type: `votes:>20` arrives as `votes:&gt;20`.
 */
export function readCommand(command: SlackCommand): Asked {
  const { team_id: team, user_id: user, channel_id: channel, trigger_id: trigger } = command;
  const text = unescapeText(command.text).trim();
  return { origin: { team, user, channel, trigger }, interaction: { kind: 'line', text } };
}

/**
 * `@Paperboy summary 2`, which does the same as the command, also in a thread, where Slack has no commands. `undefined` for what
 * another app wrote.
 */
export function readMention(event: Omit<SlackMention, 'type'>, team: string): Asked | undefined {
  const { user, bot_id, channel, text, thread_ts: thread } = event;
  if (user === undefined || bot_id !== undefined) return undefined;
  const line = withoutReferences(text).replace(/\s+/g, ' ').trim();
  const origin = {
    team,
    user,
    channel,
    isMention: true,
    ...(thread === undefined ? {} : { thread }),
  } as const;
  return { origin, interaction: { kind: 'line', text: line || 'help' } };
}

/** How a person, a channel and a group begin between angle brackets. */
const REFERENCES: ReadonlySet<string> = new Set(['@', '#', '!']);

/** A message as it was typed: without the people and channels that it names, and with plain addresses for its links. */
function withoutReferences(text: string): string {
  const [before = '', ...references] = text.split('<');
  const typed = references.map((part) => {
    const end = part.indexOf('>');
    if (end < 0) return part;
    const [target = ''] = part.slice(0, end).split('|');
    return `${REFERENCES.has(target.charAt(0)) ? '' : target}${part.slice(end + 1)}`;
  });
  return unescapeText([before, ...typed].join(''));
}

/** A button; `undefined` for one that is only a link. */
export function readAction(body: SlackActions): Asked | undefined {
  const [action] = body.actions;
  if (!action || action.action_id.startsWith(LINK_ACTION)) return undefined;
  const { container } = body;
  const thread: unknown = container.thread_ts;
  // The message with a Work Object belongs to the person who posted the link: an answer must not replace it.
  const isEntity = container.entity_url !== undefined;
  const channel = body.channel?.id ?? (isEntity ? container.channel_id : undefined);
  const origin: Origin = {
    team: readTeam(body),
    user: body.user.id,
    ...(channel === undefined ? {} : { channel }),
    ...(typeof thread === 'string' ? { thread } : {}),
    ...(body.trigger_id ? { trigger: body.trigger_id } : {}),
    ...(typeof container.message_ts === 'string' && !isEntity
      ? {
          message: {
            ts: container.message_ts,
            ephemeral: container.is_ephemeral === true,
            shown: findShown(body),
          },
        }
      : {}),
    ...(body.view?.type === 'home' ? { home: true } : {}),
  };
  const { message } = origin;
  const everybodys = message && !message.ephemeral ? { messageId: message.ts } : {};
  return { origin, interaction: { kind: 'action', id: readId(action), ...everybodys } };
}

function findShown({ container, message }: SlackActions): ShownMessage | undefined {
  if (container.is_ephemeral === true || !message?.blocks) return undefined;
  return { text: message.text ?? '', blocks: message.blocks };
}

/** An option of the select under a list has an id like a button, and so has each of two feedback buttons. */
function readId({ type, action_id, selected_option, value }: SlackActions['actions'][number]): string {
  if (type === 'feedback_buttons') return value ?? action_id;
  return selected_option?.value ?? action_id;
}

/** A form that was sent off, or a question in a form that was answered; where it came from traveled in its metadata. */
export function readSubmission(body: SlackSubmission): Asked & {
  readonly interaction: FilledForm | Extract<Interaction, { kind: 'action' }>;
} {
  const { view, user, team } = body;
  const origin: Origin = {
    team: readTeam({ team, user }),
    user: user.id,
    trigger: body.trigger_id,
    ...unpackOrigin(view.private_metadata),
  };
  const { callback_id: id, state } = view;
  if (readConfirmationId(id)) return { origin, interaction: { kind: 'action', id } };
  return { origin, interaction: { kind: 'form', id, values: readForm(state.values) } };
}

/** What is being typed into a field of a form: the form has the name of the command that completes it. */
export function readSuggestion({ view, user, team, block_id, value }: SlackSuggestion): {
  readonly origin: Origin;
  readonly completion: Completion;
} {
  const [command = ''] = view.callback_id.split(' ', 1);
  return {
    origin: {
      ...{ team: readTeam({ team, user }), user: user.id },
      ...unpackOrigin(view.private_metadata),
    },
    completion: { command, option: block_id, typed: value },
  };
}

/** The shortcut that opens the form in which one finds a paper. */
export function readFindShortcut({ user, team, trigger_id: trigger }: SlackGlobalShortcut): Asked {
  const origin = { team: readTeam({ team, user }), user: user.id, trigger };
  return { origin, interaction: { kind: 'line', text: 'find' } };
}

/** The data that a modal carries, so that its answer goes where it was opened. */
export function packOrigin({ channel, thread, home, isFromHome }: Origin): string {
  return JSON.stringify({ channel, thread, ...(home || isFromHome ? { isFromHome: true } : {}) });
}

function unpackOrigin(packed: string): Pick<Origin, 'channel' | 'thread' | 'isFromHome'> {
  try {
    const parsed: { channel?: unknown; thread?: unknown; isFromHome?: unknown } = JSON.parse(packed);
    return {
      ...(typeof parsed.channel === 'string' ? { channel: parsed.channel } : {}),
      ...(typeof parsed.thread === 'string' ? { thread: parsed.thread } : {}),
      ...(parsed.isFromHome === true ? { isFromHome: true } : {}),
    };
  } catch {
    // A modal of an older version: the answer goes to the person's direct messages.
    return {};
  }
}

/** The shortcut on a message: the first paper in it. */
export function readShortcut(body: SlackMessageAction): Asked {
  const origin: Origin = {
    team: readTeam(body),
    user: body.user.id,
    channel: body.channel.id,
    trigger: body.trigger_id,
  };
  const [paper] = findPaperIds(body.message.text ?? '');
  const text = paper ? `show ${paper}` : 'help show';
  return { origin, interaction: { kind: 'line', text } };
}

/** The papers that a text names by id or link, each once. */
function findPaperIds(text: string): string[] {
  const words = text.slice(0, 20_000).split(/[\s<>|]+/);
  return [...new Set(words.flatMap((word) => parsePaperId(word) ?? []))];
}

/** The workspace, which Slack leaves out where the app is installed in an organization: then the person's. */
function readTeam({ team, user }: Pick<SlackActions, 'team' | 'user'>): string | undefined {
  return team?.id ?? user.team_id ?? undefined;
}
