import { randomUUID } from 'node:crypto';
import type { RespondFn } from '@slack/bolt';
import { createTimelyProgress, STILL_WORKING_AFTER_MS } from '../../../src/core/async/timely-progress.ts';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { saveLanguage, speakEnglish } from '../../../src/core/base/language.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { toFailureNotice } from '../../../src/core/command/refusal.ts';
import { texts as commandTexts } from '../../../src/core/command/texts.ts';
import { sayInProgress } from '../../../src/core/message/in-progress.ts';
import type { Asker, Choice, Completion, Interaction, Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Inbound, OnProgress } from '../../../src/core/platform/inbound.ts';
import { readSlackCode } from '../api/errors.ts';
import type { People } from '../api/people.ts';
import type { Answers } from './answers.ts';
import type { Asked, Origin } from './inbound.ts';

/** A reply, with what draws it in the language that it is written in. */
export interface Answered {
  readonly reply: Reply;
  readonly speak: <T>(work: () => T) => T;
}

/** Asks the bot on a person's behalf. Neither method ever throws: an error becomes an answer and a log line. */
export interface Conversation {
  ask(origin: Origin, interaction: Interaction, onProgress?: OnProgress): Promise<Answered>;
  /** Asks, and sends the answer. */
  converse(asked: Asked, respond?: RespondFn): Promise<void>;
  /** What may be chosen for a field that is being typed; none where that is not known in time. */
  complete(origin: Origin, completion: Completion): Promise<readonly Choice[]>;
  /** Brings an answer. */
  give(origin: Origin, reply: Reply, respond?: RespondFn): Promise<void>;
}

export interface ConversationOptions {
  readonly inbound: Inbound;
  readonly people: People;
  readonly answers: Answers;
  readonly openDirectMessages: (user: string) => Promise<string>;
  readonly log: Log;
}

/** How long an answer may wait for Slack's data about the person; a modal must open within 3 s of the press. */
const ASKER_MS = 3000;
const ASKER_FORM_MS = 1500;
/** Choices that come more than 3 s after a person typed are not shown; most of what Slack knows of them was read before. */
const ASKER_CHOICES_MS = 1000;
const CHOICES_MS = 2200;

export function createConversation(options: ConversationOptions): Conversation {
  return new SlackConversation(options);
}

/** Only a mention is typed in a thread; what a button shows there is also meant by commands, which are typed in the channel. */
function toThread({ thread }: Origin, { kind }: Interaction): Pick<Asker, 'thread' | 'pressedInThread'> {
  if (thread === undefined) return {};
  return kind === 'line' ? { thread } : { pressedInThread: thread };
}

class SlackConversation implements Conversation {
  readonly #options: ConversationOptions;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  async ask(origin: Origin, interaction: Interaction, onProgress?: OnProgress): Promise<Answered> {
    const { inbound, people, openDirectMessages } = this.#options;
    const { team, user } = origin;
    const opensForm = inbound.opensForm(interaction);
    // Slack itself may be what takes its time, before the bot knows who asks: until then it is said in English.
    let speak: Answered['speak'] = speakEnglish;
    const isOpening = opensForm && interaction.kind !== 'form';
    const { say, end } = createTimelyProgress<Message>(
      isOpening || !onProgress ? undefined : (...said) => speak(() => onProgress(...said)),
      STILL_WORKING_AFTER_MS,
      () => speak(commandTexts.stillWorking),
    );
    try {
      const withinMs = opensForm ? ASKER_FORM_MS : ASKER_MS;
      const channel = origin.channel ?? (await openDirectMessages(user));
      const isFresh = inbound.needsManager(interaction);
      const asker = {
        ...(await people.readAsker(team, user, channel, { withinMs, isFresh })),
        ...toThread(origin, interaction),
      };
      return await inbound.runInLanguageOf(asker, async () => {
        speak = saveLanguage();
        return { reply: await inbound.interact(asker, interaction, say), speak };
      });
    } catch (error) {
      return { reply: this.#buildApology(error, 'command failed'), speak: speakEnglish };
    } finally {
      end();
    }
  }

  async complete({ team, user, channel }: Origin, completion: Completion): Promise<readonly Choice[]> {
    const { inbound, people, openDirectMessages, log } = this.#options;
    const find = async (): Promise<readonly Choice[]> => {
      const conversation = channel ?? (await openDirectMessages(user));
      const asker = await people.readAsker(team, user, conversation, {
        withinMs: ASKER_CHOICES_MS,
        isFresh: false,
      });
      return inbound.runInLanguageOf(asker, () => inbound.complete(asker, completion));
    };
    try {
      return await withTimeout(find(), CHOICES_MS, () => []);
    } catch (err) {
      log.error({ err, ...completion }, 'completing a field failed');
      return [];
    }
  }

  async converse({ origin, interaction }: Asked, respond?: RespondFn): Promise<void> {
    // An ephemeral message cannot be edited later: first a note that it takes a while, and then the answer.
    let waiting: Promise<void> | undefined;
    const { reply, speak } = await this.ask(origin, interaction, (status) => {
      waiting ??= this.#notifyInProgress(origin, status, respond);
    });
    await waiting;
    await speak(() => this.give(origin, reply, respond));
  }

  async give(origin: Origin, reply: Reply, respond?: RespondFn): Promise<void> {
    try {
      await this.#options.answers.give(origin, reply, respond);
    } catch (error) {
      await this.#apologize(origin, this.#buildApology(error, 'answer failed'), respond);
    }
  }

  async #notifyInProgress(origin: Origin, status: string, respond?: RespondFn): Promise<void> {
    const { answers, log } = this.#options;
    try {
      await answers.give(origin, { kind: 'message', message: sayInProgress(status) }, respond);
    } catch (err) {
      log.warn({ err, user: origin.user }, 'a person was not asked to wait');
    }
  }

  /** A form or file that could not be sent may still be described in words. */
  async #apologize(origin: Origin, apology: Reply, respond?: RespondFn): Promise<void> {
    const { answers, log } = this.#options;
    try {
      await answers.give(origin, apology, respond);
    } catch (err) {
      log.error({ err, user: origin.user }, 'a person got no answer');
    }
  }

  #buildApology(err: unknown, event: 'command failed' | 'answer failed'): Reply {
    const requestId = randomUUID().slice(0, 8);
    this.#options.log.error({ err, requestId, code: readSlackCode(err) }, event);
    // A refusal by Slack can often be fixed by an admin; any other failure is reported only by its request id.
    const fix = err instanceof DeliveryError ? err.sayFix() : undefined;
    const hint = err instanceof DeliveryError && fix ? { text: err.sayWhat(), fix } : {};
    return { kind: 'message', message: { ...toFailureNotice(requestId), ...hint } };
  }
}
