import { randomUUID } from 'node:crypto';
import {
  InteractionResponseType as Answer,
  InteractionType,
  MessageFlags,
  type RawFile,
  Routes,
} from 'discord.js';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { failureNotice } from '../../../src/core/command/refusal.ts';
import { inProgress } from '../../../src/core/message/in-progress.ts';
import type { Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { sendTrimmed } from '../../../src/core/message/trimming.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import { ACKNOWLEDGED, discordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { PACE } from '../render/limits.ts';
import { renderTrimmed } from '../render/render.ts';
import { renderForm, usableChoices } from '../render/render-form.ts';
import { askerOf, completionOf, interactionOf } from './inbound.ts';
import type { AnswerableInteraction, DiscordInteraction, TypingInteraction } from './interaction-schema.ts';

export interface AnswersDeps {
  /** Interactions bring their own token and have limits of their own: they wait for no digest. */
  readonly send: Send;
  readonly inbound: Inbound;
  readonly log: Log;
  /** How long a form may take, in milliseconds. */
  readonly formMs?: number;
  /** A role whose members may manage a channel's subscription. */
  readonly managerRole?: string;
  /** Words the commands in a message as they are typed here. */
  readonly wordCommands?: (message: Message) => Message;
}

export interface Answers {
  answer(interaction: AnswerableInteraction): Promise<void>;
  complete(interaction: TypingInteraction): Promise<void>;
}

/** A form must be the first answer; a handler slower than this gets a deferral instead, within Discord's 3 s. */
const FORM_MS = PACE.answerMs - 1000;

/** Acknowledges first, and always answers. */
export function createAnswers({
  send,
  inbound,
  log,
  formMs = FORM_MS,
  managerRole,
  wordCommands = (message) => message,
}: AnswersDeps): Answers {
  async function first(interaction: DiscordInteraction, type: Answer, data?: object): Promise<void> {
    await send({
      method: 'POST',
      route: Routes.interactionCallback(interaction.id, interaction.token),
      action: 'answer an interaction',
      body: { type, ...(data ? { data } : {}) },
      once: true,
    });
  }

  async function acknowledge(interaction: AnswerableInteraction): Promise<void> {
    try {
      await defer(interaction);
    } catch (error) {
      const perhaps = error instanceof DeliveryError && ['unknown', 'transient'].includes(error.fault);
      if (!perhaps) throw error;
      await defer(interaction).catch((again: unknown) => {
        // It was the first try that got through.
        if (discordCode(again) !== ACKNOWLEDGED) throw again;
      });
    }
  }

  /** A button's own message stays as it is until there is an update; anything else waits in a private reply. */
  async function defer(interaction: AnswerableInteraction): Promise<void> {
    if (onMessage(interaction)) await first(interaction, Answer.DeferredMessageUpdate);
    else await first(interaction, Answer.DeferredChannelMessageWithSource, { flags: MessageFlags.Ephemeral });
  }

  async function changeOriginal(
    interaction: DiscordInteraction,
    message: Message,
    files?: RawFile[],
  ): Promise<void> {
    const { application_id, token } = interaction;
    await sendTrimmed(wordCommands(message), log, (trimmed) =>
      send({
        method: 'PATCH',
        route: Routes.webhookMessage(application_id, token),
        action: 'answer an interaction',
        body: {
          ...renderTrimmed(trimmed),
          ...(files ? { attachments: [{ id: '0', filename: files[0]?.name }] } : {}),
        },
        ...(files ? { files } : {}),
      }),
    );
  }

  async function followUp(
    interaction: DiscordInteraction,
    message: Message,
    shared: boolean,
    files?: RawFile[],
  ): Promise<void> {
    const flags = shared ? {} : { flags: MessageFlags.Ephemeral };
    await sendTrimmed(wordCommands(message), log, (trimmed) =>
      send({
        method: 'POST',
        route: Routes.webhook(interaction.application_id, interaction.token),
        action: 'answer an interaction',
        body: { ...renderTrimmed(trimmed), ...flags },
        once: true,
        ...(files ? { files } : {}),
      }),
    );
  }

  /** The answer after a deferral. */
  async function deliver(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case 'update':
        return changeOriginal(interaction, reply.message);
      case 'message':
        if (reply.shared) return share(interaction, reply);
        if (onMessage(interaction)) return followUp(interaction, reply.message, false);
        return changeOriginal(interaction, reply.message);
      case 'file': {
        const files = [{ name: reply.name, data: reply.content, contentType: reply.mime }];
        if (onMessage(interaction)) return followUp(interaction, reply.note, false, files);
        return changeOriginal(interaction, reply.note, files);
      }
      case 'form':
        return deliver(interaction, { kind: 'message', message: TOO_LATE_FOR_FORM });
    }
  }

  /** The private reply that is waiting must be filled first: the next message would fill it, and stay private. */
  async function share(interaction: AnswerableInteraction, reply: MessageReply): Promise<void> {
    if (!onMessage(interaction)) await changeOriginal(interaction, SHARED);
    try {
      await followUp(interaction, reply.message, true);
    } catch (error) {
      // What may have been carried out is not offered again at once.
      if (!(error instanceof DeliveryError) || error.fault !== 'unknown') reply.onRefused?.();
      throw error;
    }
    if (reply.pressed && onMessage(interaction)) await dropButton(interaction, reply.pressed);
  }

  async function dropButton(interaction: AnswerableInteraction, pressed: Message): Promise<void> {
    try {
      await changeOriginal(interaction, pressed);
    } catch (error) {
      log.warn(
        { err: error, interaction: interaction.id },
        'a button that was pressed could not be taken away',
      );
    }
  }

  async function decide(
    interaction: AnswerableInteraction,
    onProgress?: (doing: string) => void,
  ): Promise<Reply> {
    try {
      const asker = askerOf(interaction, managerRole);
      return await inbound.interact(asker, interactionOf(interaction), onProgress);
    } catch (error) {
      const requestId = randomUUID();
      log.error({ err: error, requestId, interaction: interaction.id }, 'an interaction failed');
      return { kind: 'message', message: failureNotice(requestId) };
    }
  }

  async function answerWithForm(interaction: AnswerableInteraction): Promise<void> {
    const deciding = decide(interaction);
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), formMs);
    const reply = await Promise.race([deciding, late.promise]);
    clearTimeout(timer);
    if (reply?.kind === 'form') return first(interaction, Answer.Modal, renderForm(reply.form));
    await acknowledge(interaction);
    await deliverOrApologise(interaction, reply ?? (await deciding));
  }

  async function answerLater(interaction: AnswerableInteraction): Promise<void> {
    await acknowledge(interaction);
    let told = Promise.resolve();
    const reply = await decide(interaction, (doing) => {
      // A pressed button's message stays as it is, and the press shows as taken.
      if (!onMessage(interaction)) told = told.then(() => tellToWait(interaction, doing));
    });
    await told;
    await deliverOrApologise(interaction, reply);
  }

  async function tellToWait(interaction: AnswerableInteraction, doing: string): Promise<void> {
    try {
      await changeOriginal(interaction, inProgress(doing));
    } catch (error) {
      log.warn({ err: error, interaction: interaction.id }, 'a person was not told to wait');
    }
  }

  async function deliverOrApologise(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
    try {
      await deliver(interaction, reply);
    } catch (error) {
      const requestId = randomUUID();
      log.error({ err: error, requestId, interaction: interaction.id }, 'an answer did not get through');
      // A second try with little in it: the first may have been refused for what it held.
      await deliver(interaction, { kind: 'message', message: failureNotice(requestId) });
    }
  }

  return {
    async answer(interaction) {
      const form = interaction.type !== InteractionType.ModalSubmit && opensForm(interaction);
      try {
        await (form ? answerWithForm(interaction) : answerLater(interaction));
      } catch (error) {
        const known = error instanceof DeliveryError && error.fault === 'gone';
        const facts = { err: error, interaction: interaction.id };
        if (known) log.info(facts, 'an interaction was answered elsewhere, or too late');
        else log.error(facts, 'an interaction could not be answered');
      }
    },
    async complete(interaction) {
      const completion = completionOf(interaction);
      const choices = completion ? await choicesFor(interaction, completion) : [];
      const named = usableChoices(choices).map(({ label, value }) => ({ name: label, value }));
      try {
        await first(interaction, Answer.ApplicationCommandAutocompleteResult, { choices: named });
      } catch (error) {
        // The person has typed on by now, which is no fault.
        log.debug({ err: error }, 'choices came too late');
      }
    },
  };

  function opensForm(interaction: AnswerableInteraction): boolean {
    return inbound.opensForm(interactionOf(interaction));
  }

  async function choicesFor(
    interaction: DiscordInteraction,
    completion: NonNullable<ReturnType<typeof completionOf>>,
  ) {
    try {
      return await inbound.complete(askerOf(interaction, managerRole), completion);
    } catch (error) {
      log.error({ err: error, ...completion }, 'completing an option failed');
      return [];
    }
  }
}

/** A button, or a form that a button opened: there is a message to update. */
function onMessage(interaction: AnswerableInteraction): boolean {
  return interaction.type !== InteractionType.ApplicationCommand && interaction.message !== undefined;
}

type MessageReply = Extract<Reply, { kind: 'message' }>;

const SHARED: Message = { kind: 'notice', tone: 'success', title: 'Shared with the channel' };

const TOO_LATE_FOR_FORM: Message = {
  kind: 'notice',
  tone: 'warning',
  title: 'The form could not be opened in time',
  fix: 'Please try once more.',
};
