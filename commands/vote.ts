import { sentences } from '../src/core/base/text.ts';
import type { Command } from '../src/core/command/command.ts';
import { effectiveVotes, NO_VOTES, tally } from '../src/core/vote/vote.ts';
import { completePaper, PAPER_OPTION, paperMeant } from './views.ts';

const THUMBS = { 1: '👍', [-1]: '👎' } as const;

const ALONE =
  'A vote in direct messages counts for you alone. To count for a server, vote in one of its channels.';

/** A vote by button or by typing; the same again takes it back. */
export const vote: Command = {
  name: 'vote',
  summary: 'Votes for or against a paper; the same vote again takes it back',
  example: 'vote up 2604.26752',
  options: [
    {
      name: 'which',
      label: 'How to vote',
      summary: 'For or against the paper',
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
    const title = { 1: 'Your 👍 is counted', [-1]: 'Your 👎 is counted', 0: 'Your vote is taken back' }[
      stands
    ];
    const fix = sentences(
      stands === 0 && standing
        ? `Your reaction ${THUMBS[standing.value]} still counts: take it off the post, too`
        : undefined,
      isAlone ? ALONE : undefined,
    );
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: title ?? '',
        text: `${paper.title} · 👍 ${up} 👎 ${down}`,
        ...(fix === '' ? {} : { fix }),
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
