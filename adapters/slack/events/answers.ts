import type { RespondArguments, RespondFn } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Form, Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { readSlackCode } from '../api/errors.ts';
import type { Web } from '../api/web.ts';
import { drawWithLabels } from '../posts/labels.ts';
import type { Posts } from '../posts/posts.ts';
import { renderBlocks, renderMessage } from '../render/render.ts';
import { renderFormView } from '../render/render-form.ts';
import { sendPayload } from '../render/trimmed-payload.ts';
import { wordAsMentions } from '../render/word-commands.ts';
import { texts } from '../texts/answers.ts';
import { type Origin, packOrigin } from './inbound.ts';

/** Sends an answer to the person who asked. */
export interface Answers {
  /** `respond` is Slack's `response_url`, valid for half an hour and five uses; otherwise the Web API is used. */
  give(origin: Origin, reply: Reply, respond?: RespondFn): Promise<void>;
  /** Renders a person's Home tab. */
  publishHome(user: string, message: Message): Promise<void>;
}

export interface AnswersOptions {
  readonly web: Web;
  readonly posts: Posts;
  /** The bot's user id. */
  readonly bot: string;
  readonly log: Log;
}

const URGENT = { urgent: true } as const;

export function createAnswers(options: AnswersOptions): Answers {
  return new SlackAnswers(options);
}

class SlackAnswers implements Answers {
  readonly #web: Web;
  readonly #posts: Posts;
  readonly #bot: string;
  readonly #log: Log;

  constructor({ web, posts, bot, log }: AnswersOptions) {
    this.#web = web;
    this.#posts = posts;
    this.#bot = bot;
    this.#log = log;
  }

  async give(origin: Origin, answer: Reply, respond?: RespondFn): Promise<void> {
    const reply = this.#word(origin, answer);
    switch (reply.kind) {
      case 'message':
        return reply.shared
          ? this.#share(origin, reply, respond)
          : this.#sendEphemeral(origin, reply.message, respond);
      case 'update':
        return this.#update(origin, reply.message, respond);
      case 'feedback':
        // Slack shows by itself which button was pressed.
        return;
      case 'labels':
        return this.#showLabels(origin, reply, respond);
      case 'form':
        return this.#openForm(origin, reply.form, respond);
      case 'file':
        return this.#sendFile(origin, reply, respond);
    }
  }

  /** With the commands as they are typed where the answer is read. */
  #word({ thread, isMention }: Origin, reply: Reply): Reply {
    if (thread === undefined && !isMention) return reply;
    const word = (message: Message): Message => wordAsMentions(message, this.#bot);
    switch (reply.kind) {
      case 'message':
        return {
          ...{ ...reply, message: word(reply.message) },
          ...(reply.pressed ? { pressed: word(reply.pressed) } : {}),
        };
      case 'update':
        return { ...reply, message: word(reply.message) };
      case 'labels':
        return { ...reply, notice: word(reply.notice) };
      default:
        return reply;
    }
  }

  async publishHome(user_id: string, message: Message): Promise<void> {
    const view = { type: 'home' as const, blocks: renderBlocks(message) };
    await this.#web.call('views.publish', (client) => client.views.publish({ user_id, view }), URGENT);
  }

