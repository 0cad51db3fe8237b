import { joinSentences } from '../../src/core/base/text.ts';
import type { Args, CommandContext, Option } from '../../src/core/command/command.ts';
import type { Notice } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import {
  countTally,
  listEffectiveVotes,
  NO_VOTES,
  type Tally,
  type VoteValue,
} from '../../src/core/vote/vote.ts';
import { findPaperMeant, PAPER_OPTION } from '../shared/views.ts';
import { texts } from '../texts/papers.ts';

/** What a vote is given: which way, and for which paper. */
export const VOTE_OPTIONS: readonly Option[] = [
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
];

const THUMBS = { 1: '👍', [-1]: '👎' } as const;

/** By the resulting vote. */
const TITLES = { 1: texts.votedUp, [-1]: texts.votedDown, 0: texts.voteTakenBack };

export interface CastVote {
  readonly paper: Paper;
  /** Of the asker's community, with this vote. */
  readonly tally: Tally;
  readonly notice: Notice;
  /** The notice says what no tally shows: a reaction still counts, or it counts for nobody else. */
  readonly needsNotice: boolean;
}

/** Counts a vote, or takes it back where it is the same again. */
export async function castVote(context: CommandContext, { which, paper: id }: Args): Promise<CastVote> {
  const paper = await findPaperMeant(context, String(id));
  const { person, tenant } = context.asker;
  const value = which === 'up' ? 1 : -1;
  const current = await context.services.vote({ paperId: paper.id, person, tenant, value });
  return { paper, ...(await describeVote(context, paper, current)) };
}

async function describeVote(
  { asker, services }: CommandContext,
  { id, title }: Paper,
  current: VoteValue | 0,
): Promise<Omit<CastVote, 'paper'>> {
  const { votes: store } = services.store;
  const votes = await store.list([id], await store.listCommunity(asker.tenant));
  const tally = countTally(votes).get(id) ?? NO_VOTES;
  const { up, down } = tally;
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
  return { tally, notice, needsNotice: fix !== '' };
}
