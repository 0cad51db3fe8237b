import type { APIEmbed } from 'discord.js';
import type { Markup } from '../../../src/core/message/safe-text.ts';
import { fitTexts, type Room } from '../../shared/fit.ts';
import { LIMITS } from './limits.ts';
import type { SafeEmbed } from './payload.ts';

/** Renders with as much text as fits one embed. */
export function fitEmbed(draw: (room: Room) => SafeEmbed): SafeEmbed {
  return fitTexts(
    draw,
    (embed) =>
      measureEmbed(embed) <= LIMITS.embedSum && (embed.description ?? '').length <= LIMITS.embedDescription,
  );
}

/** The longest rendering of a text within `max` characters. `draw(n)` uses at most n characters of the raw text. */
export function shrink(max: number, draw: (room: number) => Markup): Markup {
  for (let room = max; room > 0; ) {
    const drawn = draw(room);
    if (drawn.length <= max) return drawn;
    // Escaping at most doubles a text: half of the excess is always a step closer.
    room -= Math.max(1, Math.floor((drawn.length - max) / 2));
  }
  return draw(0);
}

/** The length that counts toward the 6,000 characters of a message. */
export function measureEmbed({ title, description, fields, footer, author }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name];
  const pairs = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...texts, ...pairs].reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
