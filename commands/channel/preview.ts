import { commandSpan, joinSentences, type Text } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { explainBeyondLastPage } from '../../src/core/command/describe-found.ts';
import { describeAgo, describeWait } from '../../src/core/command/recent-actions.ts';
import { type PostNowOutcome, type Preview, toCategoriesValues } from '../../src/core/command/services.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Notice, PaperView } from '../../src/core/message/message.ts';
import { listOverviewEntries, wordOverviewTitle } from '../../src/core/message/overview.ts';
import { formatMoment } from '../../src/core/paper/format.ts';
import type { DropReason } from '../../src/core/reason/reason.ts';
import { wordRule } from '../../src/core/reason/word-reason.ts';
import { RECAP_PERIODS, type RecapPeriod } from '../../src/core/schedule/recap.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { describeLayout, findSubscriptionHere, toChannel } from '../shared/channel.ts';
import { buildPageButtons, chooseLanguage, PAGE_OPTION, RESULTS_PER_PAGE } from '../shared/views.ts';
import { texts } from '../texts/posts.ts';

const MAX_RULES = 4;

/** What the next post would be; nothing is posted. */
export const preview: Command = {
  name: 'preview',
  get summary() {
    return texts.previewSummary();
  },
  example: 'preview',
  manage: true,
  options: [
    PAGE_OPTION,
    {
      name: 'recap',
      get summary() {
        return texts.previewRecapSummary();
      },
      type: 'choice',
      choices: RECAP_PERIODS,
    },
  ],
  async run(context, { page: asked, recap }) {
    const subscription = await findSubscriptionHere(context);
    if (recap === 'week' || recap === 'month') return previewOfRecap(context, subscription, recap);
    const next = await context.services.preview(subscription);
    const { paused, nextDueAt, zone, layout } = subscription;
    const views = listViews(next);
    const page = Number(asked);
    const from = (page - 1) * RESULTS_PER_PAGE;
    const entries = views.slice(from, from + RESULTS_PER_PAGE);
    const last = Math.ceil(views.length / RESULTS_PER_PAGE);
    const part = last > 1 ? texts.previewPages({ count: views.length, page, last }) : '';
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: paused
          ? texts.previewPaused()
          : texts.previewTitle({ moment: () => formatMoment(nextDueAt, zone, chooseLanguage(context)) }),
        // Where there is nothing, the rules are in the reason.
        note: [
          part,
          describeLayout(context.services, subscription.channel, layout),
          views.length > 0 ? sayLeftOut(next) : '',
        ]
          .filter(Boolean)
          .join(' · '),
        entries,
        empty:
          views.length > 0
            ? explainBeyondLastPage(views.length, RESULTS_PER_PAGE)
            : composeNothing(context, subscription, next),
        language: chooseLanguage(context),
        actions: [
          ...buildPageButtons('preview', page, views.length),
          ...(next.nothing === undefined ? button(texts.postNowButton(), 'post-now', 'update') : []),
        ],
      },
    };
  },
};

/** The recap as it would be posted now, with when it comes. */
async function previewOfRecap(
  context: CommandContext,
  subscription: Subscription,
  period: RecapPeriod,
): Promise<Reply> {
  const message = await context.services.previewRecap(subscription, period);
  const recap = subscription.recaps[period];
  const next = recap
    ? texts.recapNext({
        moment: () => formatMoment(recap.nextDueAt, subscription.zone, chooseLanguage(context)),
      })
    : joinSentences(texts.recapOff(), texts.recapOn({ command: commandSpan(RECAP_LINES[period]) }));
  if (message?.kind !== 'overview') {
    const { what } = context.services.wordReason({ code: 'nothing-to-recap', values: { period } });
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'info',
        title: texts.nothingToPost(),
        text: joinSentences(what, next),
      },
    };
  }
  return {
    kind: 'message',
    message: {
      kind: 'list',
      title: wordOverviewTitle(message),
      note: next,
      entries: listOverviewEntries(message),
      ...(message.groups ? { groups: message.groups } : {}),
      language: chooseLanguage(context),
    },
  };
}

