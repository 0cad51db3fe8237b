import {
  InteractionResponseType as Answer,
  type APIModalInteractionResponseCallbackData,
  MessageFlags,
} from 'discord.js';
import { ApiError } from './api-error.ts';
import type { InteractionRecord } from './interactions.ts';
import type { MessageBody } from './message-body.ts';
import { messageJson } from './payloads.ts';
import { type Call, done, ok, type Route } from './router.ts';
import { changeMessage } from './routes-messages.ts';
import type { Tools } from './tools.ts';
import type { Message } from './world.ts';

/** Discord waits so long for the first answer. */
export const FIRST_ANSWER_MS = 3000;
const TOKEN_MS = 15 * 60_000;

/** First answers, edits and follow-ups. Every body is checked as the message or modal that it holds. */
export function interactionRoutes(
  tools: Tools,
  records: ReadonlyMap<string, InteractionRecord>,
  firstAnswerMs: number,
): Route[] {
  const { world, check } = tools;

  function callback({ params, body, files }: Call) {
    const record = records.get(params.token ?? '');
    const afterMs = record ? world.now() - record.startedAt : 0;
    if (!record || record.id !== params.id || afterMs > firstAnswerMs) throw ApiError.unknownInteraction();
    if (record.first) throw new ApiError(400, 40060, 'Interaction has already been acknowledged.');
    const { type, data } = body as { type: number; data?: MessageBody & object };
    answer(record, type, data ?? {}, body, files);
    record.first = { type, afterMs };
    return done();
  }

  function answer(
    record: InteractionRecord,
    type: number,
    data: MessageBody & object,
    body: unknown,
    files: Call['files'],
  ) {
    const typed = record.kind === 'autocomplete';
    if (typed !== (type === Answer.ApplicationCommandAutocompleteResult)) throw wrongType();
    switch (type) {
      case Answer.ChannelMessageWithSource:
        check('reply', body, { files });
        record.ephemeral = isEphemeral(data);
        record.original = put(record, data, files, record.ephemeral);
        return;
      case Answer.DeferredChannelMessageWithSource:
        check('defer', body);
        record.ephemeral = isEphemeral(data);
        record.pending = true;
        return;
      case Answer.DeferredMessageUpdate:
        if (!record.original) throw wrongType();
        return;
      case Answer.UpdateMessage:
        if (!record.original) throw wrongType();
        check('update', body, { before: record.original, files });
        changeMessage(record.original, data, world.dated());
        return;
      case Answer.ApplicationCommandAutocompleteResult:
        check('choices', body);
        record.choices = (data as { choices: InteractionRecord['choices'] }).choices;
        return;
      case Answer.Modal:
        if (record.kind === 'modal') throw wrongType();
        check('modal', body);
        record.modal = data as unknown as APIModalInteractionResponseCallbackData;
        return;
      default:
        throw wrongType();
    }
  }

  /** A message that one person alone sees is in no channel. */
  function put(
    record: InteractionRecord,
    body: MessageBody,
    files: Call['files'],
    ephemeral: boolean,
  ): Message {
    const channel = tools.channel(record.channelId);
    const target = ephemeral ? { ...channel, messages: new Map<string, Message>() } : channel;
    const message = tools.post(target, world.bot.id, body, files);
    if (ephemeral) message.flags |= MessageFlags.Ephemeral;
    return message;
  }

  function findRecord({ params }: Call): InteractionRecord {
    const record = records.get(params.token ?? '');
    if (!record?.first || params.app !== world.bot.id) throw ApiError.unknownWebhook();
    if (world.now() - record.startedAt > TOKEN_MS) throw new ApiError(401, 50027, 'Invalid Webhook Token');
    return record;
  }

  function followUp(call: Call) {
    const record = findRecord(call);
    check('followUp', call.body, call);
    const body = call.body as MessageBody;
    // The first follow-up of a deferred answer fills it, and is as private as that was.
    const fills = record.pending;
    const ephemeral = fills ? record.ephemeral : isEphemeral(body);
    const message = put(record, body, call.files, ephemeral);
    if (fills) {
      record.pending = false;
      record.original = message;
    } else record.followUps.push({ message, ephemeral });
    return ok(messageJson(world, message));
  }

  function edit(call: Call) {
    const record = findRecord(call);
    const body = call.body as MessageBody;
    if (call.params.message === '@original' && record.pending) {
      check('followUpEdit', body, call);
      record.pending = false;
      record.original = put(record, body, call.files, record.ephemeral);
      return ok(messageJson(world, record.original));
    }
    const message = findMessage(record, call.params.message);
    check('followUpEdit', body, { before: message, files: call.files });
    changeMessage(message, body, world.dated());
    return ok(messageJson(world, message));
  }

  function remove(call: Call) {
    const record = findRecord(call);
    const { message } = findFollowUp(record, call.params.message);
    record.followUps.splice(
      record.followUps.findIndex((entry) => entry.message === message),
      1,
    );
    return done();
  }

  function findFollowUp(record: InteractionRecord, id: string | undefined) {
    const found = record.followUps.find((entry) => entry.message.id === id);
    if (!found) throw ApiError.unknownMessage();
    return found;
  }

  function findMessage(record: InteractionRecord, id: string | undefined): Message {
    if (id !== '@original') return findFollowUp(record, id).message;
    if (!record.original) throw ApiError.unknownMessage();
    return record.original;
  }

  return [
    { method: 'POST', path: '/interactions/:id/:token/callback', open: true, handle: callback },
    { method: 'POST', path: '/webhooks/:app/:token', open: true, handle: followUp },
    { method: 'PATCH', path: '/webhooks/:app/:token/messages/:message', open: true, handle: edit },
    { method: 'DELETE', path: '/webhooks/:app/:token/messages/:message', open: true, handle: remove },
  ];
}

function isEphemeral({ flags }: MessageBody): boolean {
  return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

function wrongType(): ApiError {
  return ApiError.invalidBody(['type: this answer does not go with this interaction']);
}
