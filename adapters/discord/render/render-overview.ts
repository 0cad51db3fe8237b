import type { APIEmbed } from 'discord.js';
import type { Overview, PaperView } from '../../../src/core/message/message.ts';
import { overviewEntries, overviewTitle } from '../../../src/core/message/overview.ts';
import { truncate } from '../../../src/core/paper/format.ts';
import { escapeText } from './escape.ts';
import type { Room } from './fit-embed.ts';
import { KEYCAPS } from './reactions.ts';
import { entry, joined, nameOf, PAPER_COLOR } from './render-parts.ts';

/** The digest at a glance: two short lines a paper, each led by the very keycap that votes for it. */
export function overviewEmbed(message: Overview, room: Room): APIEmbed {
  const papers = overviewEntries(message).map((view, i) =>
    entry(mark(view, i), view, message.language, room),
  );
  const foot = joined([howToVote(message), whereTheRestIs(message)]);
  return {
    color: PAPER_COLOR,
    description: papers.join('\n\n') || 'No papers.',
    ...(foot ? { footer: { text: foot } } : {}),
  };
}

/** The keycap that votes for an entry, and its number where the papers number on from a message before. */
function mark({ n }: PaperView, i: number): string {
  const keycap = KEYCAPS[i] ?? '•';
  return n === undefined || n === i + 1 ? keycap : `${keycap} **${n}.**`;
}

/** The line above the embed: what a notification shows, and all that is seen where embeds are switched off. The title follows at once: here its name will do. */
export function overviewContent(message: Overview): string {
  const { entries, more } = message;
  const title = `**${escapeText(truncate(overviewTitle(message), 100))}**`;
  const [first] = entries;
  if (!first) return title;
  const others = entries.length - 1 + more;
  const rest = others > 0 ? ` and ${others} more` : '';
  return `${title} – ${nameOf(first)}${rest}`;
}

function howToVote({ entries }: Overview): string | undefined {
  const [first, last] = [KEYCAPS[0], KEYCAPS[entries.length - 1]];
  if (last === undefined) return undefined;
  return first === last ? `React ${first} to vote` : `React ${first}…${last} to vote`;
}

function whereTheRestIs({ entries, more, cards }: Overview): string | undefined {
  const where = cards === 'thread' ? 'in the thread' : 'below';
  if (more > 0) return `${more} more ${where}`;
  return cards === 'none' || entries.length === 0 ? undefined : `A card for each ${where}`;
}
