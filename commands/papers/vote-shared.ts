import { moveToTenant } from '../../src/core/base/ids.ts';
import { labelSharedVotes } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { KnownSharedCard } from '../../src/core/delivery/shared-card-store.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { findSharedCard, updateFromNowOn } from '../shared/shared-card.ts';
import { texts } from '../texts/papers.ts';
import { castVote, VOTE_OPTIONS, type Voter } from './cast-vote.ts';

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
    const known = await findSharedCard(context, String(args.paper));
    const voter = findVoter(context, known);
    const { paper, tally, notice, needsNotice } = await castVote(context, args, voter);
    if (!context.isReplacing) return { kind: 'message', message: notice };
    const { isUpdatable, tries } = known ?? UNTRIED;
    return {
      kind: 'labels',
      labels: labelSharedVotes(paper.id, isUpdatable ? tally : NO_VOTES),
      notice,
      ...(needsNotice || (!isUpdatable && tries > 0) ? { isNeeded: true } : {}),
      onShown: updateFromNowOn(context, paper.id, known?.card),
    };
  },
};

/** A card that is not known yet gets its numbers as soon as it is. */
const UNTRIED = { isUpdatable: false, tries: 0 } as const;

/**
 * Like a reaction on a post, a vote on a card belongs to the workspace that the card is of, whichever one reports the press: otherwise the
 * numbers would leave it out.
 */
function findVoter({ asker }: CommandContext, known: KnownSharedCard | undefined): Voter {
  if (!known) return asker;
  const { tenant } = known.card.sent;
  return { ...asker, tenant, person: moveToTenant(tenant, asker.person) };
}
