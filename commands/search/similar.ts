import { shareAction } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import {
  completePaper,
  hitViewsOf,
  languageOf,
  PAPER_OPTION,
  paperMeant,
  RESULTS_PER_PAGE,
} from '../shared/views.ts';
import { texts } from '../texts/search.ts';

/** The papers most like one. */
export const similar: Command = {
  name: 'similar',
  summary: texts.similarSummary(),
  example: 'similar 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const { services } = context;
    const paper = await paperMeant(context, String(id));
    const answer = await services.search.similar(paper, context.asker.pageSize ?? RESULTS_PER_PAGE);
    const entries = await hitViewsOf(context, answer);
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: texts.similarTitle({ title: paper.title }),
        note: texts.similarCount({ count: entries.length }),
        entries,
        empty: texts.similarNone(),
        language: languageOf(context),
        actions: shareAction(context, `similar ${paper.id}`),
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};
