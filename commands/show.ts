import { cardActions, shareAction } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import { texts } from './texts/papers.ts';
import { completePaper, languageOf, PAPER_OPTION, paperMeant, viewsOf } from './views.ts';

/** One paper in full. */
export const show: Command = {
  name: 'show',
  summary: texts.showSummary(),
  example: 'show 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const paper = await paperMeant(context, String(id));
    const [view] = await viewsOf(context, [paper]);
    const [day] = await context.services.store.editions.daysOf(paper.id);
    const { n: _, ...rest } = view ?? { paper, tally: { up: 0, down: 0 } };
    return {
      kind: 'message',
      message: {
        kind: 'card',
        view: { ...rest, ...(day ? { day } : {}) },
        language: languageOf(context),
        actions: [...cardActions(paper.id), ...shareAction(context, `show ${paper.id}`)],
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
