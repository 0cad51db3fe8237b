import type { types } from '@slack/bolt';
import type { AskedQuestion } from '../../../src/core/command/confirmation.ts';
import type { Form } from '../../../src/core/message/interaction.ts';
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
