import type { SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import type { Room } from './render-parts.ts';

/** From all the room a text may have down to almost none. */
const SCALES = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0] as const;

/** What is left of every text at the tightest scale. Ten titles of this length fit any message. */
const LEAST = 24;

/** Room below the budget for what is added when the message is sent (an edit, a note). */
const BUDGET = LIMITS.blocksJson - 500;

/**
 * Draws with as much text as fits one message. Every text shrinks alike, so that no paper disappears behind a
 * monstrous neighbour.
 */
export function fitBlocks(draw: (room: Room) => SafeBlock[]): SafeBlock[] {
  let blocks: SafeBlock[] = [];
  for (const scale of SCALES) {
    blocks = draw((full) => Math.max(Math.min(full, LEAST), Math.floor(full * scale)));
    if (JSON.stringify(blocks).length <= BUDGET) return blocks;
  }
  return blocks;
}
