import { fitOneScreen } from '../../../src/core/message/fit-one-screen.ts';
import type { Overview } from '../../../src/core/message/message.ts';
import { wordOverviewTitle } from '../../../src/core/message/overview.ts';
import type { Room } from '../../shared/fit.ts';
import { KEYCAPS } from '../../shared/keycaps.ts';
import { texts } from '../texts/messages.ts';
import type { SafeBlock } from './blocks.ts';
import { OVERVIEW_ON_PHONE } from './phone.ts';
import { renderCarousel, renderFolded } from './render-folded.ts';
import { context, header, renderEntries, renderMenu } from './render-parts.ts';

/** The digest at a glance: one block per paper, so that each can be distinguished from the next. */
export function renderOverview(message: Overview, room: Room): SafeBlock[] {
  return [
    header(wordOverviewTitle(message)),
    ...renderPapers(message, room),
    ...context([writeFoot(message)], room),
    // In the other layouts each paper has buttons of its own.
    ...(message.style ? [] : renderMenu(message)),
  ];
}

function renderPapers(message: Overview, room: Room): SafeBlock[] {
  switch (message.style) {
    case 'folded':
      return renderFolded(message, room);
    case 'carousel':
      return renderCarousel(message, room);
    default:
      return renderEntries(fitOneScreen(message, OVERVIEW_ON_PHONE), room);
  }
}

/** How to vote, and where the rest is: one line. */
function writeFoot(message: Overview): string {
  return [sayHowToVote(message), sayWhereTheRestIs(message)].filter(Boolean).join(' · ');
}

function sayWhereTheRestIs({ entries, more, cards }: Overview): string | undefined {
  if (more > 0) return texts.more({ count: more, cards });
  return cards === 'none' || entries.length === 0 ? undefined : texts.cards({ cards });
}

function sayHowToVote({ entries }: Overview): string | undefined {
  const [first, last] = [KEYCAPS[0], KEYCAPS[entries.length - 1]];
  if (first === undefined || last === undefined) return undefined;
  // A keycap counts within its own message, where the numbering of a second one continues.
  const number = entries[0]?.n ?? 1;
  return number === 1
    ? texts.vote({ first, last, count: entries.length })
    : texts.voteFrom({ first, number });
}
