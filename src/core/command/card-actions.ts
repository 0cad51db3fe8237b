import type { Action } from '../message/message.ts';
import type { PaperId } from '../paper/paper.ts';
import { actionId } from './action-id.ts';
import type { CommandContext } from './command.ts';

/** A button that runs a command line; left out when the line is too long to be carried. */
export function button(label: string, line: string, mode: 'update' | 'reply' = 'reply'): Action[] {
  const id = actionId({ mode, line });
  return id === undefined ? [] : [{ kind: 'button', id, label }];
}

/** The buttons under a card: five, as many as one row of Discord's holds. */
export function cardActions(id: PaperId): Action[] {
  return [
    ...button('👍', `vote up ${id}`),
    ...button('👎', `vote down ${id}`),
    ...button('Save', `save ${id}`),
    ...button('Summary', `summary ${id}`),
    ...button('Similar', `similar ${id}`),
  ];
}

/** Repeats a private answer for everybody to see; `line` gives the same answer again. */
export function shareAction({ asker, shareable }: CommandContext, line: string): Action[] {
  return button('Share to channel', `share ${shareable.keep(asker, line)}`);
}
