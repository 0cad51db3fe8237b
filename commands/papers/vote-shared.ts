import { labelSharedVotes } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { nameSharedCard, type SharedCardState } from '../../src/core/delivery/shared-card-store.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { locateSharedCard, updateFromNowOn } from '../shared/shared-card.ts';
import { texts } from '../texts/papers.ts';
import { castVote, VOTE_OPTIONS } from './cast-vote.ts';

/**
 * A vote by a button of a card that somebody has shared: the numbers on the buttons change for everybody, and nothing is said. Where
 * they cannot be updated later there are none, and the person is notified.
 */
export const voteShared: Command = {
  name: 'vote-shared',
  hidden: true,
  get summary() {
    return texts.voteSummary();
  },
  example: 'vote-shared up 2604.26752',
  options: VOTE_OPTIONS,
  async run(context, args) {
    const { paper, tally, notice, needsNotice } = await castVote(context, args);
    if (!context.isReplacing) return { kind: 'message', message: notice };
    const { isUpdatable, tries } = await findState(context, paper.id);
    return {
      kind: 'labels',
      labels: labelSharedVotes(paper.id, isUpdatable ? tally : NO_VOTES),
      notice,
      ...(needsNotice || (!isUpdatable && tries > 0) ? { isNeeded: true } : {}),
      onShown: updateFromNowOn(context, paper.id),
    };
  },
};

/** A card that is not known yet gets its numbers as soon as it is. */
const UNTRIED: SharedCardState = { isUpdatable: false, tries: 0 };

async function findState(context: CommandContext, paperId: PaperId): Promise<SharedCardState> {
  const { messageId, services } = context;
  const card = messageId === undefined ? undefined : locateSharedCard(context, paperId, messageId);
  return (card && (await services.store.sharedCards.findState(nameSharedCard(card)))) ?? UNTRIED;
}
