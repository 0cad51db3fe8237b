import type { APIEmbed } from 'discord.js';
import { dayLabel, truncate } from '../../src/core/format.ts';
import type { Overview } from '../../src/core/message.ts';
import { escapeText } from './escape.ts';
import type { Room } from './fit-embed.ts';
import { KEYCAPS } from './reactions.ts';
import { entry, joined, nameOf, PAPER_COLOR } from './render-parts.ts';

/** The digest at a glance: two short lines a paper, each led by the very keycap that votes for it. */
export function overviewEmbed(message: Overview, room: Room): APIEmbed {
  const papers = message.entries.map((view, i) => entry(KEYCAPS[i] ?? '•', view, message.language, room));
  const foot = joined([howToVote(message), whereTheRestIs(message)]);
  return {
    color: PAPER_COLOR,
    description: papers.join('\n\n') || 'No papers.',
    ...(foot ? { footer: { text: foot } } : {}),
  };
}

/** The line above the embed: what a notification shows, and all that is seen where embeds are switched off. The title follows at once: here its name will do. */
export function overviewContent({ day, entries, more, language }: Overview): string {
  const title = truncate(dayLabel(day, language), 60);
  const [first] = entries;
  if (!first) return `**Daily papers · ${escapeText(title)}**`;
  const others = entries.length - 1 + more;
  const rest = others > 0 ? ` and ${others} more` : '';
  return `**Daily papers · ${escapeText(title)}** – ${nameOf(first)}${rest}`;
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
