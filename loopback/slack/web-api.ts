import { unfetchablePicture } from './address-check.ts';
import { checkMessage, checkView } from './payload-check.ts';
import { conversationScope, METHOD_SCOPES } from './reference.ts';
import { describeBlocks } from './shown-blocks.ts';
import type { SlackChannel, SlackMessage, SlackState } from './state.ts';
import { userJson } from './user-json.ts';
import { validatePayload } from './validate.ts';
import { findOpenView } from './view-stack.ts';
import type { Violation } from './violations.ts';
import { presentDetails, readEntities } from './work-objects.ts';

/** A refusal in Slack's own words: `ok: false` with HTTP 200. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export type Args = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** What the methods need beside the workspace. */
interface ApiWorld {
  readonly state: SlackState;
  /** Base address of this server. */
  readonly url: () => string;
  readonly report: (method: string, violations: readonly Violation[]) => void;
  /** The bot gets events about its own reactions as well. */
  readonly reacted: (message: SlackMessage, user: string, name: string, added: boolean) => void;
  readonly ticket: () => string;
  /** Uses up the trigger of a press or a command, or says why not. */
  readonly useTrigger: (id: string) => { readonly user: string } | string;
}

type Method = (args: Args, world: ApiWorld) => Answer;

/** The Web API methods that the bot may call, by name. */
const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_args, { state: { team, organization, bot } }) => ({
    url: `https://${team.domain}.slack.com/`,
    // For a token of a whole organization Slack gives the organization where it gives the workspace otherwise.
    team: (organization ?? team).name,
    team_id: (organization ?? team).id,
    ...(organization ? { enterprise_id: organization.id } : {}),
    user: bot.name,
    user_id: bot.user,
    bot_id: bot.id,
    is_enterprise_install: organization !== undefined,
  }),
  'apps.connections.open': (_args, { url, ticket }) => ({
    url: `${url().replace('http', 'ws')}/link/?ticket=${ticket()}`,
  }),
  'blocks.validate': (args) => {
    const verdict = validatePayload(args);
    if (verdict === undefined) throw new SlackRefusal('invalid_arguments');
    if (verdict !== 'valid') throw new SlackRefusal(verdict.code, { errors: verdict.errors });
    return {};
  },
  'chat.postMessage': (args, world) => {
    const channel = writable(args, world);
    checked('chat.postMessage', args, world);
    const message = addMessage(world.state, channel, args);
    return { channel: channel.id, ts: message.ts, message: messageJson(message) };
  },
  'chat.update': (args, world) => {
    const channel = writable(args, world);
    checked('chat.update', args, world);
    const message = messageAt(world.state, channel, String(args.ts));
    if (message.bot_id !== world.state.bot.id) throw new SlackRefusal('cant_update_message');
    const text = String(args.text ?? '');
    // docs.slack.dev/reference/methods/chat.update: the flag is displayed where `text` is used, and not where blocks are.
    if (asList(args.blocks).length === 0 || text !== message.text) message.isMarkedEdited = true;
    message.text = text;
    message.blocks = asList(args.blocks);
    message.edits += 1;
    return { channel: channel.id, ts: message.ts, text: message.text };
  },
  'chat.delete': (args, world) => {
    const channel = writable(args, world);
    const message = messageAt(world.state, channel, String(args.ts));
    channel.messages.splice(channel.messages.indexOf(message), 1);
    return { channel: channel.id, ts: message.ts };
  },
  'chat.postEphemeral': (args, world) => {
    const channel = writable(args, world);
    const user = String(args.user);
    if (!channel.members.has(user)) throw new SlackRefusal('user_not_in_channel');
    checked('chat.postEphemeral', args, world);
    const at = world.state.nextTs();
    const thread = args.thread_ts ? { thread_ts: String(args.thread_ts) } : {};
    const said = { text: String(args.text ?? ''), blocks: asList(args.blocks) };
    channel.ephemerals.push({ user, at, ...thread, ...said });
    return { message_ts: at };
  },
  'chat.unfurl': (args, { state, report }) => {
    // "Either `unfurls` or `metadata` must be provided."
    if (args.unfurls === undefined && args.metadata === undefined) throw new SlackRefusal('missing_unfurls');
    const unfurls = (args.unfurls ?? {}) as Record<string, { blocks?: unknown }>;
    const entities = readEntities(args.metadata, state);
    if (typeof entities === 'string') throw new SlackRefusal(entities);
    for (const unfurl of Object.values(unfurls))
      report('chat.unfurl', checkMessage({ text: 'unfurl', blocks: unfurl.blocks }));
    // "Both `unfurl_id` and `source` must be provided together, or `channel` and `ts`."
    if (args.unfurl_id !== undefined) {
      const draft = state.drafts.get(String(args.unfurl_id));
      if (!draft || args.source !== 'composer') throw new SlackRefusal('cannot_unfurl_message');
      state.drafts.set(String(args.unfurl_id), { ...draft, ...unfurls });
      return {};
    }
    const message = messageAt(state, findChannel(args, state), String(args.ts));
    message.unfurls = { ...message.unfurls, ...unfurls };
    message.entities = { ...message.entities, ...entities };
    return {};
  },
  'entity.presentDetails': (args, { state, useTrigger }) => {
    const code = presentDetails(args, state, useTrigger);
    if (code) throw new SlackRefusal(code);
    return {};
  },
  'reactions.add': (args, world) => {
    const channel = findChannel({ channel: args.channel }, world.state);
    const message = messageAt(world.state, channel, String(args.timestamp));
    const name = String(args.name);
    if (message.reactions.get(name)?.has(world.state.bot.user)) throw new SlackRefusal('already_reacted');
    addReaction(message, world.state.bot.user, name);
    world.reacted(message, world.state.bot.user, name, true);
    return {};
  },
  'reactions.remove': (args, world) => {
    const channel = findChannel({ channel: args.channel }, world.state);
    const message = messageAt(world.state, channel, String(args.timestamp));
    const name = String(args.name);
    const users = message.reactions.get(name);
    if (!users?.delete(world.state.bot.user)) throw new SlackRefusal('no_reaction');
    if (users.size === 0) message.reactions.delete(name);
    world.reacted(message, world.state.bot.user, name, false);
    return {};
  },
  'reactions.get': (args, { state }) => {
    const message = messageAt(state, findChannel(args, state), String(args.timestamp));
    const full = args.full === 'true';
    const reactions = [...message.reactions].map(([name, users]) => ({
      name,
      count: users.size,
      // Without `full` Slack may leave people out.
      users: full ? [...users] : [...users].slice(0, 1),
    }));
    return { type: 'message', channel: message.channel, message: { ...messageJson(message), reactions } };
  },
  'conversations.info': (args, { state }) => {
    const channel = findChannel(args, state);
    needScope(state, conversationScope(channel.kind, 'read'));
    return {
      channel: {
        id: channel.id,
        name: channel.name,
        creator: channel.creator,
        is_archived: channel.archived,
        is_read_only: channel.readOnly === true,
        is_im: channel.kind === 'im',
        is_channel: channel.kind !== 'im',
        is_private: channel.kind === 'private',
        is_ext_shared: channel.sharedWith !== undefined,
        is_shared: channel.sharedWith !== undefined,
        ...(channel.sharedWith
          ? { connected_team_ids: [state.findTeam(channel.id), ...channel.sharedWith] }
          : {}),
        is_member: channel.members.has(state.bot.user),
        context_team_id: state.findTeam(channel.id),
      },
    };
  },
  'conversations.history': (args, { state }) => {
    const channel = findChannel(args, state);
    needScope(state, conversationScope(channel.kind, 'history'));
    const messages = channel.messages.filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts);
    return cutPage(messages.toReversed(), args);
  },
  'conversations.replies': (args, { state }) => {
    const channel = findChannel(args, state);
    needScope(state, conversationScope(channel.kind, 'history'));
    const parent = messageAt(state, channel, String(args.ts), 'thread_not_found');
    const replies = channel.messages.filter(({ thread_ts }) => thread_ts === parent.ts);
    return cutPage([parent, ...replies], args);
  },
  'conversations.open': (args, { state }) => {
    const user = String(args.users);
    if (!state.users.has(user)) throw new SlackRefusal('user_not_found');
    return { channel: { id: state.dm(user).id } };
  },
  'users.info': (args, { state }) => {
    const user = state.users.get(String(args.user));
    if (!user) throw new SlackRefusal('user_not_found');
    return { user: userJson(user, state, args.include_locale === 'true') };
  },
  'users.conversations': (args, { state }) => {
    const user = String(args.user ?? state.bot.user);
    if (!state.users.has(user)) throw new SlackRefusal('user_not_found');
    const types = String(args.types ?? 'public_channel').split(',');
    const team = args.team_id === undefined ? undefined : String(args.team_id);
    if (state.organization && team === undefined) throw new SlackRefusal('missing_argument');
    const channels = [...state.channels.values()].filter(
      ({ id, kind, members }) =>
        kind !== 'im' &&
        types.includes(`${kind}_channel`) &&
        members.has(user) &&
        (kind === 'public' || members.has(state.bot.user)) &&
        (team === undefined || state.findTeam(id) === team),
    );
    const from = Number(args.cursor ?? 0);
    const limit = Number(args.limit ?? 100);
    const more = from + limit < channels.length;
    return {
      channels: channels
        .slice(from, from + limit)
        .map(({ id, name, kind }) => ({ id, name, is_private: kind === 'private' })),
      response_metadata: { next_cursor: more ? String(from + limit) : '' },
    };
  },
  'views.open': (args, { state, report, useTrigger }) => {
    const used = useTrigger(typeof args.trigger_id === 'string' ? args.trigger_id : '');
    if (typeof used === 'string') throw new SlackRefusal(used);
    const view = viewArg(args);
    refuseIf(report, 'views.open', checkView(view));
    const id = `V${state.nextTs()}`;
    state.views.push({ id, user: used.user, view });
    return { view: { ...view, id } };
  },
  'views.update': (args, { state, report }) => {
    const view = viewArg(args);
    refuseIf(report, 'views.update', checkView(view));
    const open = findOpenView(state, args);
    if (!open) throw new SlackRefusal('not_found');
    open.view = view;
    return { view: { ...view, id: open.id } };
  },
  'views.publish': (args, { state, report }) => {
    const view = viewArg(args);
    refuseIf(report, 'views.publish', checkView(view));
    state.homes.set(String(args.user_id), view);
    return { view };
  },
  'files.getUploadURLExternal': (args, { state, url }) => {
    const id = `F${state.nextTs()}`;
    state.files.set(id, { id, name: String(args.filename), content: '' });
    return { file_id: id, upload_url: `${url()}/upload/${id}` };
  },
  'files.completeUploadExternal': (args, { state, report }) => {
    report('files.completeUploadExternal', checkMessage({ text: args.initial_comment }));
    const files = asList(args.files) as Array<{ id: string; title?: string }>;
    for (const { id } of files) {
      const file = state.files.get(id);
      if (!file) throw new SlackRefusal('file_not_found');
      file.channel = String(args.channel_id);
      file.comment = String(args.initial_comment ?? '');
    }
    return { files };
  },
};

