import { createSharedVoteButtons } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import { texts } from '../texts/papers.ts';
import { castVote, VOTE_OPTIONS } from './cast-vote.ts';

/** A vote by a button of a card that somebody has shared: the numbers on the buttons change for everybody, and nothing is said. */
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
    const labels = createSharedVoteButtons(paper.id, tally).flatMap((action) =>
      action.kind === 'button' ? [action] : [],
    );
    return { kind: 'labels', labels, notice, ...(needsNotice ? { isNeeded: true } : {}) };
  },
};
