import type { Message, PaperView } from '../../src/core/message/message.ts';
import { truncate } from '../../src/core/paper/format.ts';
import { plain } from './escape.ts';
import { listShownViews } from './views.ts';

/**
 * A terminal cannot change what it has printed, so an edited post prints what is new in lines of its own. An overview of
 * papers with cards prints nothing: the cards do.
 */
export function writeTallyLines(before: Message, after: Message): string[] {
  const old = new Map(listViews(before).map((view) => [view.paper.id, view]));
  return listViews(after).flatMap((view) => {
    const was = old.get(view.paper.id)?.tally;
    if (was?.up === view.tally.up && was.down === view.tally.down) return [];
    return [
      `   ${view.n ?? '·'}. ${truncate(plain(view.paper.title), 50)} — 👍 ${view.tally.up} 👎 ${view.tally.down}`,
    ];
  });
}

function listViews(message: Message): readonly PaperView[] {
  const isShown = message.kind === 'card' || (message.kind === 'overview' && message.cards === 'none');
  return isShown ? listShownViews(message) : [];
}
