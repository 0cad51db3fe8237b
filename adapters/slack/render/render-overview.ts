import type { Overview } from '../../../src/core/message/message.ts';
import { overviewEntries, overviewTitle } from '../../../src/core/message/overview.ts';
import type { SafeBlock } from './blocks.ts';
import { KEYCAPS } from './reactions.ts';
import { context, entry, header, type Room } from './render-parts.ts';

/** The digest at a glance: one block a paper, so that each can be told from the next. */
export function overviewBlocks(message: Overview, room: Room): SafeBlock[] {
  return [
    header(overviewTitle(message)),
    ...context([whatIsHere(message)], room),
    ...overviewEntries(message).flatMap((view) => entry(view, message.language, room)),
    ...context([howToVote(message)], room),
  ];
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
  // A keycap counts within its own message, where the papers of a second one number on.
  const shift = entries[0]?.n ?? 1;
  const how =
    shift === 1
      ? `Vote for a paper with ${keys} here`
      : `Vote with ${first} here for paper ${shift}, and so on`;
  return `${how}${cards === 'none' ? '' : ', or with 👍 and 👎 on its card'}.`;
}