/** Puts a message of the bot into a channel. */
export function addMessage(state: SlackState, channel: SlackChannel, args: Args): SlackMessage {
  const message: SlackMessage = {
    ts: state.nextTs(),
    channel: channel.id,
    user: state.bot.user,
    bot_id: state.bot.id,
    ...(args.thread_ts ? { thread_ts: String(args.thread_ts) } : {}),
    ...(args.metadata ? { metadata: args.metadata } : {}),
    text: String(args.text ?? ''),
    blocks: asList(args.blocks),
    reactions: new Map(),
    edits: 0,
    unfurls: {},
  };
  channel.messages.push(message);
  return message;
}

/** Carries out a call that the token's scopes allow. */
export function runMethod(name: string, args: Args, world: ApiWorld): Answer {
  const run = METHODS[name];
  if (!run) throw new SlackRefusal('unknown_method', { req_method: name });
  const scope = METHOD_SCOPES[name];
  if (scope !== undefined) needScope(world.state, scope);
  return run(args, world);
}

export function addReaction(message: SlackMessage, user: string, name: string): void {
  message.reactions.set(name, (message.reactions.get(name) ?? new Set()).add(user));
}

function checked(method: string, args: Args, { state, report }: ApiWorld): void {
  const quiet =
    method !== 'chat.postMessage' || (args.unfurl_links === 'false' && args.unfurl_media === 'false');
  if (!quiet) report(method, [{ code: 'invalid_blocks', where: 'link previews are on' }]);
  if (args.thread_ts) {
    const parent = state.message(String(args.channel), String(args.thread_ts));
    if (!parent || (parent.thread_ts && parent.thread_ts !== parent.ts))
      throw new SlackRefusal('thread_not_found');
  }
  refuseIf(report, method, checkMessage(args));
  const picture = unfetchablePicture(args.blocks, state.canFetch);
  if (picture) throw invalidBlocks(picture);
  const code = state.refuses(args);
  if (code) throw new SlackRefusal(code);
}

