import { randomUUID } from 'node:crypto';
import type { types } from '@slack/bolt';
import { pause } from '../../../src/core/async/pause.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { findQuestion, readConfirmationId } from '../../../src/core/command/confirmation.ts';
import type { Reply } from '../../../src/core/message/interaction.ts';
import type { Action } from '../../../src/core/message/message.ts';
import { readSlackCode } from '../api/errors.ts';
import type { Web } from '../api/web.ts';
import type { Safe } from '../render/blocks.ts';
import {
  renderDoneView,
  renderNoticeView,
  renderQuestionView,
  renderWaitingView,
} from '../render/render-form.ts';
import type { Answered, Conversation } from './conversation.ts';
import { type Origin, packOrigin } from './inbound.ts';

type View = Safe<types.ModalView>;

export interface LateForm {
  /** Over the form, or in place of the question that was answered. */
  readonly waitingView: View;
  /** Shows in that view what came of it; what does not fit there is given in the channel. */
  bring(answered: Answered): Promise<void>;
}

export interface LateFormOptions {
  readonly web: Web;
  readonly conversation: Pick<Conversation, 'give'>;
  readonly log: Log;
}

/** Slack may hear of a change of the view before it has drawn the view. */
const AGAIN_MS = 1000;

/**
 * A form whose answer takes longer than Slack waits. A view over it says so: the form stays below it, with all that was typed, so
 * that a question or a refusal leads back to it.
 */
export function createLateForm({ web, conversation, log }: LateFormOptions, origin: Origin): LateForm {
  const external_id = randomUUID();

  async function show(view: View): Promise<boolean> {
    const update = () =>
      web.call(
        'views.update',
        (client) => client.views.update({ external_id, view: { ...view, external_id } }),
        {
          urgent: true,
        },
      );
    try {
      await update().catch(async (error: unknown) => {
        if (readSlackCode(error) !== 'not_found') throw error;
        await pause(AGAIN_MS);
        await update();
      });
      return true;
    } catch (err) {
      // Whoever has closed it finds the answer in the channel.
      log.info({ err, user: origin.user }, 'a view that waited could not be changed');
      return false;
    }
  }

  return {
    waitingView: { ...renderWaitingView(), external_id },
    bring: ({ reply, speak }) =>
      speak(async () => {
        const { view, isAll } = toView(reply, origin);
        const isShown = await show(view);
        if (!(isShown && isAll)) await conversation.give(origin, reply);
      }),
  };
}

/** The question that an answer asks, as a view; nothing where there is none. */
export function drawQuestion(reply: Reply, origin: Origin): View | undefined {
  const message = 'message' in reply ? reply.message : undefined;
  const question = message && findQuestion(message);
  return question && renderQuestionView(question, packOrigin(origin));
}

interface Outcome {
  readonly view: View;
  /** Whether there is nothing to give in the channel as well. */
  readonly isAll: boolean;
}

/** A question and a refusal are about the form below. Everything else is an answer, which would end with the view. */
function toView(reply: Reply, origin: Origin): Outcome {
  const question = drawQuestion(reply, origin);
  if (question) return { view: question, isAll: true };
  const message = 'message' in reply ? reply.message : undefined;
  if (message?.kind !== 'notice' || !UNWELCOME.has(message.tone))
    return { view: renderDoneView(origin.channel !== undefined), isAll: false };
  const { actions = [], ...notice } = message;
  // This view shows no buttons. Where it replaces nothing but the form's own button, it says all; otherwise the channel gets the
  // notice as well, with its buttons.
  return { view: renderNoticeView(notice), isAll: actions.length > 0 && actions.every(opensForm) };
}

const UNWELCOME: ReadonlySet<string> = new Set(['warning', 'error']);

/** The button under a form that was refused: it opens the form again, which is right below this view. */
function opensForm(action: Action): boolean {
  return action.kind === 'button' && readConfirmationId(action.id)?.answer === 'change';
}
