import { InputError } from '../../src/core/base/errors.ts';
import { commandSpan, type Text } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import { readNumber } from '../../src/core/command/paper-numbers.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import { parsePaperId } from '../../src/core/paper/paper-id.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import type { VoteValue } from '../../src/core/vote/vote.ts';
import { toChannel } from '../shared/channel.ts';
import { buildViews, chooseLanguage, findPaperMeant } from '../shared/views.ts';
import { problems, texts } from '../texts/taste.ts';
import { describeProgress } from './taste-progress.ts';

/** The n-th question, with a button for each answer; after the last a word of thanks. */
export async function askQuiz(
  context: CommandContext,
  subscription: Subscription,
  n: number,
): Promise<Reply> {
  const ids = await context.services.pickQuizPapers(subscription);
  const [paper] = await context.services.store.papers.findMany(ids.slice(n - 1, n));
  if (!paper) {
    const isDone = ids.length > 0;
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: isDone ? 'success' : 'info',
        title: isDone ? texts.quizDone() : texts.quizEmpty(),
        ...(isDone ? { text: await describeAnswers(context, subscription) } : {}),
        actions: button(texts.showButton(), 'taste'),
      },
    };
  }
  const [view] = await buildViews(context, [paper]);
  return {
    kind: 'message',
    message: {
      kind: 'list',
      title: texts.quizTitle({ n, total: ids.length }),
      note: texts.quizNote(),
      entries: view ? [view] : [],
      language: chooseLanguage(context),
      actions: [
        ...button(texts.quizYes(), `taste like ${paper.id} ${n + 1}`, 'update'),
        ...button(texts.quizNo(), `taste dislike ${paper.id} ${n + 1}`, 'update'),
        ...button(texts.quizSkip(), `taste quiz ${n + 1}`, 'update'),
      ],
    },
  };
}

/** What the answers change, or what is missing before anything can be learned. */
async function describeAnswers({ services }: CommandContext, subscription: Subscription): Promise<Text> {
  if (await services.hasTaste(subscription)) return texts.quizDoneText();
  return describeProgress(await services.readTasteProgress(subscription));
}

/** Counts an answer as the person's vote, once, and asks the next question where there is one. */
export async function answerQuiz(
  context: CommandContext,
  subscription: Subscription,
  { value, what }: { readonly value: VoteValue; readonly what: string },
): Promise<Reply> {
  const [typed = '', next] = what.split(' ');
  const number = readNumber(typed);
  const id = number === undefined ? parsePaperId(typed) : await context.numbers.getPaper(number);
  if (id === undefined)
    throw new InputError(problems.paperMissing({ command: commandSpan('taste like 2604.26752') }));
  const { services, asker } = context;
  if (asker.isOperator) throw new InputError(problems.operatorAnswers());
  const paper = await findPaperMeant(context, id);
  const { person, tenant } = asker;
  await services.vote({ paperId: paper.id, person, tenant, value, quizOf: toChannel(context) });
  if (next !== undefined) return askQuiz(context, subscription, Number(next) || 1);
  return {
    kind: 'message',
    message: {
      kind: 'notice',
      tone: 'success',
      title: value === 1 ? texts.likedNow() : texts.dislikedNow(),
      text: paper.title,
      actions: button(texts.showButton(), 'taste'),
    },
  };
}
