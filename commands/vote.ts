import type { Command } from '../src/core/command.ts';
import { completePaper, PAPER_OPTION, paperMeant } from './views.ts';

const ALONE =
  'A vote in direct messages counts for you alone. To count for a server, vote in one of its channels.';

/** A vote by button or by typing; the same again takes it back. */
export const vote: Command = {
  name: 'vote',
  summary: 'Vote for or against a paper; the same again takes it back',
  example: 'vote up 2604.26752',
  options: [
    { name: 'which', summary: 'For or against', type: 'choice', choices: ['up', 'down'], required: true },
    PAPER_OPTION,
  ],
  async run(context, { which, paper: id }) {
    const paper = await paperMeant(context, String(id));
    const { person, space, isAlone } = context.asker;
    const stands = await context.services.vote({
      paperId: paper.id,
      person,
      space,
      value: which === 'up' ? 1 : -1,
    });
    const title = { 1: 'Your 👍 is counted', [-1]: 'Your 👎 is counted', 0: 'Your vote is taken back' }[
      stands
    ];
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: title ?? '',
        text: paper.title,
        ...(isAlone ? { fix: ALONE } : {}),
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