function invalidBlocks(error: string): SlackRefusal {
  return new SlackRefusal('invalid_blocks', {
    errors: [error],
    response_metadata: { messages: [`[ERROR] ${error}`] },
  });
}

function refuseIf(report: ApiWorld['report'], method: string, violations: readonly Violation[]): void {
  report(method, violations);
  const [first] = violations;
  if (first)
    throw new SlackRefusal(first.code, { response_metadata: { messages: [`[ERROR] ${first.where}`] } });
}

function findChannel(args: Args, state: SlackState): SlackChannel {
  const channel = state.channels.get(String(args.channel));
  const hidden = channel?.kind === 'private' && !channel.members.has(state.bot.user);
  if (!channel || hidden) throw new SlackRefusal('channel_not_found');
  return channel;
}

function writable(args: Args, { state }: ApiWorld): SlackChannel {
  const channel = findChannel(args, state);
  if (channel.archived) throw new SlackRefusal('is_archived');
  const open = channel.kind === 'public' && state.scopes.includes('chat:write.public');
  if (!channel.members.has(state.bot.user) && !open) throw new SlackRefusal('not_in_channel');
  return channel;
}

function messageAt(state: SlackState, channel: SlackChannel, ts: string, missing = 'message_not_found') {
  const message = state.message(channel.id, ts);
  if (!message) throw new SlackRefusal(missing);
  return message;
}

