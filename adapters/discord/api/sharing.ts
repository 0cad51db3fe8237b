import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { SharingObstacle } from '../../../src/core/platform/platform.ts';
import { texts } from '../texts/answers.ts';
import { listMissing } from './permissions.ts';
import type { Send } from './rest.ts';

function explainCannotPost(): SharingObstacle {
  return { what: texts.cannotPost(), fix: texts.addBot() };
}

/**
 * What keeps an answer from being shared in a channel. The bot's permission has to be asked for: Discord lets the answer to
 * an interaction be public also in channels where the bot itself may not post. Whether the person may post there comes with
 * the interaction.
 */
export async function findSharingObstacle(
  send: Send,
  getBotId: () => Promise<string>,
  channel: string,
): Promise<SharingObstacle | undefined> {
  try {
    const missing = await listMissing(send, channel, await getBotId());
    const cannotPost = missing.includes('ViewChannel') || missing.includes('SendMessages');
    return cannotPost ? explainCannotPost() : undefined;
  } catch (error) {
    if (error instanceof DeliveryError && (error.fault === 'gone' || error.fault === 'refused'))
      return explainCannotPost();
    throw error;
  }
}