const RECAP_LINES = { week: 'subscribe recap:on', month: 'subscribe month-recap:on' } as const;

/** Posts what is due next at once. */
export const postNow: Command = {
  name: 'post-now',
  get summary() {
    return texts.postNowSummary();
  },
  example: 'post-now',
  manage: true,
  options: [],
  async run(context) {
    await findSubscriptionHere(context);
    const outcome = await context.services.postNow(toChannel(context));
    return { kind: 'message', message: { kind: 'notice', ...describeOutcome(context, outcome) } };
  },
};

/** Why there is nothing: which rules leave the new papers out, and what would let them through. */
function composeNothing(
  { services }: CommandContext,
  subscription: Subscription,
  { nothing, dropped }: Preview,
): Text {
  if (!nothing) return texts.previewNothing();
  const { what } = services.wordReason(nothing);
  // Only of a filter is there more to say; it says how many papers are new, and the others are counted apart.
  if (nothing.code !== 'all-filtered') return what;
  const filtered = dropped.filter(({ reason }) => isFilter(reason));
  const others = dropped.filter(({ reason }) => !isFilter(reason));
  return joinSentences(
    what,
    filtered.length > 0 ? wordRules(filtered) : undefined,
    others.length > 0 ? texts.notNew({ rules: wordRules(others) }) : undefined,
    texts.previewAll({ command: commandSpan(sayLineWithoutFilter(subscription)) }),
  );
}

function isFilter({ code }: DropReason): boolean {
  return code === 'off-topic' || code === 'unwanted' || code === 'few-upvotes';
}

/** What takes the whole filter away, without naming what was never set. */
function sayLineWithoutFilter({ topics, without, minVotes }: Subscription): string {
  return [
    'subscribe',
    ...(topics.length > 0 ? ['topics:none'] : []),
    ...(without.length > 0 ? ['without:none'] : []),
    ...(minVotes > 0 ? ['min-votes:0'] : []),
  ].join(' ');
}

function describeOutcome({ services }: CommandContext, outcome: PostNowOutcome): Omit<Notice, 'kind'> {
  const example = commandSpan('preview');
  const now = services.clock.now();
  switch (outcome.kind) {
    case 'posting':
      return { tone: 'success', title: texts.posting() };
    case 'nothing': {
      const { what, fix } = services.wordReason(outcome.reason);
      const { categories } = outcome;
      const why = categories && texts.noCategories(toCategoriesValues(categories));
      return { tone: 'info', title: texts.nothingToPost(), text: joinSentences(what, fix, why), example };
    }
    case 'just-posted': {
      const title = texts.justPosted({ ago: describeAgo(outcome.at, now) });
      const text = texts.justPostedWhat({ wait: describeWait(outcome.at, now) });
      return { tone: 'info', title, text, example };
    }
    case 'under-way': {
      const title = texts.underWay({ ago: describeAgo(outcome.since, now) });
      return { tone: 'info', title, text: texts.underWayWhat(), example };
    }
  }
}

/** Every paper of the post, once: a long digest's overview does not name them all, its cards do. */
function listViews({ messages }: Preview): PaperView[] {
  const cards = messages.flatMap((message) => (message.kind === 'card' ? [message.view] : []));
  if (cards.length > 0) return cards;
  return messages.flatMap((message) => (message.kind === 'overview' ? message.entries : []));
}

/** `12 left out: 8 already shown in this channel; 4 match none of the topics "x"`. */
function sayLeftOut({ dropped }: Preview): string {
  return dropped.length === 0 ? '' : texts.leftOut({ count: dropped.length, rules: wordRules(dropped) });
}

/** The rules that drop most papers, each with how many. */
function wordRules(dropped: Preview['dropped']): string {
  const byRule = Map.groupBy(dropped, ({ reason }) => wordRule(reason, 1));
  return [...byRule.values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MAX_RULES)
    .flatMap(([first, ...more]) => {
      const count = more.length + 1;
      return first ? [texts.leftOutRule({ count, rule: wordRule(first.reason, count) })] : [];
    })
    .join('; ');
}
