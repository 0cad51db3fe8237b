import { sentences } from '../src/core/base/text.ts';
import type { Command } from '../src/core/command/command.ts';
import { effectiveVotes, NO_VOTES, tally } from '../src/core/vote/vote.ts';
import { texts } from './texts/papers.ts';
import { completePaper, PAPER_OPTION, paperMeant } from './views.ts';

const THUMBS = { 1: '👍', [-1]: '👎' } as const;

/** By what stands after the vote. */
const TITLES = { 1: texts.votedUp, [-1]: texts.votedDown, 0: texts.voteTakenBack };

/** A vote by button or by typing; the same again takes it back. */
export const vote: Command = {
  name: 'vote',
  summary: texts.voteSummary(),
  example: 'vote up 2604.26752',
  options: [
    {
      name: 'which',
      label: texts.voteLabel(),
      summary: texts.voteWhich(),
      type: 'choice',
      choices: ['up', 'down'],
      required: true,
    },
    PAPER_OPTION,
  ],
  async run(context, { which, paper: id }) {
    const paper = await paperMeant(context, String(id));
    const { person, tenant, isAlone } = context.asker;
    const { store } = context.services;
    const stands = await context.services.vote({
      paperId: paper.id,
      person,
      tenant,
      value: which === 'up' ? 1 : -1,
    });
    const tenants = await store.votes.community(tenant);
    const votes = await store.votes.of([paper.id], tenants);
    const { up, down } = tally(votes).get(paper.id) ?? NO_VOTES;
    const standing = effectiveVotes(votes).find((vote) => vote.person === person);
    const fix = sentences(
      stands === 0 && standing ? texts.reactionStands({ thumb: THUMBS[standing.value] }) : undefined,
      isAlone ? texts.voteCountsAlone() : undefined,
    );
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: TITLES[stands](),
        text: texts.voteTally({ title: paper.title, up, down }),
        ...(fix === '' ? {} : { fix }),
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
