import type { types } from '@slack/bolt';
import type { Log } from '../../src/core/ports.ts';
import { slackCode } from './errors.ts';
import type { SlackPayload } from './render.ts';

/**
 * Slack fetches pictures itself and refuses the whole message when one cannot be had: then it goes without. Slack has
 * said no to the first attempt, so nothing is posted twice.
 */
export async function withoutBadPictures<T>(
  payload: SlackPayload,
  log: Log,
  attempt: (payload: SlackPayload) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(payload);
  } catch (error) {
    const bare = payload.blocks.map(withoutPicture);
    const pictured = bare.some((block, i) => block !== payload.blocks[i]);
    if (slackCode(error) !== 'invalid_blocks' || !pictured) throw error;
    log.warn({ err: error }, 'sent without its picture');
    return attempt({ ...payload, blocks: bare });
  }
}

function withoutPicture(block: types.KnownBlock): types.KnownBlock {
  if (block.type !== 'section' || block.accessory?.type !== 'image') return block;
  const { accessory, ...rest } = block;
  return rest;
}
