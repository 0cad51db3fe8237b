import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { SharingObstacle } from '../../../src/core/platform/platform.ts';
import { texts } from '../texts/answers.ts';
import { missingIn } from './permissions.ts';
import type { Send } from './rest.ts';

const NOT_MEMBER: SharingObstacle = { what: texts.botNotMember(), fix: texts.addBot() };

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
    const isMute = missing.includes('ViewChannel') || missing.includes('SendMessages');
    return isMute ? NOT_MEMBER : undefined;
  } catch (error) {
    if (error instanceof DeliveryError && (error.fault === 'gone' || error.fault === 'refused'))
      return NOT_MEMBER;
    throw error;
  }
}
