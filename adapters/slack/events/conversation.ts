import { randomUUID } from 'node:crypto';
import type { RespondFn } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { inProgress } from '../../../src/core/message/in-progress.ts';
import type { Interaction, Reply } from '../../../src/core/message/interaction.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import { slackCode } from '../api/errors.ts';
import type { People } from '../api/people.ts';
import type { Answers } from './answers.ts';
import type { Asked, Origin } from './inbound.ts';

/** Asks the bot on a person's behalf. Neither method ever throws: what goes wrong becomes an answer and a log line. */
export interface Conversation {
  ask(origin: Origin, interaction: Interaction, onProgress?: (doing: string) => void): Promise<Reply>;
  /** Asks, and brings the answer. */
  converse(asked: Asked, respond?: RespondFn): Promise<void>;
}

export interface ConversationOptions {
  readonly inbound: Inbound;
  readonly people: People;
  readonly answers: Answers;
  readonly directMessages: (user: string) => Promise<string>;
  readonly log: Log;
}

/** How long an answer may wait for Slack to tell about the person; a modal has to open within 3 s of the press. */
const ASKER_MS = 3000;
const ASKER_FORM_MS = 1500;

const REPORT = 'Please try again. If it happens again, tell whoever runs Paperboy the number below.';

export function createConversation(options: ConversationOptions): Conversation {
  const { inbound, people, answers, directMessages, log } = options;

  async function ask(
    origin: Origin,
    interaction: Interaction,
    onProgress?: (doing: string) => void,
  ): Promise<Reply> {
    const { team, user } = origin;
    try {
      const patience = inbound.opensForm(interaction) ? ASKER_FORM_MS : ASKER_MS;
      const channel = origin.channel ?? (await directMessages(user));
      const isFresh = inbound.wantsManager(interaction);
      const asker = await people.asker(team, user, channel, { withinMs: patience, isFresh });
      return await inbound.interact(asker, interaction, onProgress);
    } catch (error) {
      return failure(error, 'the command broke off');
    }
  }

  async function converse({ origin, interaction }: Asked, respond?: RespondFn): Promise<void> {
    // What is private on Slack cannot be changed later: one word that it takes a while, and then the answer.
    let waiting: Promise<void> | undefined;
    const reply = await ask(origin, interaction, (doing) => {
      waiting ??= tellToWait(origin, doing, respond);
    });
    await waiting;
    try {
      await answers.give(origin, reply, respond);
    } catch (error) {
      await apologize(origin, failure(error, 'the answer could not be delivered'), respond);
    }
  }

  async function tellToWait(origin: Origin, doing: string, respond?: RespondFn): Promise<void> {
    try {
      await answers.give(origin, { kind: 'message', message: inProgress(doing) }, respond);
    } catch (error) {
      log.warn({ err: error, user: origin.user }, 'a person was not told to wait');
    }
  }

  /** A form or file that could not be given may still be told about in words. */
  async function apologize(origin: Origin, apology: Reply, respond?: RespondFn): Promise<void> {
    try {
      await answers.give(origin, apology, respond);
    } catch (error) {
      log.error({ err: error, user: origin.user }, 'a person got no answer');
    }
  }

  function failure(error: unknown, what: string): Reply {
    const requestId = randomUUID().slice(0, 8);
    log.error({ err: error, requestId, code: slackCode(error) }, what);
    const message = { kind: 'notice', tone: 'error', title: 'Something went wrong', requestId } as const;
    // What Slack refuses, an admin can often put right; any other failure is told by its number alone.
    const told =
      error instanceof DeliveryError && error.fix ? { text: error.message, fix: error.fix } : { fix: REPORT };
    return { kind: 'message', message: { ...message, ...told } };
  }

  return { ask, converse };
}
