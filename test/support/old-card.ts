import { button } from '../../src/core/command/card-actions.ts';
import type { Action } from '../../src/core/message/message.ts';

/** The buttons of a card that version 0.1.0 posted. */
export function oldCardActions(id: string): Action[] {
  return [
    ...button('👍', `vote up ${id}`),
    ...button('👎', `vote down ${id}`),
    ...button('Save', `save ${id}`),
    ...button('Summary', `summary ${id}`),
    ...button('Similar', `similar ${id}`),
  ];
}
