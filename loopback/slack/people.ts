import { unfetchablePicture } from './address-check.ts';
import type { EntityLocation } from './entities.ts';
import { fillElement, type InputElement, type Option } from './fill-element.ts';
import { chosenIn, listButtons } from './find-button.ts';
import { findEntityAction } from './find-entity-action.ts';
import { checkMessage } from './payload-check.ts';
import { describeBlocks } from './shown-blocks.ts';
import { type Sign, signedPost } from './signed-post.ts';
import type { EnvelopeType, SocketHub } from './socket-hub.ts';
import type { Ephemeral, SlackMessage, SlackState } from './state.ts';
import { answerView } from './view-stack.ts';
import type { Violation } from './violations.ts';
import { addMessage, addReaction } from './web-api.ts';

/** What a person did, and what came of it. */
export interface Deed {
  /** When the bot acknowledged it, with what it said then. */
  readonly acked: Promise<unknown>;
  /** What the bot answered by the deed's `response_url`. */
  readonly answers: Answer[];
}

interface Answer {
  readonly shared: boolean;
  readonly replaced: boolean;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

interface ResponseAddress {
  readonly deed: Deed;
  readonly user: string;
  readonly channel: string;
  readonly pressed?: SlackMessage | Ephemeral;
  uses: number;
}

/** Takes what the bot sent against Slack's rules. */
type Report = (method: string, violations: readonly Violation[]) => void;

const TRIGGER_MS = 3000;

/** The people of the workspace: everything they can do to the bot, reported to it as Slack would. */
export class People {
  readonly #state: SlackState;
  readonly #socket: SocketHub;
  readonly #url: () => string;
  readonly #report: Report;
  readonly #addresses = new Map<string, ResponseAddress>();
  readonly #triggers = new Map<string, { readonly user: string; readonly at: number; used: boolean }>();
  #http: Sign | undefined;
  #count = 0;

  constructor(state: SlackState, socket: SocketHub, url: () => string, report: Report) {
    this.#report = report;
    this.#state = state;
    this.#socket = socket;
    this.#url = url;
  }

  /** From here on Slack calls the bot by signed requests instead of the socket. */
  callByHttp(sign: Sign): void {
    this.#http = sign;
  }

  react(user: string, message: SlackMessage, name: string): void {
    addReaction(message, user, name);
    this.sendReaction(message, user, name, true);
  }

  unreact(user: string, message: SlackMessage, name: string): void {
    message.reactions.get(name)?.delete(user);
    if (message.reactions.get(name)?.size === 0) message.reactions.delete(name);
    this.sendReaction(message, user, name, false);
  }

