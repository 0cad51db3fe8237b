import { joinSentences } from '../../src/core/base/text.ts';
import type { Args, CommandContext, Option } from '../../src/core/command/command.ts';
import type { Services } from '../../src/core/command/services.ts';
import type { Asker } from '../../src/core/message/interaction.ts';
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
  /** Of the voter's community, with this vote. */
  readonly tally: Tally;
  readonly notice: Notice;
  /** The notice says what no tally shows: a reaction still counts, or it counts for nobody else. */
  readonly needsNotice: boolean;
}

/** Who votes, and in which community. */
export type Voter = Pick<Asker, 'person' | 'tenant' | 'isAlone'>;

/** Counts a vote, or takes it back where it is the same again. */
export async function castVote(
  context: CommandContext,
  { which, paper: id }: Args,
  voter: Voter = context.asker,
): Promise<CastVote> {
  const paper = await findPaperMeant(context, String(id));
  const { person, tenant } = voter;
  const value = which === 'up' ? 1 : -1;
  const current = await context.services.vote({ paperId: paper.id, person, tenant, value });
  return { paper, ...(await describeVote(context.services, voter, paper, current)) };
}

async function describeVote(
  services: Services,
  voter: Voter,
  { id, title }: Paper,
  current: VoteValue | 0,
): Promise<Omit<CastVote, 'paper'>> {
  const { votes: store } = services.store;
  const votes = await store.list([id], await store.listCommunity(voter.tenant));
  const tally = countTally(votes).get(id) ?? NO_VOTES;
  const { up, down } = tally;
  const standing = listEffectiveVotes(votes).find(({ person }) => person === voter.person);
  const fix = joinSentences(
    current === 0 && standing ? texts.reactionCounts({ thumb: THUMBS[standing.value] }) : undefined,
    voter.isAlone ? texts.voteCountsAlone() : undefined,
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
