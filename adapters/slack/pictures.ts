import type { types } from '@slack/bolt';
import type { Message } from '../../src/core/message.ts';
import type { Log } from '../../src/core/ports.ts';
import { slackCode } from './errors.ts';
import { renderMessage, type SlackPayload } from './render.ts';

/** Draws the payload when its turn has come: a thousand waiting posts are not a thousand drawn payloads. */
export type Draw = () => SlackPayload;

/**
 * Slack fetches pictures itself and refuses the whole message when one cannot be had: then it goes without. Slack has
 * said no to the first attempt, so nothing is posted twice.
 */
export async function withoutBadPictures<T>(
  message: Message,
  log: Log,
  attempt: (draw: Draw) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(() => renderMessage(message));
  } catch (error) {
    const { text, blocks } = renderMessage(message);
    const bare = blocks.map(withoutPicture);
    const pictured = bare.some((block, i) => block !== blocks[i]);
    if (slackCode(error) !== 'invalid_blocks' || !pictured) throw error;
    log.warn({ err: error }, 'sent without its picture');
    return attempt(() => ({ text, blocks: bare }));
  }
}

function withoutPicture(block: types.KnownBlock): types.KnownBlock {
  if (block.type !== 'section' || block.accessory?.type !== 'image') return block;
  const { accessory, ...rest } = block;
  return rest;
}
