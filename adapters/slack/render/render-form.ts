import type { types } from '@slack/bolt';
import type { AskedQuestion } from '../../../src/core/command/confirmation.ts';
import { texts as commandTexts } from '../../../src/core/command/texts.ts';
import { sayInProgress } from '../../../src/core/message/in-progress.ts';
import type { Form } from '../../../src/core/message/interaction.ts';
import type { Notice } from '../../../src/core/message/message.ts';
import { texts } from '../texts/messages.ts';
import type { Safe } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { renderBlocks } from './render.ts';
import { renderField } from './render-field.ts';
import { plain } from './render-parts.ts';

/** A form as a modal. `origin` is returned with it and says where the answer goes. */
export function renderFormView(form: Form, origin: string): Safe<types.ModalView> {
  return {
    type: 'modal',
    callback_id: form.id,
    private_metadata: origin,
    title: plain(form.title, LIMITS.viewTitle),
    submit: plain(form.submit, LIMITS.viewTitle),
    close: plain(texts.cancel(), LIMITS.viewTitle),
    blocks: form.fields.flatMap(renderField),
  };
}

/**
 * What a form that was sent off would do, as the view that Slack puts over it: its button does it, and closing it leads back
 * to the form with all that was typed.
 */
export function renderQuestionView(
  { message, confirm, buttons }: AskedQuestion,
  origin: string,
): Safe<types.ModalView> {
  return {
    type: 'modal',
    callback_id: confirm.id,
    private_metadata: origin,
    title: plain(texts.lookAgain(), LIMITS.viewTitle),
    submit: plain(confirm.label, LIMITS.viewTitle),
    close: plain(buttons.change?.label ?? texts.cancel(), LIMITS.viewTitle),
    blocks: renderBlocks(message),
  };
}

/** Shown while what was sent off takes its time. Closing it leads back to the form; the answer comes all the same. */
export function renderWaitingView(): Safe<types.ModalView> {
  return renderNoticeView(sayInProgress(commandTexts.stillWorking()));
}

/** A notice over the form that it is about: closing it leads back to all that was typed. */
export function renderNoticeView(notice: Notice): Safe<types.ModalView> {
  return {
    type: 'modal',
    title: plain(texts.formSent(), LIMITS.viewTitle),
    close: plain(texts.backToForm(), LIMITS.viewTitle),
    blocks: renderBlocks(notice),
  };
}

/** The answer is elsewhere: closing it closes the form below it, too. */
export function renderDoneView(isInChannel: boolean): Safe<types.ModalView> {
  const title = texts.answeredElsewhere({ where: isInChannel ? 'channel' : 'direct' });
  return {
    ...renderNoticeView({ kind: 'notice', tone: 'info', title }),
    close: plain(texts.close(), LIMITS.viewTitle),
    clear_on_close: true,
  };
}
