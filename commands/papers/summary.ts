import { button, listShareActions } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import { readLanguage } from '../../src/core/command/read-language.ts';
import { STYLES, type SummaryStyle } from '../../src/core/summary/summary.ts';
import { toChannel } from '../shared/channel.ts';
import { buildViews, chooseLanguage, completePaper, findPaperMeant, PAPER_OPTION } from '../shared/views.ts';
import { texts } from '../texts/papers.ts';
import { buildFeedback } from './helped.ts';

/** What a paper says, in short. */
export const summary: Command = {
  name: 'summary',
  get summary() {
    return texts.summarySummary();
  },
  example: 'summary 2604.26752 bullets',
  options: [
    PAPER_OPTION,
    {
      name: 'style',
      get summary() {
        return texts.summaryStyle();
      },
      type: 'choice',
      choices: STYLES,
      default: 'short',
    },
    {
      name: 'language',
      get summary() {
        return texts.summaryLanguage();
      },
      type: 'text',
      maxLength: 20,
      parse: readLanguage,
    },
  ],
  async run(context, { paper: id, style, language }) {
    const paper = await findPaperMeant(context, String(id));
    const here = await context.services.store.subscriptions.find(toChannel(context));
    // What the channel settled on is meant where nothing else is said; in other places, what the person reads.
    const tag = String(language ?? here?.language ?? chooseLanguage(context));
    const written = await context.services.summarizer.summarize(
      paper,
      style as SummaryStyle,
      tag,
      context.signal,
      context.reportProgress,
      context.asker.person,
    );
    const [view] = await buildViews(context, [paper]);
    const { n: _, ...rest } = view ?? { paper, tally: { up: 0, down: 0 } };
    const { points, by, notes, origin } = written;
    const feedback =
      origin && (await buildFeedback(context, { ...origin, paperId: paper.id, style: written.style }));
    const actions = [
      ...button(texts.fullCard(), `show ${paper.id}`),
      ...button(texts.similar(), `similar ${paper.id}`),
      // Whoever shares it has read it in this language.
      ...listShareActions(context, `summary ${paper.id} ${written.style} ${tag}`),
    ];
    return {
      kind: 'message',
      message: {
        kind: 'summary',
        ...{ view: rest, points, by, notes, language: tag, actions },
        ...(feedback ? { feedback } : {}),
      },
    };
  },
  complete: async (context, option, typed) => (option === 'paper' ? completePaper(context, typed) : []),
};
