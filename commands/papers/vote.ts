import type { Command } from '../../src/core/command/command.ts';
import { completePaper } from '../shared/views.ts';
import { texts } from '../texts/papers.ts';
import { castVote, VOTE_OPTIONS } from './cast-vote.ts';
import { buildPaperCard } from './show.ts';

/** A vote by button or by typing; the same again takes it back. */
export const vote: Command = {
  name: 'vote',
  get summary() {
    return texts.voteSummary();
  },
  example: 'vote up 2604.26752',
  options: VOTE_OPTIONS,
  async run(context, args) {
    const { paper, notice, needsNotice } = await castVote(context, args);
    if (!context.isReplacing) return { kind: 'message', message: notice };
    if (needsNotice) return { kind: 'message', message: notice, isSeparate: true };
    // The card on which it was pressed says it all.
    return { kind: 'message', message: await buildPaperCard(context, paper) };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
