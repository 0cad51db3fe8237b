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

/** Takes first answers, edits and follow-ups. Every body is checked as the message or modal that it holds. */
class InteractionAnswers {
  readonly #tools: Tools;
  readonly #records: ReadonlyMap<string, InteractionRecord>;
  readonly #firstAnswerMs: number;

  constructor(tools: Tools, records: ReadonlyMap<string, InteractionRecord>, firstAnswerMs: number) {
    this.#tools = tools;
    this.#records = records;
    this.#firstAnswerMs = firstAnswerMs;
  }

  callback({ params, body, files }: Call) {
    const record = this.#records.get(params.token ?? '');
    const afterMs = record ? this.#tools.world.now() - record.startedAt : 0;
    if (!record || record.id !== params.id || afterMs > this.#firstAnswerMs)
      throw ApiError.unknownInteraction();
    if (record.first) throw new ApiError(400, 40060, 'Interaction has already been acknowledged.');
    const { type, data } = body as { type: number; data?: MessageBody & object };
    this.#answer(record, type, data ?? {}, body, files);
    record.first = { type, afterMs };
    return done();
  }

  #answer(
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
        this.#tools.check('reply', body, { files });
        record.ephemeral = isEphemeral(data);
        record.original = this.#put(record, data, files, record.ephemeral);
        return;
      case Answer.DeferredChannelMessageWithSource:
        this.#tools.check('defer', body);
        record.ephemeral = isEphemeral(data);
        record.pending = true;
        return;
      case Answer.DeferredMessageUpdate:
        if (!record.original) throw wrongType();
        return;
      case Answer.UpdateMessage:
        if (!record.original) throw wrongType();
        this.#tools.check('update', body, { before: record.original, files });
        changeMessage(record.original, data, this.#tools.world.dated());
        return;
      case Answer.ApplicationCommandAutocompleteResult:
        this.#tools.check('choices', body);
        record.choices = (data as { choices: InteractionRecord['choices'] }).choices;
        return;
      case Answer.Modal:
        if (record.kind === 'modal') throw wrongType();
        this.#tools.check('modal', body);
        record.modal = data as unknown as APIModalInteractionResponseCallbackData;
        return;
      default:
        throw wrongType();
    }
  }

  /** A message that one person alone sees is in no channel. */
  #put(record: InteractionRecord, body: MessageBody, files: Call['files'], ephemeral: boolean): Message {
    const channel = this.#tools.channel(record.channelId);
    const target = ephemeral ? { ...channel, messages: new Map<string, Message>() } : channel;
    const message = this.#tools.post(target, this.#tools.world.bot.id, body, files);
    if (ephemeral) message.flags |= MessageFlags.Ephemeral;
    return message;
  }

  #findRecord({ params }: Call): InteractionRecord {
    const record = this.#records.get(params.token ?? '');
    if (!record?.first || params.app !== this.#tools.world.bot.id) throw ApiError.unknownWebhook();
    if (this.#tools.world.now() - record.startedAt > TOKEN_MS)
      throw new ApiError(401, 50027, 'Invalid Webhook Token');
    return record;
  }

  followUp(call: Call) {
    const record = this.#findRecord(call);
    this.#tools.check('followUp', call.body, call);
    const body = call.body as MessageBody;
    // The first follow-up of a deferred answer fills it, and is as private as that was.
    const fills = record.pending;
    const ephemeral = fills ? record.ephemeral : isEphemeral(body);
    const message = this.#put(record, body, call.files, ephemeral);
    if (fills) {
      record.pending = false;
      record.original = message;
    } else record.followUps.push({ message, ephemeral });
    return ok(messageJson(this.#tools.world, message));
  }

  edit(call: Call) {
    const record = this.#findRecord(call);
    const body = call.body as MessageBody;
    if (call.params.message === '@original' && record.pending) {
      this.#tools.check('followUpEdit', body, call);
      record.pending = false;
      record.original = this.#put(record, body, call.files, record.ephemeral);
      return ok(messageJson(this.#tools.world, record.original));
    }
    const message = this.#findMessage(record, call.params.message);
    this.#tools.check('followUpEdit', body, { before: message, files: call.files });
    changeMessage(message, body, this.#tools.world.dated());
    return ok(messageJson(this.#tools.world, message));
  }

  remove(call: Call) {
    const record = this.#findRecord(call);
    const { message } = this.#findFollowUp(record, call.params.message);
    record.followUps.splice(
      record.followUps.findIndex((entry) => entry.message === message),
      1,
    );
    return done();
  }

  #findFollowUp(record: InteractionRecord, id: string | undefined) {
    const found = record.followUps.find((entry) => entry.message.id === id);
    if (!found) throw ApiError.unknownMessage();
    return found;
  }

  #findMessage(record: InteractionRecord, id: string | undefined): Message {
    if (id !== '@original') return this.#findFollowUp(record, id).message;
    if (!record.original) throw ApiError.unknownMessage();
    return record.original;
  }
}

export function interactionRoutes(...given: ConstructorParameters<typeof InteractionAnswers>): Route[] {
  const answers = new InteractionAnswers(...given);
  const webhook = '/webhooks/:app/:token';
  const handlers: ReadonlyArray<[Route['method'], string, Route['handle']]> = [
    ['POST', '/interactions/:id/:token/callback', (call) => answers.callback(call)],
    ['POST', webhook, (call) => answers.followUp(call)],
    ['PATCH', `${webhook}/messages/:message`, (call) => answers.edit(call)],
    ['DELETE', `${webhook}/messages/:message`, (call) => answers.remove(call)],
  ];
  return handlers.map(([method, path, handle]) => ({ method, path, open: true, handle }));
}

function isEphemeral({ flags }: MessageBody): boolean {
  return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

function wrongType(): ApiError {
  return ApiError.invalidBody(['type: this answer does not go with this interaction']);
}
