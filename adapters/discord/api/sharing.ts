import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { SharingObstacle } from '../../../src/core/platform/platform.ts';
import { missingIn } from './permissions.ts';
import type { Send } from './rest.ts';

const NOT_MEMBER: SharingObstacle = {
  what: 'The bot is not a member of this channel, so nothing is shared here.',
  fix: 'Let it see the channel: Edit Channel, Permissions, add the bot with View Channel and Send Messages.',
};

/**
 * An interaction's answer can be shown to everybody wherever somebody has the app, also where the bot itself is not or may
 * not speak. Whether the person may write there, Discord says with the interaction.
 */
export async function sharingObstacle(
  send: Send,
  me: () => Promise<string>,
  channel: string,
): Promise<SharingObstacle | undefined> {
  try {
    const missing = await missingIn(send, channel, await me());
    const isMute = missing.includes('View Channel') || missing.includes('Send Messages');
    return isMute ? NOT_MEMBER : undefined;
  } catch (error) {
    if (error instanceof DeliveryError && (error.fault === 'gone' || error.fault === 'refused'))
      return NOT_MEMBER;
    throw error;
  }
}
