import { randomUUID } from 'node:crypto';
import { InteractionType } from 'discord.js';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { toFailureNotice } from '../../../src/core/command/refusal.ts';
import { texts as commandTexts } from '../../../src/core/command/texts.ts';
import { sayInProgress } from '../../../src/core/message/in-progress.ts';
import type { Choice, Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Inbound, OnProgress } from '../../../src/core/platform/inbound.ts';
import { PACE } from '../render/limits.ts';
import type { Answers } from './answers.ts';
import { toAsker, toCompletion, toInteraction } from './inbound.ts';
import type { AnswerableInteraction, TypingInteraction } from './interaction-schema.ts';

/** Passes interactions to the bot and sends the answers. Neither method ever throws. */
export interface Conversation {
  handle(interaction: AnswerableInteraction): Promise<void>;
  /** Suggests what fits the option that is being typed. */
  complete(interaction: TypingInteraction): Promise<void>;
}

export interface ConversationOptions {
  readonly inbound: Inbound;
  readonly answers: Answers;
  readonly log: Log;
  /** How long a form may take, in milliseconds. */
  readonly formMs?: number;
  /** A role whose members may manage a channel's subscription. */
  readonly managerRole?: string;
}

/** A form must be the first answer; a handler slower than this gets a deferral instead, within Discord's 3 s. */
const FORM_MS = PACE.answerMs - 1000;
/** Discord shows an error for choices that come too late, but none for an empty list. */
const CHOICES_MS = PACE.answerMs - 1000;

export function createConversation(options: ConversationOptions): Conversation {
  return new DiscordConversation(options);
}

/** Acknowledges first, and always answers. */
class DiscordConversation implements Conversation {
  readonly #options: ConversationOptions;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  async handle(interaction: AnswerableInteraction): Promise<void> {
    const { inbound, log, managerRole } = this.#options;
    const isForm =
      interaction.type !== InteractionType.ModalSubmit && inbound.opensForm(toInteraction(interaction));
    try {
      await inbound.runInLanguageOf(toAsker(interaction, managerRole), () =>
        isForm ? this.#answerWithForm(interaction) : this.#answerLater(interaction),
      );
    } catch (err) {
      const facts = { err, interaction: interaction.id };
      if (err instanceof DeliveryError && err.fault === 'gone')
        log.info(facts, 'an interaction was answered elsewhere, or too late');
      else log.error(facts, 'an interaction could not be answered');
    }
  }

  async complete(interaction: TypingInteraction): Promise<void> {
    const { answers, log } = this.#options;
    const choices = await withTimeout(this.#findChoices(interaction), CHOICES_MS, () => []);
    try {
      await answers.suggest(interaction, choices);
    } catch (err) {
      // The person has typed more since: not an error.
      log.debug({ err }, 'choices came too late');
    }
  }

  async #answerWithForm(interaction: AnswerableInteraction): Promise<void> {
    const { answers, formMs = FORM_MS } = this.#options;
    const begunAt = performance.now();
    const asking = this.#ask(interaction);
    const reply = await withTimeout(asking, formMs, () => undefined);
    if (reply?.kind === 'form') {
      await answers.openForm(interaction, reply.form);
      return this.#reportAcknowledged(begunAt);
    }
    await answers.acknowledge(interaction);
    this.#reportAcknowledged(begunAt);
    if (!reply) await this.#notifyInProgress(interaction, commandTexts.stillWorking());
    await this.#replyOrReportError(interaction, reply ?? (await asking));
  }

  async #answerLater(interaction: AnswerableInteraction): Promise<void> {
    const begunAt = performance.now();
    await this.#options.answers.acknowledge(interaction);
    this.#reportAcknowledged(begunAt);
    let notified = Promise.resolve();
    const reply = await this.#ask(interaction, (status) => {
      notified = notified.then(() => this.#notifyInProgress(interaction, status));
    });
    await notified;
    await this.#replyOrReportError(interaction, reply);
  }

  #reportAcknowledged(begunAt: number): void {
    this.#options.inbound.onAcknowledged?.('discord', (performance.now() - begunAt) / 1000);
  }

  async #ask(interaction: AnswerableInteraction, onProgress?: OnProgress): Promise<Reply> {
    const { inbound, managerRole } = this.#options;
    try {
      const asker = toAsker(interaction, managerRole);
      return await inbound.interact(asker, toInteraction(interaction), onProgress);
    } catch (err) {
      return { kind: 'message', message: this.#buildErrorReply(interaction, err, 'command failed') };
    }
  }

  async #replyOrReportError(interaction: AnswerableInteraction, reply: Reply): Promise<void> {
    const { answers } = this.#options;
    try {
      await answers.give(interaction, reply);
    } catch (err) {
      // Discord may have refused the content of the reply: the error message has little in it.
      const message = this.#buildErrorReply(interaction, err, 'answer failed');
      await answers.give(interaction, { kind: 'message', message });
    }
  }

  async #notifyInProgress(interaction: AnswerableInteraction, status: string): Promise<void> {
    const { answers, log } = this.#options;
    try {
      await answers.showProgress(interaction, sayInProgress(status));
    } catch (err) {
      log.warn({ err, interaction: interaction.id }, 'progress message failed');
    }
  }

  async #findChoices(interaction: TypingInteraction): Promise<Choice[]> {
    const { inbound, log, managerRole } = this.#options;
    const completion = toCompletion(interaction);
    if (!completion) return [];
    try {
      const asker = toAsker(interaction, managerRole);
      return await inbound.runInLanguageOf(asker, () => inbound.complete(asker, completion));
    } catch (err) {
      log.error({ err, ...completion }, 'completing an option failed');
      return [];
    }
  }

  #buildErrorReply(
    { id }: AnswerableInteraction,
    err: unknown,
    event: 'command failed' | 'answer failed',
  ): Message {
    const requestId = randomUUID();
    this.#options.log.error({ err, requestId, interaction: id }, event);
    return toFailureNotice(requestId);
  }
}
