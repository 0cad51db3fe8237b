import type { RespondArguments, RespondFn } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Form, Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { slackCode } from '../api/errors.ts';
import { personId } from '../api/people.ts';
import type { Posts } from '../api/posts.ts';
import type { Web } from '../api/web.ts';
import { renderBlocks, renderMessage } from '../render/render.ts';
import { formView } from '../render/render-form.ts';
import { sendPayload } from '../render/trimmed-payload.ts';
import { type Origin, packOrigin } from './inbound.ts';

/** Brings an answer to whoever asked. */
export interface Answers {
  /** `respond` is Slack's own way back, good for half an hour and five uses; otherwise the Web API does it. */
  give(origin: Origin, reply: Reply, respond?: RespondFn): Promise<void>;
  /** Draws a person's Home tab. */
  publishHome(user: string, message: Message): Promise<void>;
}

export interface AnswersOptions {
  readonly web: Web;
  readonly posts: Posts;
  readonly log: Log;
}

const URGENT = { urgent: true } as const;

export function createAnswers({ web, posts, log }: AnswersOptions): Answers {
  async function give(origin: Origin, reply: Reply, respond?: RespondFn): Promise<void> {
    switch (reply.kind) {
      case 'message':
        return reply.shared ? share(origin, reply, respond) : sendEphemeral(origin, reply.message, respond);
      case 'update':
        return update(origin, reply.message, respond);
      case 'form':
        return openForm(origin, reply.form, respond);
      case 'file':
        return sendFile(origin, reply, respond);
    }
  }

  /** Only the person sees it: where they asked, or else in their direct messages. */
  async function sendEphemeral(origin: Origin, message: Message, respond?: RespondFn): Promise<void> {
    const { channel, user, thread, team } = origin;
    const payload = renderMessage(message);
    const thread_ts = thread ? { thread_ts: thread } : {};
    if (respond && (await responded(respond, { response_type: 'ephemeral', ...thread_ts, ...payload })))
      return;
    if (channel) {
      try {
        const address = { channel, user, ...thread_ts };
        await sendPayload(message, log, (draw) =>
          web.call(
            'chat.postEphemeral',
            (client) => client.chat.postEphemeral({ ...address, ...draw() }),
            URGENT,
          ),
        );
        return;
      } catch (error) {
        log.info(
          { channel, err: error },
          'answered in a direct message, because the channel did not take it',
        );
      }
    }
    await posts.notify(personId(team, user), message);
  }

  async function share(origin: Origin, reply: MessageReply, respond?: RespondFn): Promise<void> {
    try {
      await say(origin, reply.message, respond);
    } catch (error) {
      // What may have been carried out is not offered again at once.
      if (!(error instanceof DeliveryError) || error.fault !== 'unknown') reply.onRefused?.();
      throw error;
    }
    if (reply.pressed && origin.message?.ephemeral && respond)
      await responded(respond, { replace_original: true, ...renderMessage(reply.pressed) });
  }

  async function say(origin: Origin, message: Message, respond?: RespondFn): Promise<void> {
    const { channel, thread } = origin;
    const thread_ts = thread ? { thread_ts: thread } : {};
    const payload = { response_type: 'in_channel', ...thread_ts, ...renderMessage(message) } as const;
    if (respond && (await responded(respond, payload))) return;
    if (!channel) return sendEphemeral(origin, message);
    await posts.say({ channel, ...(thread ? { thread } : {}) }, message);
  }

  async function update(origin: Origin, message: Message, respond?: RespondFn): Promise<void> {
    const { home, user, channel, message: pressed } = origin;
    if (home) return publishHome(user, message);
    // The `response_url` first: people who turn pages would else fill Slack's queue of edits, and hold up those of votes.
    const replacement = { replace_original: true, ...renderMessage(message) };
    if (pressed && respond && (await responded(respond, replacement))) return;
    if (pressed && !pressed.ephemeral && channel) {
      try {
        return await posts.edit({ channel, messageId: pressed.ts }, message);
      } catch (error) {
        log.info({ channel, err: error }, 'message not changed by its ts');
      }
    }
    return sendEphemeral(origin, message);
  }

  async function openForm(origin: Origin, form: Form, respond?: RespondFn): Promise<void> {
    const { trigger } = origin;
    try {
      if (!trigger) throw new Error('no trigger to open a form with');
      const view = formView(form, packOrigin(origin));
      await web.call('views.open', (client) => client.views.open({ trigger_id: trigger, view }), URGENT);
    } catch (error) {
      log.warn({ form: form.id, code: slackCode(error), err: error }, 'form did not open');
      const title = 'The form could not be opened in time';
      await sendEphemeral(
        origin,
        { kind: 'notice', tone: 'warning', title, fix: 'Please try again.' },
        respond,
      );
    }
  }

  /** A file cannot be ephemeral: it goes to the person's direct messages, and a note says so. */
  async function sendFile(origin: Origin, file: FileReply, respond?: RespondFn): Promise<void> {
    const channel_id = await posts.directMessages(origin.user);
    const { name: filename, content } = file;
    const initial_comment = renderMessage(file.note).text;
    await web.call(
      'files.uploadV2',
      (client) => client.filesUploadV2({ channel_id, filename, content, initial_comment }),
      URGENT,
    );
    await sendEphemeral(origin, inDirectMessages(file.note), respond);
  }

  async function publishHome(user_id: string, message: Message): Promise<void> {
    const view = { type: 'home' as const, blocks: renderBlocks(message) };
    await web.call('views.publish', (client) => client.views.publish({ user_id, view }), URGENT);
  }

  /** Whether the `response_url` took it. It may be used up, and it says no with words as often as by status. */
  async function responded(respond: RespondFn, message: RespondArguments): Promise<boolean> {
    try {
      const answer = await respond({ replace_original: false, mrkdwn: false, ...QUIET, ...message });
      const said = await answer.text();
      if (!/"ok"\s*:\s*false/.test(said)) return true;
      log.warn({ said: said.slice(0, 200) }, 'response_url refused an answer');
    } catch (error) {
      log.warn({ err: error }, 'response_url did not take an answer');
    }
    return false;
  }

  return { give, publishHome };
}

/** Asked in a channel, one does not look there. */
function inDirectMessages(note: Message): Message {
  return note.kind === 'notice' ? { ...note, text: 'It is in your direct messages with this bot.' } : note;
}

type MessageReply = Extract<Reply, { kind: 'message' }>;
type FileReply = Extract<Reply, { kind: 'file' }>;

const QUIET = { unfurl_links: false, unfurl_media: false } as const;
