import { InputError } from '../../src/core/base/errors.ts';
import { commandSpan, joinSentences, type Text } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Args, Command, CommandContext } from '../../src/core/command/command.ts';
import type { Proposal } from '../../src/core/command/confirmation.ts';
import { parseTerms } from '../../src/core/matching/terms.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Fields, Notice } from '../../src/core/message/message.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import type { TasteReport } from '../../src/core/vote/taste-report.ts';
import { findSubscriptionHere } from '../shared/channel.ts';
import { problems, texts } from '../texts/taste.ts';
import { showProgress } from './taste-progress.ts';
import { answerQuiz, askQuiz } from './taste-quiz.ts';

const ACTIONS = ['show', 'quiz', 'forget', 'reset', 'on', 'off', 'like', 'dislike'] as const;
type TasteAction = (typeof ACTIONS)[number];

const MAX_TOPICS = 20;
/** Votes that foretell each other less than this show no pattern. */
const WEAK = 0.05;

/** What was learned of what this channel likes; whoever manages it may change that. */
export const taste: Command = {
  name: 'taste',
  get summary() {
    return texts.summary();
  },
  example: 'taste',
  managesWith: ({ do: action = 'show' }) => action !== 'show',
  options: [
    {
      name: 'do',
      get summary() {
        return texts.does();
      },
      type: 'choice',
      choices: ACTIONS,
      default: 'show',
    },
    {
      name: 'what',
      get summary() {
        return texts.topic();
      },
      type: 'text',
      trailing: true,
      maxLength: 120,
      default: '',
    },
  ],
  propose: proposeTaste,
  run: async (context, args) => (await proposeTaste(context, args)).carryOut(),
};

/** Only a reset is asked about: nothing brings back what was learned. */
async function proposeTaste(context: CommandContext, { do: action, what }: Args): Promise<Proposal> {
  const subscription = await findSubscriptionHere(context);
  const carryOut = () => RUNS[action as TasteAction](context, subscription, String(what ?? '').trim());
  if (action !== 'reset') return { carryOut };
  const { channel, tasteSince, tasteWithout } = subscription;
  return {
    question: {
      message: { kind: 'notice', tone: 'warning', title: texts.resetAsk(), text: texts.resetWhat() },
      confirm: texts.resetButton(),
      isDangerous: true,
      otherwise: { label: texts.resetCancel() },
      state: JSON.stringify({ channel, tasteSince, tasteWithout }),
    },
    carryOut,
  };
}

type Run = (context: CommandContext, subscription: Subscription, what: string) => Promise<Reply>;

const RUNS: Readonly<Record<TasteAction, Run>> = {
  show,
  quiz: (context, subscription, what) => askQuiz(context, subscription, Math.max(1, Number(what) || 1)),
  forget: forgetTopic,
  reset: (context, subscription) =>
    save(
      context,
      { ...subscription, tasteSince: context.services.clock.now(), tasteWithout: [] },
      { title: texts.reset(), text: texts.resetText() },
    ),
  on: (context, subscription) => save(context, { ...subscription, taste: 'on' }, { title: texts.turnedOn() }),
  off: (context, subscription) =>
    save(context, { ...subscription, taste: 'off' }, { title: texts.turnedOff() }),
  like: (context, subscription, what) => answerQuiz(context, subscription, { value: 1, what }),
  dislike: (context, subscription, what) => answerQuiz(context, subscription, { value: -1, what }),
};

async function show(context: CommandContext, subscription: Subscription): Promise<Reply> {
  if (subscription.taste === 'off') {
    const fix = texts.isOffFix({ command: commandSpan('taste on') });
    return answer({ kind: 'notice', tone: 'info', title: texts.isOff(), fix });
  }
  const report = await context.services.reportTaste(subscription);
  return answer(report ? describe(report, subscription) : await showProgress(context, subscription));
}

function describe(report: TasteReport, { explore, tasteWithout }: Subscription): Fields {
  const { topicsFor, topicsAgainst, liked, named, strength, voters, votedOn, leftAlone } = report;
  const facts = { voters, votedOn, leftAlone };
  const topics = tasteWithout.join(', ');
  const listField = (name: string, value: Text | undefined) => (value ? [{ name, value }] : []);
  return {
    kind: 'fields',
    title: texts.title(),
    intro: strength < WEAK ? texts.introWeak(facts) : texts.intro(facts),
    fields: [
      ...listField(texts.forTopics(), topicsFor.join(', ')),
      ...listField(texts.againstTopics(), topicsAgainst.join(', ')),
      ...listField(texts.liked(), liked.map((paper) => texts.likedPaper(paper)).join('\n')),
      ...listField(
        texts.forgotten(),
        topics && texts.forgottenTopics({ topics, command: commandSpan('taste forget none') }),
      ),
      ...listField(texts.named(), named && texts.namedBy({ by: named })),
      ...listField(texts.explores(), explore === 'on' ? texts.exploresOn() : texts.exploresOff()),
      {
        name: texts.changes(),
        value: texts.changesWith({
          quiz: commandSpan('taste quiz'),
          forget: commandSpan('taste forget diffusion'),
          reset: commandSpan('taste reset'),
          off: commandSpan('taste off'),
        }),
      },
    ],
  };
}

async function forgetTopic(
  context: CommandContext,
  subscription: Subscription,
  what: string,
): Promise<Reply> {
  if (what.toLowerCase() === 'none')
    return save(
      context,
      { ...subscription, tasteWithout: [] },
      { title: texts.topicsRestored(), text: texts.topicsRestoredText() },
    );
  const [topic, ...more] = parseTerms(what);
  if (what === '' || topic === undefined)
    throw new InputError(problems.topicMissing({ command: commandSpan('taste forget diffusion') }));
  const tasteWithout = [...new Set([...subscription.tasteWithout, topic, ...more])];
  if (tasteWithout.length > MAX_TOPICS)
    throw new InputError(
      problems.topicsMany({ most: MAX_TOPICS, command: commandSpan('taste forget none') }),
    );
  const isLearned = await context.services.hasTaste(subscription);
  return save(
    context,
    { ...subscription, tasteWithout },
    {
      title: texts.topicForgotten({ topic: [topic, ...more].join(', ') }),
      text: joinSentences(
        texts.topicForgottenText({
          command: commandSpan(`subscribe without:${topic}`),
          undo: commandSpan('taste forget none'),
        }),
        isLearned ? undefined : texts.topicForgottenLater(),
      ),
    },
  );
}

async function save(
  context: CommandContext,
  changed: Subscription,
  said: Pick<Notice, 'title' | 'text'>,
): Promise<Reply> {
  // Read again: what else was changed meanwhile stays, and a channel that has unsubscribed meanwhile stays unsubscribed.
  const { taste: state, tasteSince, tasteWithout } = changed;
  const now = await findSubscriptionHere(context);
  await context.services.store.subscriptions.put({ ...now, taste: state, tasteSince, tasteWithout });
  return answer({
    kind: 'notice',
    tone: 'success',
    ...said,
    actions: button(texts.showButton(), 'taste'),
  });
}

function answer(message: Notice | Fields): Reply {
  return { kind: 'message', message };
}
