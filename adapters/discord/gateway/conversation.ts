import { randomUUID } from 'node:crypto';
import { InteractionType } from 'discord.js';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { toFailureNotice } from '../../../src/core/command/refusal.ts';
import { sayInProgress } from '../../../src/core/message/in-progress.ts';
import type { Choice, Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Inbound, OnProgress } from '../../../src/core/platform/inbound.ts';
import { PACE } from '../render/limits.ts';
import { type Answers, isOnMessage } from './answers.ts';
import { toAsker, toCompletion, toInteraction } from './inbound.ts';
import type { AnswerableInteraction, TypingInteraction } from './interaction-schema.ts';

/** Asks the bot on a person's behalf, and brings the answer. Neither method ever throws. */
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
    const choices = await this.#findChoices(interaction);
    try {
      await answers.suggest(interaction, choices);
    } catch (err) {
      // The person has typed on by now, which is no fault.
      log.debug({ err }, 'choices came too late');
    }
  }

  async #answerWithForm(interaction: AnswerableInteraction): Promise<void> {
    const { answers, formMs = FORM_MS } = this.#options;
    const asking = this.#ask(interaction);
    const reply = await withTimeout(asking, formMs, () => undefined);
    if (reply?.kind === 'form') return answers.openForm(interaction, reply.form);
    await answers.acknowledge(interaction);
    await this.#replyOrReportError(interaction, reply ?? (await asking));
  }

  async #answerLater(interaction: AnswerableInteraction): Promise<void> {
    await this.#options.answers.acknowledge(interaction);
    let notified = Promise.resolve();
    const reply = await this.#ask(interaction, (doing) => {
      // A pressed button's message stays as it is, and the press shows as taken.
      if (!isOnMessage(interaction))
        notified = notified.then(() => this.#notifyInProgress(interaction, doing));
    });
    await notified;
    await this.#replyOrReportError(interaction, reply);
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

  async #notifyInProgress(interaction: AnswerableInteraction, doing: string): Promise<void> {
    const { answers, log } = this.#options;
    try {
      await answers.changeOriginal(interaction, sayInProgress(doing));
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