function needScope(state: SlackState, needed: string): void {
  if (state.scopes.includes(needed)) return;
  throw new SlackRefusal('missing_scope', { needed, provided: state.scopes.join(',') });
}

function cutPage(messages: readonly SlackMessage[], args: Args): Answer {
  const oldest = Number(args.oldest ?? 0);
  const from = Number(args.cursor ?? 0);
  const limit = Math.min(Number(args.limit ?? 100), 999);
  const inRange = messages.filter(({ ts }) => Number(ts) >= oldest);
  const page = inRange
    .slice(from, from + limit)
    .map((message) => messageJson(message, args.include_all_metadata === 'true'));
  const more = from + limit < inRange.length;
  return {
    messages: page,
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
}

function messageJson(message: SlackMessage, withMetadata = false): Answer {
  const { ts, user, bot_id, thread_ts, text, blocks, metadata } = message;
  return {
    type: 'message',
    ts,
    user,
    text,
    blocks: describeBlocks(blocks),
    ...(bot_id ? { bot_id } : {}),
    ...(thread_ts ? { thread_ts } : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
  };
}

function viewArg(args: Args): Record<string, unknown> {
  if (typeof args.view !== 'object' || args.view === null) throw new SlackRefusal('invalid_arguments');
  return args.view as Record<string, unknown>;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
