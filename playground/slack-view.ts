import type { SlackChannel, SlackMessage } from '../loopback/slack/state.ts';
import type { City } from './city.ts';
import type { SlackMessageView, SlackView } from './protocol.ts';

/** What the server does not store of modals: which errors the bot named, and what was typed when one was sent off. */
export interface SlackMemory {
  /** By view id, then by block id. */
  readonly errors: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The same: it is in the form again when one comes back to it. */
  readonly typed: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** What is shown goes over the line whole with every change: no more than anybody scrolls back to. */
const MAX_MESSAGES = 300;
const MAX_EPHEMERALS = 60;

/** Slack as the person at the page sees it. */
export function viewSlack({ slack: { state }, me }: City, { errors, typed }: SlackMemory): SlackView {
  const people = [...state.users.values()].map(({ id, name, bot }) => ({
    ...{ id, bot },
    name: id === state.bot.user ? state.bot.title : name,
  }));
  const channels = [...state.channels.values()].filter(({ members }) => members.has(me.slack));
  const open = state.views.findLast(({ user, isClosed }) => user === me.slack && !isClosed);
  return {
    team: state.team.name,
    me: { id: me.slack, name: state.users.get(me.slack)?.name ?? me.slack, bot: false },
    people,
    channels: channels.map((channel) => ({
      id: channel.id,
      name: channel.kind === 'im' ? state.bot.title : channel.name,
      kind: channel.kind === 'im' ? 'dm' : 'channel',
      messages: channel.messages.slice(-MAX_MESSAGES).map(viewMessage),
      ephemerals: listEphemerals(channel, me.slack),
      files: [...state.files.values()]
        .filter((file) => file.channel === channel.id)
        .map(({ name, content }) => ({ name, content })),
    })),
    modal: open && {
      ...{ id: open.id, view: open.view },
      ...{ errors: errors.get(open.id) ?? {}, typed: typed.get(open.id) ?? {} },
    },
    home: state.homes.get(me.slack),
  };
}

function viewMessage(message: SlackMessage): SlackMessageView {
  const { ts, thread_ts, user, text, blocks, reactions, isMarkedEdited = false, unfurls } = message;
  return {
    ts,
    ...(thread_ts ? { threadTs: thread_ts } : {}),
    ...{ user, text, blocks, unfurls },
    edited: isMarkedEdited,
    reactions: [...reactions].map(([name, users]) => ({ name, users: [...users] })),
  };
}

function listEphemerals({ ephemerals, messages }: SlackChannel, me: string) {
  return ephemerals
    .filter(({ user }) => user === me)
    .slice(-MAX_EPHEMERALS)
    .map(({ at, thread_ts, text, blocks }) => ({
      id: at,
      ...(thread_ts ? { threadTs: thread_ts } : {}),
      text,
      blocks,
      afterTs: messages.findLast(({ ts }) => ts < at)?.ts,
    }));
}
