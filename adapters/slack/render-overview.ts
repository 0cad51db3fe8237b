import type { types } from '@slack/bolt';
import { dayLabel } from '../../src/core/format.ts';
import type { Overview } from '../../src/core/message.ts';
import { KEYCAPS } from './reactions.ts';
import { context, entry, header, type Room } from './render-parts.ts';

/** The digest at a glance: one block a paper, so that each can be told from the next. */
export function overviewBlocks(message: Overview, room: Room): types.KnownBlock[] {
  return [
    header(overviewTitle(message)),
    ...context([whatIsHere(message)], room),
    ...message.entries.flatMap((view) => entry(view, message.language, room)),
    ...context([howToVote(message)], room),
  ];
}

/** `Daily papers · Thursday, 30 April 2026`. */
export function overviewTitle({ day, language }: Overview): string {
  return `Daily papers · ${dayLabel(day, language)}`;
}

function whatIsHere({ entries, more, cards }: Overview): string {
  const shown = entries.length === 1 ? '1 paper' : `${entries.length} papers`;
  const rest = more > 0 ? `, and ${more} more ${cards === 'thread' ? 'in the thread' : 'below'}` : '';
  const where = {
    thread: '. A card for each is in the thread',
    channel: '. A card for each follows',
    none: '',
  };
  return `${shown}${rest}${where[cards]}.`;
}

function howToVote({ entries, cards }: Overview): string | undefined {
  const [first, last] = [KEYCAPS[0], KEYCAPS[entries.length - 1]];
  if (first === undefined || last === undefined) return undefined;
  const keys = first === last ? first : `${first} to ${last}`;
  return `Vote for a paper with ${keys} here${cards === 'none' ? '' : ', or with 👍 and 👎 on its card'}.`;
}
