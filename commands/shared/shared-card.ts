import type { CommandContext } from '../../src/core/command/command.ts';
import type { KnownSharedCard, SharedCard } from '../../src/core/delivery/shared-card-store.ts';
import type { OnShown } from '../../src/core/message/interaction.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';

type Location = Omit<SharedCard, 'usedAt'>;

/** The card whose button was pressed, whichever workspace has posted it; `undefined` where it is not known. */
export async function findSharedCard(
  { asker, messageId, services }: CommandContext,
  paperId: PaperId,
): Promise<KnownSharedCard | undefined> {
  if (messageId === undefined || asker.isGuest) return undefined;
  const { platform, channel } = asker;
  return services.store.sharedCards.findOn({ platform, channel, messageId, paperId });
}

/**
 * A paper's card that everybody in the asker's channel sees; nothing where the bot is no member, cannot change it later, and each
 * person votes alone.
 */
function locateSharedCard(
  { asker }: CommandContext,
  paperId: PaperId,
  messageId: string,
): Location | undefined {
  if (asker.isGuest) return undefined;
  const { channel, channelId, tenant, thread = asker.pressedInThread } = asker;
  const sent = { channel, messageId, tenant, ...(thread === undefined ? {} : { thread }) };
  return { channel: channelId, sent, paperId };
}

/** Has the buttons of a shared card updated from now on, once its message is known. A card that is `known` stays where it is. */
export function updateFromNowOn(context: CommandContext, paperId: PaperId, known?: Location): OnShown {
  return async (messageId) => {
    const card = known ?? locateSharedCard(context, paperId, messageId);
    if (card) await context.services.recordSharedCard(card);
  };
}
