import type { CommandContext } from '../../src/core/command/command.ts';
import type { SharedCard } from '../../src/core/delivery/shared-card-store.ts';
import type { OnShown } from '../../src/core/message/interaction.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';

/**
 * A paper's card that everybody in the asker's channel sees; nothing where the bot is no member, cannot change it later, and each
 * person votes alone.
 */
export function locateSharedCard(
  { asker }: CommandContext,
  paperId: PaperId,
  messageId: string,
): Omit<SharedCard, 'usedAt'> | undefined {
  if (asker.isGuest) return undefined;
  const { channel, channelId, tenant, thread = asker.pressedInThread } = asker;
  const sent = { channel, messageId, tenant, ...(thread === undefined ? {} : { thread }) };
  return { channel: channelId, sent, paperId };
}

/** Has the buttons of a shared card updated from now on, once its message is known. */
export function updateFromNowOn(context: CommandContext, paperId: PaperId): OnShown {
  return async (messageId) => {
    const card = locateSharedCard(context, paperId, messageId);
    if (card) await context.services.recordSharedCard(card);
  };
}
