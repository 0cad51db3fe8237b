import type { Action, ButtonLabel } from '../message/message.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Tally, VoteValue } from '../vote/vote.ts';
import { toActionId } from './action-id.ts';
import type { CommandContext } from './command.ts';
import { texts } from './texts.ts';

/** A button that runs a command line; left out when the line is too long to be carried. */
export function button(label: string, line: string, mode: 'update' | 'reply' = 'reply'): Action[] {
  const id = toActionId({ mode, line });
  return id === undefined ? [] : [{ kind: 'button', id, label }];
}

/**
 * The buttons under a card that answers a question: five, as many as one row on Discord can have. The person's own vote looks
 * pressed, and a press changes the card in place.
 */
export function buildCardActions(id: PaperId, pressed?: VoteValue): Action[] {
  return [
    ...createVoteButton('up', id, pressed === 1),
    ...createVoteButton('down', id, pressed === -1),
    ...buildPostActions(id),
  ];
}

const THUMBS = { up: '👍', down: '👎' } as const;

function createVoteButton(direction: keyof typeof THUMBS, id: PaperId, isPressed: boolean): Action[] {
  const thumb = THUMBS[direction];
  const drawn = button(isPressed ? `${thumb} ✓` : thumb, `vote ${direction} ${id}`, 'update');
  return isPressed ? drawn.map((action) => ({ ...action, style: 'primary' })) : drawn;
}

/** The same for everybody: they look pressed for nobody and show how many have pressed them; a press changes the number. */
export function createSharedVoteButtons(id: PaperId, tally: Tally): Action[] {
  return (['up', 'down'] as const).flatMap((direction) => {
    const count = tally[direction];
    const label = count > 0 ? `${THUMBS[direction]} ${count}` : THUMBS[direction];
    return button(label, `vote-shared ${direction} ${id}`, 'update');
  });
}

/** The labels of those buttons. */
export function labelSharedVotes(id: PaperId, tally: Tally): ButtonLabel[] {
  return createSharedVoteButtons(id, tally).flatMap((action) =>
    action.kind === 'button' ? [{ id: action.id, label: action.label }] : [],
  );
}

/** The buttons under a posted card: people vote there by reaction, so it has no vote buttons. */
export function buildPostActions(id: PaperId): Action[] {
  return [
    ...button(texts.cardSave(), `save ${id}`),
    ...button(texts.cardSummary(), `summary ${id}`),
    ...button(texts.cardSimilar(), `similar ${id}`),
  ];
}

/** Repeats a private answer for everybody to see; `line` gives the same answer again. */
export function listShareActions({ asker, shareable }: CommandContext, line: string): Action[] {
  return button(texts.share(), `share ${shareable.remember(asker, line)}`);
}
