import { InputError } from '../../src/core/base/errors.ts';
import { toActionId } from '../../src/core/command/action-id.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { readLanguage } from '../../src/core/command/read-language.ts';
import type { Feedback } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { JudgedSummary } from '../../src/core/summary/feedback.ts';
import { EXTRACT, HUGGING_FACE, STYLES, type SummaryStyle } from '../../src/core/summary/summary.ts';
import { findPaperMeant, PAPER_OPTION } from '../shared/views.ts';
import { problems, texts } from '../texts/papers.ts';

/** Whether a summary helped: the buttons under it. A person's newest press counts, and gets no answer of its own. */
export const helped: Command = {
  name: 'helped',
  hidden: true,
  personal: true,
  get summary() {
    return texts.helpedSummary();
  },
  example: 'helped yes 2604.26752 short en gpt-5',
  options: [
    {
      name: 'answer',
      get label() {
        return texts.helpedLabel();
      },
      get summary() {
        return texts.helpedAnswer();
      },
      type: 'choice',
      choices: ['yes', 'no'],
      required: true,
    },
    PAPER_OPTION,
    {
      name: 'style',
      get label() {
        return texts.helpedStyle();
      },
      get summary() {
        return texts.summaryStyle();
      },
      type: 'choice',
      choices: STYLES,
      required: true,
    },
    {
      name: 'language',
      get label() {
        return texts.helpedLanguage();
      },
      get summary() {
        return texts.summaryLanguage();
      },
      type: 'text',
      maxLength: 20,
      required: true,
      parse: readLanguage,
    },
    {
      name: 'provider',
      get label() {
        return texts.helpedWriter();
      },
      get summary() {
        return texts.helpedProvider();
      },
      type: 'text',
      required: true,
      trailing: true,
    },
  ],
  async run(context, { answer, paper: id, style, language, provider }) {
    const { services, asker } = context;
    const paper = await findPaperMeant(context, String(id));
    const judged: JudgedSummary = {
      ...{ paperId: paper.id, style: style as SummaryStyle },
      ...{ language: String(language), provider: String(provider) },
    };
    if (!(await hasSummary(context, paper, judged))) throw new InputError(problems.summaryUnknown());
    const { person, tenant } = asker;
    const given = { person, tenant, helped: answer === 'yes', at: services.clock.now() };
    await services.store.feedback.record({ ...judged, ...given });
    const feedback = await buildFeedback(context, judged);
    if (context.isReplacing && feedback) return { kind: 'feedback', feedback };
    return { kind: 'message', message: { kind: 'notice', tone: 'success', title: texts.helpedSaved() } };
  },
};

/** The buttons under a summary, with their counts in this community; nothing where a button’s id has no space for the key. */
export async function buildFeedback(
  { services, asker }: CommandContext,
  judged: JudgedSummary,
): Promise<Feedback | undefined> {
  const { paperId, style, language, provider } = judged;
  const toId = (answer: string): string | undefined =>
    toActionId({ mode: 'update', line: [helped.name, answer, paperId, style, language, provider].join(' ') });
  const [yesId, noId] = [toId('yes'), toId('no')];
  if (yesId === undefined || noId === undefined) return undefined;
  const count = await services.store.feedback.count(judged, asker.tenant);
  return {
    yes: { id: yesId, label: texts.helpedYes({ count: count.yes }) },
    no: { id: noId, label: texts.helpedNo({ count: count.no }) },
  };
}

/** Whether there can be such a summary: the command may be typed with any provider. Without a model summaries are in English. */
async function hasSummary(
  { services }: CommandContext,
  { aiSummary }: Paper,
  judged: JudgedSummary,
): Promise<boolean> {
  const { provider, style, language } = judged;
  if (provider === EXTRACT) return language === 'en';
  if (provider === HUGGING_FACE) return language === 'en' && style !== 'bullets' && aiSummary !== undefined;
  return services.store.summaries.has(judged);
}
