import { fitTexts, type Room } from '../../shared/fit.ts';
import type { SafeBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';

/** Space below the limit for what is added when the message is sent (an edit, a note). */
const BUDGET = LIMITS.blocksJson - 500;

/** Draws with as much text as fits one message; blocks beyond Slack's number are left out. */
export function fitBlocks(draw: (room: Room) => SafeBlock[]): SafeBlock[] {
  return fitTexts(
    (room) => draw(room).slice(0, LIMITS.blocks),
    (blocks) => JSON.stringify(blocks).length <= BUDGET,
  );
}
