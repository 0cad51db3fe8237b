import type { APIEmbed } from 'discord.js';
import type { Markup } from '../../../src/core/message/safe-text.ts';
import { LIMITS } from './limits.ts';
import type { SafeEmbed } from './payload.ts';

/** A renderer draws with this: how many of `full` characters it may use now. */
export type Room = (full: number) => number;

/** From all the room a text may have down to almost none. */
const SCALES = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0] as const;

/** What is left of every text at the tightest scale. Ten titles of this length fit any message. */
const LEAST = 24;

/**
 * Draws with as much text as fits one embed. Every text shrinks alike, so that no paper disappears behind a monstrous
 * neighbour.
 */
export function fitEmbed(draw: (room: Room) => SafeEmbed): SafeEmbed {
  let embed: SafeEmbed = {};
  for (const scale of SCALES) {
    embed = draw((full) => Math.max(Math.min(full, LEAST), Math.floor(full * scale)));
    if (embedSize(embed) <= LIMITS.embedSum && (embed.description ?? '').length <= LIMITS.embedDescription)
      break;
  }
  return embed;
}

/** The longest drawing of a text within `max` characters. `draw(n)` uses at most n characters of the raw text. */
export function shrink(max: number, draw: (room: number) => Markup): Markup {
  for (let room = max; room > 0; ) {
    const drawn = draw(room);
    if (drawn.length <= max) return drawn;
    // Escaping doubles a text at most: half of what is too much always brings it nearer.
    room -= Math.max(1, Math.floor((drawn.length - max) / 2));
  }
  return draw(0);
}

/** What Discord counts towards the 6,000 characters of a message. */
export function embedSize({ title, description, fields, footer, author }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name];
  const pairs = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...texts, ...pairs].reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
