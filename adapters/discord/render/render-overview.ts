import { listEntryFacts } from '../../../src/core/message/entry-facts.ts';
import { fitOneScreen } from '../../../src/core/message/fit-one-screen.ts';
import type { Overview, PaperView } from '../../../src/core/message/message.ts';
import { listHeadedEntries, wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { type Markup, toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { KEYCAPS } from '../../shared/keycaps.ts';
import { texts } from '../texts/messages.ts';
import { bold, joinMarkup } from './escape.ts';
import type { SafeEmbed } from './payload.ts';
import { OVERVIEW_ON_PHONE } from './phone.ts';
import {
  PAPER_COLOR,
  renderEntry,
  renderInline,
  renderNumber,
  renderShortTitle,
  renderUnderHeading,
} from './render-parts.ts';

/** The digest at a glance: two short lines per paper, each beginning with the keycap that votes for it. */
export function renderOverviewEmbed(message: Overview, room: Room): SafeEmbed {
  const papers = listHeadedEntries(fitOneScreen(message, OVERVIEW_ON_PHONE)).map(({ view, heading }, i) =>
    renderUnderHeading(
      heading,
      renderEntry(markEntry(view, i), view, listEntryFacts(view, message.language), room),
    ),
  );
  const foot = writeFoot(message);
  return {
    color: PAPER_COLOR,
    description: joinMarkup(papers, '\n\n') || renderInline(texts.noPapers()),
    ...(foot ? { footer: { text: toOneLine(foot, 200) } } : {}),
  };
}

/** The keycap that votes for an entry, and its number where the numbering continues from an earlier message. */
export function markEntry({ n }: PaperView, i: number): Markup {
  const keycap = renderInline(KEYCAPS[i] ?? '•');
  return n === undefined || n === i + 1 ? keycap : joinMarkup([keycap, bold(renderNumber(n))], ' ');
}

/** The line above the embed: the text of a notification, and all that is visible where embeds are off. The title follows. */
export function renderOverviewContent(message: Overview): Markup {
  const { entries, more } = message;
  const title = bold(renderInline(wordOverviewTitle(message), 100));
  const [first] = entries;
  if (!first) return title;
  const others = entries.length - 1 + more;
  const name = renderShortTitle(first);
  return joinMarkup(
    [title, others > 0 ? joinMarkup([name, renderInline(texts.andMore({ count: others }))], ' ') : name],
    ' – ',
  );
}

/** How to vote, and where the other papers are. */
export function writeFoot(message: Overview): string {
  return [sayHowToVote(message), sayWhereTheRestIs(message)].filter(Boolean).join(' · ');
}

function sayHowToVote({ entries }: Overview): string | undefined {
  const [first, last] = [KEYCAPS[0], KEYCAPS[entries.length - 1]];
  return last === undefined ? undefined : texts.reactWithKeycaps({ count: entries.length, first, last });
}

function sayWhereTheRestIs({ entries, more, cards }: Overview): string | undefined {
  if (more > 0) return texts.more({ count: more, cards });
  return cards === 'none' || entries.length === 0 ? undefined : texts.cards({ cards });
}
