import type { Overview, PaperView } from '../../../src/core/message/message.ts';
import { headedEntries, overviewTitle } from '../../../src/core/message/overview.ts';
import { type Markup, oneLine } from '../../../src/core/message/safe-text.ts';
import type { Room } from '../../shared/fit.ts';
import { KEYCAPS } from '../../shared/keycaps.ts';
import { texts } from '../texts/messages.ts';
import { bold, joined } from './escape.ts';
import type { SafeEmbed } from './payload.ts';
import { entry, inlineText, numbered, PAPER_COLOR, shortTitle, underHeading } from './render-parts.ts';

/** The digest at a glance: two short lines per paper, each beginning with the keycap that votes for it. */
export function overviewEmbed(message: Overview, room: Room): SafeEmbed {
  const papers = headedEntries(message).map(({ view, heading }, i) =>
    underHeading(heading, entry(mark(view, i), view, message.language, room)),
  );
  const foot = [howToVote(message), whereTheRestIs(message)].filter(Boolean).join(' · ');
  return {
    color: PAPER_COLOR,
    description: joined(papers, '\n\n') || inlineText(texts.noPapers()),
    ...(foot ? { footer: { text: oneLine(foot, 200) } } : {}),
  };
}

/** The keycap that votes for an entry, and its number where the numbering continues from an earlier message. */
function mark({ n }: PaperView, i: number): Markup {
  const keycap = inlineText(KEYCAPS[i] ?? '•');
  return n === undefined || n === i + 1 ? keycap : joined([keycap, bold(numbered(n))], ' ');
}

/** The line above the embed: the text of a notification, and all that is visible where embeds are off. The title follows. */
export function overviewContent(message: Overview): Markup {
  const { entries, more } = message;
  const title = bold(inlineText(overviewTitle(message), 100));
  const [first] = entries;
  if (!first) return title;
  const others = entries.length - 1 + more;
  const name = shortTitle(first);
  return joined(
    [title, others > 0 ? joined([name, inlineText(texts.andMore({ count: others }))], ' ') : name],
    ' – ',
  );
}

function howToVote({ entries }: Overview): string | undefined {
  const [first, last] = [KEYCAPS[0], KEYCAPS[entries.length - 1]];
  return last === undefined ? undefined : texts.reactWithKeycaps({ count: entries.length, first, last });
}

function whereTheRestIs({ entries, more, cards }: Overview): string | undefined {
  if (more > 0) return texts.more({ count: more, cards });
  return cards === 'none' || entries.length === 0 ? undefined : texts.cards({ cards });
}
