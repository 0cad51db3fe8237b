import {
  InteractionResponseType as Answer,
  InteractionType,
  MessageFlags,
  type RawFile,
  Routes,
} from 'discord.js';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Choice, Form, Reply } from '../../../src/core/message/interaction.ts';
import type { Feedback, Message } from '../../../src/core/message/message.ts';
import { sendTrimmed } from '../../../src/core/message/trimming.ts';
import { ACKNOWLEDGED } from '../api/error-table.ts';
import { readDiscordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { withFeedback } from '../render/buttons.ts';
import { renderTrimmed } from '../render/render.ts';
import { listUsableChoices, renderForm } from '../render/render-form.ts';
import { texts } from '../texts/answers.ts';
import type { AnswerableInteraction, DiscordInteraction } from './interaction-schema.ts';

/** Brings an answer to whoever asked. */
export interface Answers {
  /** Within Discord's three seconds, before anything else takes time. */
  acknowledge(interaction: AnswerableInteraction): Promise<void>;
  /** Opens a form, which must be the first answer. */
  openForm(interaction: AnswerableInteraction, form: Form): Promise<void>;
  /** The answer after an acknowledgment. */
  give(interaction: AnswerableInteraction, reply: Reply): Promise<void>;
  /** Shows something else in the private reply, or in the message whose button was pressed. */
  changeOriginal(interaction: AnswerableInteraction, message: Message): Promise<void>;
  /** What fits the option that a person is typing. */
  suggest(interaction: DiscordInteraction, choices: readonly Choice[]): Promise<void>;
}

export interface AnswersOptions {
  /** Interactions bring their own token and have limits of their own: they wait for no digest. */
  readonly send: Send;
  readonly log: Log;
  /** Words the commands in a message as they are typed here. */
  readonly wordCommands?: (message: Message) => Message;
}

type MessageReply = Extract<Reply, { kind: 'message' }>;

export function createAnswers(options: AnswersOptions): Answers {
  return new DiscordAnswers(options);
}

/** A button, or a form that a button opened: there is a message to update. */
export function isOnMessage(interaction: AnswerableInteraction): boolean {
  return interaction.type !== InteractionType.ApplicationCommand && interaction.message !== undefined;
}

class DiscordAnswers implements Answers {
  readonly #send: Send;
  readonly #log: Log;
  readonly #wordCommands: (message: Message) => Message;

  constructor({ send, log, wordCommands = (message) => message }: AnswersOptions) {
    this.#send = send;
    this.#log = log;
    this.#wordCommands = wordCommands;
  }

  async acknowledge(interaction: AnswerableInteraction): Promise<void> {
    try {
      await this.#defer(interaction);
    } catch (error) {
      const isRetryable = error instanceof DeliveryError && error.isRetryable;
      if (!isRetryable) throw error;
      await this.#defer(interaction).catch((again: unknown) => {
        // It was the first try that got through.
        if (readDiscordCode(again) !== ACKNOWLEDGED) throw again;
      });
    }
  }

  async openForm(interaction: AnswerableInteraction, form: Form): Promise<void> {
    await this.#respond(interaction, Answer.Modal, renderForm(form));
  }

  async suggest(interaction: DiscordInteraction, choices: readonly Choice[]): Promise<void> {
    const named = listUsableChoices(choices).map(({ label, value }) => ({ name: label, value }));
    await this.#respond(interaction, Answer.ApplicationCommandAutocompleteResult, { choices: named });
  }

  async give(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case 'update':
        return this.changeOriginal(interaction, reply.message);
      case 'message':
        return reply.shared
          ? this.#share(interaction, reply)
          : this.#replyPrivately(interaction, reply.message);
      case 'file': {
        const files = [{ name: reply.name, data: reply.content, contentType: reply.mime }];
        return this.#replyPrivately(interaction, reply.note, files);
      }
      case 'feedback':
        return this.#showFeedback(interaction, reply.feedback);
      case 'form':
        // After an acknowledgment Discord opens no form.
        return this.#replyPrivately(interaction, sayFormNotOpened());
    }
  }

  async changeOriginal(
    interaction: AnswerableInteraction,
    message: Message,
    files?: RawFile[],
  ): Promise<void> {
    const attachments = files ? { attachments: [{ id: '0', filename: files[0]?.name }] } : {};
    await sendTrimmed(this.#wordCommands(message), this.#log, (trimmed) =>
      this.#send({
        method: 'PATCH',
        route: Routes.webhookMessage(interaction.application_id, interaction.token),
        operation: 'update_original_webhook_message',
        body: { ...renderTrimmed(trimmed), ...attachments },
        ...(files ? { files } : {}),
      }),
    );
  }

  /** In the private reply that is waiting, or below the message whose button was pressed. */
  async #replyPrivately(
    interaction: AnswerableInteraction,
    message: Message,
    files?: RawFile[],
  ): Promise<void> {
    if (isOnMessage(interaction)) return this.#followUp(interaction, message, false, files);
    return this.changeOriginal(interaction, message, files);
  }

  /** The private reply that is waiting must be filled first: the next message would fill it, and stay private. */
  async #share(interaction: AnswerableInteraction, reply: MessageReply): Promise<void> {
    if (!isOnMessage(interaction)) await this.changeOriginal(interaction, sayShared());
    try {
      await this.#followUp(interaction, reply.message, true);
    } catch (error) {
      // What may have been carried out is not offered again at once.
      if (!(error instanceof DeliveryError) || error.fault !== 'unknown') reply.onRefused?.();
      throw error;
    }
    if (reply.pressed && isOnMessage(interaction)) await this.#removeButton(interaction, reply.pressed);
  }

  async #removeButton(interaction: AnswerableInteraction, pressed: Message): Promise<void> {
    try {
      await this.changeOriginal(interaction, pressed);
    } catch (err) {
      this.#log.warn({ err, interaction: interaction.id }, 'a button that was pressed could not be removed');
    }
  }

  /** Counts on the buttons are all that shows a press: where they cannot be drawn again, it is saved all the same. */
  async #showFeedback(interaction: AnswerableInteraction, feedback: Feedback): Promise<void> {
    const { components } = interaction.message ?? {};
    if (!components) return;
    await this.#send({
      method: 'PATCH',
      route: Routes.webhookMessage(interaction.application_id, interaction.token),
      operation: 'update_original_webhook_message',
      body: { components: withFeedback(components, feedback) },
    });
  }

  async #followUp(
    interaction: DiscordInteraction,
    message: Message,
    isShared: boolean,
    files?: RawFile[],
  ): Promise<void> {
    const flags = isShared ? {} : { flags: MessageFlags.Ephemeral };
    await sendTrimmed(this.#wordCommands(message), this.#log, (trimmed) =>
      this.#send({
        method: 'POST',
        route: Routes.webhook(interaction.application_id, interaction.token),
        operation: 'execute_webhook',
        body: { ...renderTrimmed(trimmed), ...flags },
        once: true,
        ...(files ? { files } : {}),
      }),
    );
  }

  /** A button's own message stays as it is until there is an update; anything else waits in a private reply. */
  async #defer(interaction: AnswerableInteraction): Promise<void> {
    if (isOnMessage(interaction)) return this.#respond(interaction, Answer.DeferredMessageUpdate);
    const type = Answer.DeferredChannelMessageWithSource;
    return this.#respond(interaction, type, { flags: MessageFlags.Ephemeral });
  }

  /** The first answer to an interaction. */
  async #respond(interaction: DiscordInteraction, type: Answer, data?: object): Promise<void> {
    await this.#send({
      method: 'POST',
      route: Routes.interactionCallback(interaction.id, interaction.token),
      operation: 'create_interaction_response',
      body: { type, ...(data ? { data } : {}) },
      once: true,
    });
  }
}

function sayShared(): Message {
  return { kind: 'notice', tone: 'success', title: texts.shared() };
}

function sayFormNotOpened(): Message {
  return { kind: 'notice', tone: 'warning', title: texts.formNotOpened(), fix: texts.tryAgain() };
}
