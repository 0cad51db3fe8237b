import { joinSentences } from '../../src/core/base/text.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { Notice } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { countTally, listEffectiveVotes, NO_VOTES, type VoteValue } from '../../src/core/vote/vote.ts';
import { completePaper, findPaperMeant, PAPER_OPTION } from '../shared/views.ts';
import { texts } from '../texts/papers.ts';
import { buildPaperCard } from './show.ts';

const THUMBS = { 1: '👍', [-1]: '👎' } as const;

/** By the resulting vote. */
const TITLES = { 1: texts.votedUp, [-1]: texts.votedDown, 0: texts.voteTakenBack };

/** A vote by button or by typing; the same again takes it back. */
export const vote: Command = {
  name: 'vote',
  get summary() {
    return texts.voteSummary();
  },
  example: 'vote up 2604.26752',
  options: [
    {
      name: 'which',
      get label() {
        return texts.voteLabel();
      },
      get summary() {
        return texts.voteWhich();
      },
      type: 'choice',
      choices: ['up', 'down'],
      required: true,
    },
    PAPER_OPTION,
  ],
  async run(context, { which, paper: id }) {
    const paper = await findPaperMeant(context, String(id));
    const { person, tenant } = context.asker;
    const value = which === 'up' ? 1 : -1;
    const current = await context.services.vote({ paperId: paper.id, person, tenant, value });
    const { notice, hasMoreToSay } = await describeVote(context, paper, current);
    if (!context.isInPlace) return { kind: 'message', message: notice };
    if (hasMoreToSay) return { kind: 'message', message: notice, isSeparate: true };
    // The card on which it was pressed says it all.
    return { kind: 'message', message: await buildPaperCard(context, paper) };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};

async function describeVote(
  { asker, services }: CommandContext,
  { id, title }: Paper,
  current: VoteValue | 0,
) {
  const { votes: store } = services.store;
  const votes = await store.list([id], await store.listCommunity(asker.tenant));
  const { up, down } = countTally(votes).get(id) ?? NO_VOTES;
  const standing = listEffectiveVotes(votes).find(({ person }) => person === asker.person);
  const fix = joinSentences(
    current === 0 && standing ? texts.reactionCounts({ thumb: THUMBS[standing.value] }) : undefined,
    asker.isAlone ? texts.voteCountsAlone() : undefined,
  );
  const notice: Notice = {
    kind: 'notice',
    tone: 'success',
    title: TITLES[current](),
    text: texts.voteTally({ title, up, down }),
    ...(fix === '' ? {} : { fix }),
  };
  return { notice, hasMoreToSay: fix !== '' };
}