  sendReaction(
    { channel, ts, user: author }: SlackMessage,
    user: string,
    name: string,
    added: boolean,
  ): void {
    // Slack sends reactions only from channels that the bot is in.
    if (!this.#state.channels.get(channel)?.members.has(this.#state.bot.user)) return;
    const event = {
      type: added ? 'reaction_added' : 'reaction_removed',
      user,
      reaction: name,
      item: { type: 'message', channel, ts },
      item_user: author,
      event_ts: this.#state.nextTs(),
    };
    this.event(event, { channel }).catch(() => undefined);
  }

  /** Sends the bot any event; resolves when it is acknowledged. */
  event(event: object, about: { id?: string; channel?: string } = {}): Promise<unknown> {
    const { organization, app, bot } = this.#state;
    const team_id = this.#state.findTeam(about.channel);
    return this.deliver('events_api', {
      token: 'verification',
      team_id,
      ...(organization ? { enterprise_id: organization.id } : {}),
      api_app_id: app,
      event,
      type: 'event_callback',
      event_id: about.id ?? `Ev${this.#next()}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        {
          enterprise_id: organization?.id ?? null,
          team_id,
          user_id: bot.user,
          is_bot: true,
          is_enterprise_install: organization !== undefined,
        },
      ],
    });
  }

  slash(user: string, channel: string, text: string): Deed {
    const { team, organization, app } = this.#state;
    return this.#deed('slash_commands', user, channel, {
      token: 'verification',
      team_id: this.#state.findTeam(channel),
      ...(organization ? { enterprise_id: organization.id, enterprise_name: organization.name } : {}),
      team_domain: team.domain,
      channel_id: channel,
      channel_name: this.#state.channels.get(channel)?.name ?? channel,
      user_id: user,
      user_name: this.#state.users.get(user)?.name ?? user,
      command: '/papers',
      text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      api_app_id: app,
      is_enterprise_install: String(organization !== undefined),
    });
  }

  /** Presses the button with this label or id on a message, an ephemeral answer or, with no message, the Home tab. */
  press(
    user: string,
    where: { channel: string; on: SlackMessage | Ephemeral } | 'home',
    label: string,
  ): Deed {
    const home = this.#state.homes.get(user);
    const blocks = where === 'home' ? home?.blocks : where.on.blocks;
    const button = listButtons(blocks).find(({ action_id, text, value }) =>
      [action_id, text?.text, value].includes(label),
    );
    const chosen = button ? undefined : chosenIn(listButtons(blocks), label);
    if (!button && !chosen) throw new Error(`no button ${label}`);
    const actions = [{ ...button, ...chosen, block_id: 'b', action_ts: this.#state.nextTs() }];
    if (where === 'home') {
      const view = { id: 'VHOME', type: 'home', ...home };
      const container = { type: 'view', view_id: 'VHOME' };
      return this.#deed('interactive', user, undefined, { type: 'block_actions', actions, view, container });
    }
    const { channel, on } = where;
    const ts = 'ts' in on ? on.ts : this.#state.nextTs();
    const thread = 'thread_ts' in on && on.thread_ts ? { thread_ts: on.thread_ts } : {};
    const container = {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: !('ts' in on),
      ...thread,
    };
    const body = { type: 'block_actions', actions, container, channel: { id: channel, name: channel } };
    // Slack sends what everybody sees along with the press, and of an ephemeral message nothing.
    const message = 'ts' in on ? { ts, text: on.text, blocks: describeBlocks(on.blocks) } : { ts };
    return this.#deed('interactive', user, channel, { ...body, message }, on);
  }

  /**
   * Presses an action of a Work Object, under a link or in its flexpane: https://docs.slack.dev/messaging/work-objects-implementation,
   * "Actions". It arrives as `block_actions` whose container names the entity. The page does not say that a `response_url` comes
   * with it, so none does.
   */
  pressEntity(user: string, message: SlackMessage, location: EntityLocation, label: string): Deed {
    const { entity, action } = findEntityAction(this.#state, message, location, label);
    const { channel, ts } = message;
    const container = {
      type: location.at === 'flexpane' ? 'entity_detail' : 'message_attachment',
      ...{ message_ts: ts, channel_id: channel, entity_url: entity.url },
      ...{ external_ref: entity.external_ref, app_unfurl_url: location.url },
    };
    const actions = [{ type: 'button', ...action, block_id: 'b', action_ts: this.#state.nextTs() }];
    return this.#deed('interactive', user, undefined, { type: 'block_actions', actions, container });
  }

  /** What a person did that lets the bot answer within 3 s, where Slack reports it as an event. */
  issueTrigger(user: string): string {
    const id = `trigger.${this.#next()}`;
    this.#triggers.set(id, { user, at: Date.now(), used: false });
    return id;
  }

  /** Fills a modal of the person (the newest) and sends it off. Fields that are not named keep what is in them. */
  submit(user: string, values: Readonly<Record<string, string>>, viewId?: string): Deed {
    const open = this.#state.views.findLast(
      (view) => view.user === user && !view.isClosed && (viewId === undefined || view.id === viewId),
    );
    if (!open) throw new Error('no modal is open');
    const blocks = open.view.blocks as Array<{ block_id: string; optional?: boolean; element: InputElement }>;
    const state = {
      values: Object.fromEntries(
        blocks
          .filter(({ element }) => element !== undefined)
          .map(({ block_id, element }) => [
            block_id,
            fillElement({ ...element, ...toOffered(open.offered?.[block_id]) }, values[block_id]),
          ]),
      ),
    };
    const view = { ...open.view, id: open.id, state, callback_id: open.view.callback_id };
    const deed = this.#deed('interactive', user, undefined, { type: 'view_submission', view });
    deed.acked.then(
      (answer) => this.#report('view_submission', answerView(this.#state, open, answer)),
      () => undefined,
    );
    return deed;
  }

  /** The shortcut that belongs to no message. */
  globalShortcut(user: string, callback: string): Deed {
    return this.#deed('interactive', user, undefined, { type: 'shortcut', callback_id: callback });
  }

  /** The message shortcut. */
  shortcut(user: string, message: SlackMessage, callback: string): Deed {
    const { channel, ts, text } = message;
    const body = {
      type: 'message_action',
      callback_id: callback,
      message_ts: ts,
      message: { type: 'message', ts, text },
    };
    return this.#deed('interactive', user, channel, { ...body, channel: { id: channel, name: channel } });
  }

  openHome(user: string): Promise<unknown> {
    const channel = this.#state.dm(user).id;
    return this.event({
      type: 'app_home_opened',
      user,
      channel,
      tab: 'home',
      ...(this.#state.homes.has(user) ? { view: { id: 'VHOME', ...this.#state.homes.get(user) } } : {}),
      event_ts: this.#state.nextTs(),
    });
  }

  /** A person posts; the bot gets an event about its links. */
  say(user: string, channel: string, text: string, thread?: string): SlackMessage {
    const surface = this.#state.channels.get(channel);
    if (!surface) throw new Error(`no channel ${channel}`);
    const thread_ts = thread === undefined ? {} : { thread_ts: thread };
    const { bot_id: _bot, ...said } = addMessage(this.#state, surface, { text, ...thread_ts });
    const message: SlackMessage = { ...said, user };
    surface.messages.splice(-1, 1, message);
    // Slack sends mentions only from channels that the bot is in.
    if (text.includes(`<@${this.#state.bot.user}>`) && surface.members.has(this.#state.bot.user)) {
      const event = { type: 'app_mention', user, channel, text, ts: message.ts, ...thread_ts };
      this.event({ ...event, event_ts: message.ts }, { channel }).catch(() => undefined);
    }
    const links = (text.match(/https?:\/\/\S+/g) ?? []).map((url) => ({
      url,
      domain: new URL(url).hostname,
    }));
    if (links.length > 0) {
      const event = {
        type: 'link_shared',
        user,
        channel,
        message_ts: message.ts,
        links,
        source: 'conversations_history',
      };
      const is_bot_user_member = surface.members.has(this.#state.bot.user);
      this.event({ ...event, event_ts: message.ts, is_bot_user_member }, { channel }).catch(() => undefined);
    }
    return message;
  }

  useTrigger(id: string): { readonly user: string } | string {
    const trigger = this.#triggers.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    if (Date.now() - trigger.at > TRIGGER_MS) return 'expired_trigger_id';
    trigger.used = true;
    return trigger;
  }

  /** Half an hour later: no `response_url` of before works any more. */
  closeAddresses(): void {
    this.#addresses.clear();
  }

  /** Something came to a `response_url`: five times, then it is used up. */
  respond(id: string, body: string): { status: number; said: string; violations: Violation[] } {
    const address = this.#addresses.get(id);
    if (!address) return { status: 404, said: '{"ok":false,"error":"no_such_hook"}', violations: [] };
    address.uses += 1;
    if (address.uses > 5) return { status: 404, said: '{"ok":false,"error":"used_url"}', violations: [] };
    const reply = JSON.parse(body) as Record<string, unknown>;
    const violations = checkMessage(reply);
    if (violations[0])
      return { status: 200, said: `{"ok":false,"error":"${violations[0].code}"}`, violations };
    if (unfetchablePicture(reply.blocks, this.#state.canFetch))
      return { status: 200, said: '{"ok":false,"error":"invalid_blocks"}', violations };
    this.#show(address, reply);
    return { status: 200, said: 'ok', violations };
  }

  #show({ deed, user, channel, pressed }: ResponseAddress, reply: Readonly<Record<string, unknown>>): void {
    const text = String(reply.text ?? '');
    const blocks = Array.isArray(reply.blocks) ? reply.blocks : [];
    const shared = reply.response_type === 'in_channel';
    const replaced = reply.replace_original === true;
    deed.answers.push({ shared, replaced, text, blocks });
    const surface = this.#state.channels.get(channel);
    if (replaced && pressed) Object.assign(pressed, { text, blocks });
    else if (shared && surface) addMessage(this.#state, surface, reply);
    else {
      const thread = reply.thread_ts ? { thread_ts: String(reply.thread_ts) } : {};
      surface?.ephemerals.push({ user, at: this.#state.nextTs(), ...thread, text, blocks });
    }
  }

  #deed(
    type: EnvelopeType,
    user: string,
    channel: string | undefined,
    body: object,
    pressed?: SlackMessage | Ephemeral,
  ): Deed {
    const { organization } = this.#state;
    const home = this.#state.users.get(user)?.team ?? this.#state.team.id;
    const trigger_id = this.issueTrigger(user);
    const answers: Answer[] = [];
    const address = `${this.#state.team.id}-${this.#next()}`;
    const who =
      type === 'slash_commands'
        ? {}
        : {
            user: { id: user, team_id: home },
            // Of an organization's app Slack does not say in which workspace a button was pressed.
            ...(organization
              ? { team: null, enterprise: organization, is_enterprise_install: true }
              : { team: { id: home } }),
          };
    const response_url = channel ? { response_url: `${this.#url()}/response/${address}` } : {};
    const acked = this.deliver(type, {
      ...body,
      ...who,
      trigger_id,
      api_app_id: this.#state.app,
      ...response_url,
    });
    acked.catch(() => undefined);
    const deed: Deed = { acked, answers };
    if (channel)
      this.#addresses.set(address, { deed, user, channel, uses: 0, ...(pressed ? { pressed } : {}) });
    return deed;
  }

  /** Hands the bot a payload, over whichever way it listens. */
  deliver(type: EnvelopeType, payload: object): Promise<unknown> {
    return this.#http ? signedPost(this.#http, type, payload) : this.#socket.deliver(type, payload);
  }

  /** Slack's ids are unique across workspaces, also of what happens in two of them within one millisecond. */
  #next(): string {
    this.#count += 1;
    return `${this.#state.team.id}${Date.now()}${this.#count}`;
  }
}

const toOffered = (options: readonly Option[] | undefined) => (options ? { options } : {});
