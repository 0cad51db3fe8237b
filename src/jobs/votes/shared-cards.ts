import { DeliveryError } from '../../core/base/errors.ts';
import { parsePlatform, type TenantId } from '../../core/base/ids.ts';
import { labelSharedVotes } from '../../core/command/card-actions.ts';
import {
  nameSharedCard,
  type RequestedRelabel,
  type SharedCard,
} from '../../core/delivery/shared-card-store.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Labeler } from '../../core/platform/platform.ts';
import { countTally, NO_VOTES, type Tally } from '../../core/vote/vote.ts';
import { EditQueue, type EditQueueDeps } from './edit-queue.ts';
import type { ShownTalliesDeps } from './shown-tallies.ts';

export type SharedCardsDeps = EditQueueDeps & Pick<ShownTalliesDeps, 'store' | 'clock'>;

/** How long after a card was shared or last pressed its numbers are updated; then they are taken off. */
export const SHARED_CARD_MS = 14 * 24 * 60 * 60_000;

/** So many of the cards that show a vote are edited soon, those last used first; the others are found by the next tick, and take turns. */
const EDITED_SOON = 20;

type CardLocation = Pick<SharedCard, 'channel' | 'sent'>;

interface Relabel extends RequestedRelabel {
  /** Nobody looks at it any more: it is not updated any longer, and shows no number that could become wrong. */
  readonly isUnused: boolean;
}

/**
 * Keeps the numbers on the buttons of shared cards in sync with the votes. The message itself is read before it is changed, so that
 * what it says is stored nowhere, and nothing is sent where a press has already drawn the number.
 */
export class SharedCards {
  readonly #deps: SharedCardsDeps;
  readonly #queue: EditQueue<Relabel>;

  constructor(deps: SharedCardsDeps) {
    this.#deps = deps;
    const { sharedCards } = deps.store;
    this.#queue = new EditQueue(deps, {
      find: async (id, now) => {
        const found = await sharedCards.find(id, now);
        return found && this.#judge(found);
      },
      listDue: async (...which) => (await sharedCards.listDue(...which)).map((one) => this.#judge(one)),
      describe: ({ card, tries }) => {
        const { channel, sent } = card;
        return { id: nameSharedCard(card), platform: parsePlatform(channel), tenant: sent.tenant, tries };
      },
      show: (relabel) => this.#show(relabel),
      finish: (relabel) => sharedCards[relabel.isUnused ? 'remove' : 'finish'](relabel),
      // The bot may be let into a channel again.
      isGone: ({ fault, about }) => fault === 'gone' && about === 'post',
      drop: (relabel) => sharedCards.remove(relabel),
      postpone: (relabel, dueAt, error) => sharedCards.postpone(relabel, dueAt, !isPassing(error)),
    });
  }

  /**
   * A card was shared, or one of its buttons pressed, and the message has been drawn. It gets its numbers at once where it is new here:
   * they are drawn only by what keeps them up. Never rejects: a card that could not be recorded shows none.
   */
  async record(card: Omit<SharedCard, 'usedAt'>): Promise<void> {
    const { store, clock, log } = this.#deps;
    try {
      const { channel, messageId } = card.sent;
      const at = { platform: parsePlatform(card.channel), channel, messageId, paperId: card.paperId };
      const isKnown = (await store.sharedCards.findOn(at)) !== undefined;
      await store.sharedCards.request({ ...card, usedAt: clock.now() });
      this.#editSoon([card], isKnown ? undefined : 0);
    } catch (err) {
      log.error({ err, channel: card.channel }, 'a shared card could not be recorded; it shows no votes');
    }
  }

  /** Votes on these papers have changed, and the store knows which cards show them: the last used of those are edited soon. */
  async editAfterVote(paperIds: readonly PaperId[], tenants: readonly TenantId[]): Promise<void> {
    this.#editSoon(await this.#deps.store.sharedCards.listShowing(paperIds, tenants, EDITED_SOON));
  }

  /** Another process has changed something about these cards. */
  async editFor(ids: readonly string[]): Promise<void> {
    const { store, wallClock } = this.#deps;
    for (const id of ids) {
      const card = (await store.sharedCards.find(id, wallClock.now()))?.card;
      if (card && this.#mayEdit(card) && this.#findLabeler(card)) this.#queue.editSoon(id);
    }
  }

  /** See `EditQueue.resume`. */
  resume(stopping?: AbortSignal): Promise<void> {
    return this.#queue.resume(stopping);
  }

  /** See `EditQueue.flush`. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  #editSoon(cards: readonly CardLocation[], afterMs?: number): void {
    const others = cards.filter((card) => !this.#mayEdit(card));
    if (others.length > 0) this.#deps.store.signals.send('shared', others.map(nameSharedCard));
    // Without its platform it stays due in the store.
    for (const card of cards)
      if (this.#mayEdit(card) && this.#findLabeler(card)) this.#queue.editSoon(nameSharedCard(card), afterMs);
  }

  #mayEdit({ channel }: CardLocation): boolean {
    return this.#queue.mayEdit(parsePlatform(channel));
  }

  #findLabeler({ channel }: CardLocation): Labeler | undefined {
    return this.#deps.platforms.get(parsePlatform(channel))?.labeler;
  }

  /** Once for each edit: a card that shows numbers is not forgotten. */
  #judge(relabel: RequestedRelabel): Relabel {
    return { ...relabel, isUnused: relabel.card.usedAt < this.#deps.clock.now() - SHARED_CARD_MS };
  }

  async #show({ card, isUnused }: Relabel): Promise<void> {
    const tally = isUnused ? NO_VOTES : await this.#countVotes(card);
    await this.#findLabeler(card)?.relabel(card.sent, labelSharedVotes(card.paperId, tally));
  }

  async #countVotes({ paperId, sent }: SharedCard): Promise<Tally> {
    const { votes } = this.#deps.store;
    const cast = await votes.list([paperId], await votes.listCommunity(sent.tenant));
    return countTally(cast).get(paperId) ?? NO_VOTES;
  }
}

/** Whether the same may work later by itself. */
function isPassing(error: unknown): boolean {
  return !(error instanceof DeliveryError) || error.isRetryable;
}
