import { shareAction } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import { PAPERS_PER_MESSAGE } from '../src/core/message/message.ts';
import { counted } from '../src/core/paper/format.ts';
import { completePaper, hitViewsOf, languageOf, PAPER_OPTION, paperMeant } from './views.ts';

/** The papers most like one. */
export const similar: Command = {
  name: 'similar',
  summary: 'Papers like this one',
  example: 'similar 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const { services } = context;
    const language = languageOf(context);
    const paper = await paperMeant(context, String(id));
    const answer = await services.search.similar(paper, PAPERS_PER_MESSAGE);
    const entries = await hitViewsOf(context, answer);
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: `Similar to: ${paper.title}`,
        note: counted(entries.length, 'similar paper', language),
        entries,
        empty: 'No paper here has anything in common with it.',
        language,
        actions: shareAction(context, `similar ${paper.id}`),
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