  /** Visible only to the person: where they asked, or else in their direct messages. */
  async #sendEphemeral(origin: Origin, message: Message, respond?: RespondFn): Promise<void> {
    const { channel, user, thread } = origin;
    const address = { user, ...toThreadTs(thread) };
    const response = {
      response_type: 'ephemeral',
      ...toThreadTs(thread),
      ...renderMessage(message),
    } as const;
    if (respond && (await this.#respond(respond, response))) return;
    if (channel && (await this.#postEphemeral({ ...address, channel }, message))) return;
    await this.#posts.say({ channel: await this.#posts.openDirectMessages(user) }, message);
  }

  /** Whether the channel accepted it. */
  async #postEphemeral(address: EphemeralAddress, message: Message): Promise<boolean> {
    try {
      await sendPayload(message, this.#log, (draw) =>
        this.#web.call(
          'chat.postEphemeral',
          (client) => client.chat.postEphemeral({ ...address, ...draw() }),
          URGENT,
        ),
      );
      return true;
    } catch (err) {
      const { channel } = address;
      this.#log.info({ channel, err }, 'answered in a direct message, because the channel did not accept it');
      return false;
    }
  }

  async #share(origin: Origin, reply: MessageReply, respond?: RespondFn): Promise<void> {
    try {
      if (!(await this.#postUpdatable(origin, reply)))
        await this.#postToChannel(origin, reply.message, respond);
    } catch (error) {
      // What may have been carried out is not offered again at once.
      if (!(error instanceof DeliveryError) || error.fault !== 'unknown') reply.onRefused?.();
      throw error;
    }
    if (reply.pressed && origin.message?.ephemeral && respond)
      await this.#respond(respond, { replace_original: true, ...renderMessage(reply.pressed) });
  }

  /**
   * A message that changes later is posted by the Web API, which alone says where it is. Whether it was: a channel that refuses it may
   * still accept it by the `response_url`, and then its buttons show no votes until somebody presses one.
   */
  async #postUpdatable({ channel, thread }: Origin, { message, onShown }: MessageReply): Promise<boolean> {
    if (!onShown || !channel) return false;
    let ts: string;
    try {
      ts = await this.#posts.say({ channel, ...(thread ? { thread } : {}) }, message);
    } catch (err) {
      if (!(err instanceof DeliveryError) || err.fault === 'unknown') throw err;
      this.#log.info({ channel, err }, 'a shared card is shown without its votes');
      return false;
    }
    await onShown(ts);
    return true;
  }

  async #postToChannel(origin: Origin, message: Message, respond?: RespondFn): Promise<void> {
    const { channel, thread } = origin;
    const response = {
      response_type: 'in_channel',
      ...toThreadTs(thread),
      ...renderMessage(message),
    } as const;
    if (respond && (await this.#respond(respond, response))) return;
    if (!channel) return this.#sendEphemeral(origin, message);
    await this.#posts.say({ channel, ...(thread ? { thread } : {}) }, message);
  }

  async #update(origin: Origin, message: Message, respond?: RespondFn): Promise<void> {
    const { home, user, channel, message: pressed } = origin;
    if (home) return this.publishHome(user, message);
    // The `response_url` first: otherwise people who page through lists would fill Slack's queue of edits and delay votes.
    const replacement = { replace_original: true, ...renderMessage(message) };
    if (pressed && respond && (await this.#respond(respond, replacement))) return;
    if (pressed && !pressed.ephemeral && channel) {
      try {
        return await this.#posts.edit({ channel, messageId: pressed.ts }, message);
      } catch (err) {
        this.#log.info({ channel, err }, 'message not changed by its ts');
      }
    }
    return this.#sendEphemeral(origin, message);
  }

  /** By the `response_url`: so many people may press at once that edits by the Web API would delay others. */
  async #showLabels(origin: Origin, reply: LabelsReply, respond?: RespondFn): Promise<void> {
    const { shown, ephemeral = true, ts } = origin.message ?? {};
    const isShown =
      shown !== undefined &&
      respond !== undefined &&
      (await this.#respond(respond, { replace_original: true, ...drawWithLabels(shown, reply.labels) }));
    if (ts !== undefined && !ephemeral) await reply.onShown?.(ts);
    if (!isShown || reply.isNeeded) await this.#sendEphemeral(origin, reply.notice, respond);
  }

  async #openForm(origin: Origin, form: Form, respond?: RespondFn): Promise<void> {
    const { trigger } = origin;
    try {
      if (!trigger) throw new Error('no trigger to open a form with');
      const view = renderFormView(form, packOrigin(origin));
      await this.#web.call(
        'views.open',
        (client) => client.views.open({ trigger_id: trigger, view }),
        URGENT,
      );
    } catch (err) {
      this.#log.warn({ form: form.id, code: readSlackCode(err), err }, 'form did not open');
      const notice = { kind: 'notice', tone: 'warning', title: texts.formNotOpened() } as const;
      await this.#sendEphemeral(origin, { ...notice, fix: texts.tryAgain() }, respond);
    }
  }

  /** A file cannot be ephemeral: it is sent to the person's direct messages, with a note in the channel. */
  async #sendFile(origin: Origin, file: FileReply, respond?: RespondFn): Promise<void> {
    const channel_id = await this.#posts.openDirectMessages(origin.user);
    const { name: filename, content } = file;
    const initial_comment = renderMessage(file.note).text;
    await this.#web.call(
      'files.uploadV2',
      (client) => client.filesUploadV2({ channel_id, filename, content, initial_comment }),
      URGENT,
    );
    await this.#sendEphemeral(origin, inDirectMessages(file.note), respond);
  }

  /** Whether the `response_url` accepted it. It may be used up, and it refuses in the body as often as by status. */
  async #respond(respond: RespondFn, message: RespondArguments): Promise<boolean> {
    try {
      const answer = await respond({ replace_original: false, mrkdwn: false, ...QUIET, ...message });
      const said = await answer.text();
      if (!/"ok"\s*:\s*false/.test(said)) return true;
      this.#log.warn({ said: said.slice(0, 200) }, 'response_url refused an answer');
    } catch (err) {
      this.#log.warn({ err }, 'response_url did not accept an answer');
    }
    return false;
  }
}

interface EphemeralAddress {
  readonly channel: string;
  readonly user: string;
  readonly thread_ts?: string;
}

function toThreadTs(thread: string | undefined): { readonly thread_ts?: string } {
  return thread ? { thread_ts: thread } : {};
}

/** A person who asked in a channel does not look in the direct messages. */
function inDirectMessages(note: Message): Message {
  return note.kind === 'notice' ? { ...note, text: texts.fileSent() } : note;
}

type MessageReply = Extract<Reply, { kind: 'message' }>;
type LabelsReply = Extract<Reply, { kind: 'labels' }>;
type FileReply = Extract<Reply, { kind: 'file' }>;

const QUIET = { unfurl_links: false, unfurl_media: false } as const;
