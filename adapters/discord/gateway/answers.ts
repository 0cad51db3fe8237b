import {
  InteractionResponseType as Answer,
  InteractionType,
  MessageFlags,
  type RawFile,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Choice, Form, Reply } from '../../../src/core/message/interaction.ts';
import type { ButtonLabel, Message } from '../../../src/core/message/message.ts';
import { sendTrimmed } from '../../../src/core/message/trimming.ts';
import { ACKNOWLEDGED } from '../api/error-table.ts';
import { readDiscordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { drawWithLabels } from '../components/draw-with-labels.ts';
import { renderTrimmedAnswer } from '../components/render-answer.ts';
import { renderTrimmed } from '../render/render.ts';
import { renderChoices, renderForm } from '../render/render-form.ts';
import { texts } from '../texts/answers.ts';
import { type AnswerableInteraction, type DiscordInteraction, snowflake } from './interaction-schema.ts';

/** Sends the answers to interactions. */
export interface Answers {
  /** Within Discord's three seconds, before anything else takes time. */
  acknowledge(interaction: AnswerableInteraction): Promise<void>;
  /** Opens a form, which must be the first answer. */
  openForm(interaction: AnswerableInteraction, form: Form): Promise<void>;
  /** The answer after an acknowledgment. */
  give(interaction: AnswerableInteraction, reply: Reply): Promise<void>;
  /** Shows that the answer takes longer, in a private message which becomes the answer. */
  showProgress(interaction: AnswerableInteraction, message: Message): Promise<void>;
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
type LabelsReply = Extract<Reply, { kind: 'labels' }>;

export function createAnswers(options: AnswersOptions): Answers {
  return new DiscordAnswers(options);
}

/** A button, or a form that a button opened: there is a message to update. */
export function isOnMessage(interaction: AnswerableInteraction): boolean {
  return interaction.type !== InteractionType.ApplicationCommand && interaction.message !== undefined;
}

/**
 * Whether the message to change is made of embeds: a post, which is edited as one later on, or an answer of an older version. Only
 * in the other direction can a message never change, and what a deferral showed has nothing in it yet.
 */
function isMadeOfEmbeds(interaction: AnswerableInteraction): boolean {
  const { message } = interaction;
  return isOnMessage(interaction) && ((message?.flags ?? 0) & MessageFlags.IsComponentsV2) === 0;
}

const listNames = (files: readonly RawFile[]): string[] => files.map(({ name }) => name);

function listAttachments(files: readonly RawFile[]) {
  if (files.length === 0) return {};
  return { attachments: files.map(({ name }, i) => ({ id: String(i), filename: name })) };
}

/** A message that was sent. */
const CREATED = z.object({ id: snowflake });

class DiscordAnswers implements Answers {
  readonly #send: Send;
  readonly #log: Log;
  readonly #wordCommands: (message: Message) => Message;
  /** The private messages which say that an answer takes longer, by what was pressed. */
  readonly #notes = new WeakMap<AnswerableInteraction, string>();

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
        // The first attempt got through.
        if (readDiscordCode(again) !== ACKNOWLEDGED) throw again;
      });
    }
  }

  async openForm(interaction: AnswerableInteraction, form: Form): Promise<void> {
    await this.#respond(interaction, Answer.Modal, renderForm(form));
  }

  async suggest(interaction: DiscordInteraction, choices: readonly Choice[]): Promise<void> {
    await this.#respond(interaction, Answer.ApplicationCommandAutocompleteResult, renderChoices(choices));
  }

  async showProgress(interaction: AnswerableInteraction, message: Message): Promise<void> {
    if (!isOnMessage(interaction)) return this.#changeOriginal(interaction, message);
    const note = this.#notes.get(interaction);
    if (note !== undefined) return this.#changeNote(interaction, note, message);
    const { data } = CREATED.safeParse(await this.#followUp(interaction, message, false));
    if (data) this.#notes.set(interaction, data.id);
  }

  async give(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
    try {
      await this.#give(interaction, reply);
    } finally {
      await this.#removeNote(interaction);
    }
  }

  async #give(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case 'update':
        return this.#changeOriginal(interaction, reply.message);
      case 'message':
        return reply.shared
          ? this.#share(interaction, reply)
          : this.#replyPrivately(interaction, reply.message);
      case 'file': {
        const files = [{ name: reply.name, data: reply.content, contentType: reply.mime }];
        return this.#replyPrivately(interaction, reply.note, files);
      }
      case 'feedback':
        await this.#relabel(interaction, [reply.feedback.yes, reply.feedback.no]);
        return;
      case 'labels':
        return this.#showLabels(interaction, reply);
      case 'form':
        // After an acknowledgment Discord opens no form.
        return this.#replyPrivately(interaction, sayFormNotOpened());
    }
  }

  /** Shows something else in the private reply, or in the message whose button was pressed. */
  async #changeOriginal(
    interaction: AnswerableInteraction,
    message: Message,
    files: RawFile[] = [],
  ): Promise<void> {
    await sendTrimmed(this.#wordCommands(message), this.#log, (trimmed) => {
      const drawn = isMadeOfEmbeds(interaction)
        ? renderTrimmed(trimmed)
        : renderTrimmedAnswer(trimmed, listNames(files));
      return this.#send({
        method: 'PATCH',
        route: Routes.webhookMessage(interaction.application_id, interaction.token),
        operation: 'update_original_webhook_message',
        body: { ...drawn, ...listAttachments(files) },
        ...(files.length > 0 ? { files } : {}),
      });
    });
  }

  /** The answer takes the place of the note that it takes longer. */
  async #changeNote(
    interaction: AnswerableInteraction,
    note: string,
    message: Message,
    files: RawFile[] = [],
  ): Promise<void> {
    await sendTrimmed(this.#wordCommands(message), this.#log, (trimmed) =>
      this.#send({
        method: 'PATCH',
        route: Routes.webhookMessage(interaction.application_id, interaction.token, note),
        operation: 'update_webhook_message',
        body: { ...renderTrimmedAnswer(trimmed, listNames(files)), ...listAttachments(files) },
        ...(files.length > 0 ? { files } : {}),
      }),
    );
  }

  /** Deletes the private note: the answer is in another message. */
  async #removeNote(interaction: AnswerableInteraction): Promise<void> {
    const note = this.#takeNote(interaction);
    if (note === undefined) return;
    try {
      await this.#send({
        method: 'DELETE',
        route: Routes.webhookMessage(interaction.application_id, interaction.token, note),
        operation: 'delete_webhook_message',
      });
    } catch (err) {
      this.#log.info({ err, interaction: interaction.id }, 'a note that an answer takes longer stays');
    }
  }

  #takeNote(interaction: AnswerableInteraction): string | undefined {
    const note = this.#notes.get(interaction);
    this.#notes.delete(interaction);
    return note;
  }

  /** In the private reply that is waiting, or below the message whose button was pressed. */
  async #replyPrivately(
    interaction: AnswerableInteraction,
    message: Message,
    files: RawFile[] = [],
  ): Promise<void> {
    if (!isOnMessage(interaction)) return this.#changeOriginal(interaction, message, files);
    const note = this.#takeNote(interaction);
    if (note !== undefined) {
      try {
        return await this.#changeNote(interaction, note, message, files);
      } catch (err) {
        // The person may have dismissed it.
        this.#log.info({ err, interaction: interaction.id }, 'an answer is sent as a message of its own');
      }
    }
    await this.#followUp(interaction, message, false, files);
  }

  /** The private reply that is waiting must be filled first: the next message would fill it, and stay private. */
  async #share(interaction: AnswerableInteraction, reply: MessageReply): Promise<void> {
    if (!isOnMessage(interaction)) await this.#changeOriginal(interaction, sayShared());
    let sent: unknown;
    try {
      sent = await this.#followUp(interaction, reply.message, true);
    } catch (error) {
      // What may have been carried out is not offered again at once.
      if (!(error instanceof DeliveryError) || error.fault !== 'unknown') reply.onRefused?.();
      throw error;
    }
    const { data } = CREATED.safeParse(sent);
    if (data) await reply.onShown?.(data.id);
    if (reply.pressed && isOnMessage(interaction)) await this.#removeButton(interaction, reply.pressed);
  }

  async #removeButton(interaction: AnswerableInteraction, pressed: Message): Promise<void> {
    try {
      await this.#changeOriginal(interaction, pressed);
    } catch (err) {
      this.#log.warn({ err, interaction: interaction.id }, 'a button that was pressed could not be removed');
    }
  }

  /** Whether the buttons could be drawn again. Counts on them are all that shows a press: where they cannot, it is saved all the same. */
  async #relabel(interaction: AnswerableInteraction, labels: readonly ButtonLabel[]): Promise<boolean> {
    const { components } = interaction.message ?? {};
    if (!components) return false;
    await this.#send({
      method: 'PATCH',
      route: Routes.webhookMessage(interaction.application_id, interaction.token),
      operation: 'update_original_webhook_message',
      body: { components: drawWithLabels(components, labels), allowed_mentions: { parse: [] } },
    });
    return true;
  }

  async #showLabels(
    interaction: AnswerableInteraction,
    { labels, notice, isNeeded, onShown }: LabelsReply,
  ): Promise<void> {
    const isShown = await this.#relabel(interaction, labels).catch((err: unknown) => {
      this.#log.info({ err, interaction: interaction.id }, 'the labels of buttons could not be updated');
      return false;
    });
    const { message } = interaction;
    if (message && (message.flags & MessageFlags.Ephemeral) === 0) await onShown?.(message.id);
    if (!isShown || isNeeded) await this.#replyPrivately(interaction, notice);
  }

  async #followUp(
    interaction: DiscordInteraction,
    message: Message,
    isShared: boolean,
    files: RawFile[] = [],
  ): Promise<unknown> {
    return sendTrimmed(this.#wordCommands(message), this.#log, (trimmed) => {
      const drawn = renderTrimmedAnswer(trimmed, listNames(files));
      const flags = isShared ? drawn.flags : drawn.flags | MessageFlags.Ephemeral;
      return this.#send({
        method: 'POST',
        route: Routes.webhook(interaction.application_id, interaction.token),
        operation: 'execute_webhook',
        body: { ...drawn, flags },
        once: true,
        ...(files.length > 0 ? { files } : {}),
      });
    });
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
