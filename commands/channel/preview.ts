import { commandSpan, sentences, type Text } from '../../src/core/base/text.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { describeAgo, describeWait } from '../../src/core/command/recent-actions.ts';
import type { PostNowOutcome, Preview } from '../../src/core/command/services.ts';
import type { Notice, PaperView } from '../../src/core/message/message.ts';
import { momentLabel } from '../../src/core/paper/format.ts';
import { wordRule } from '../../src/core/reason/word-reason.ts';
import { channelOf, subscriptionHere } from '../shared/channel.ts';
import { beyondLastPage, languageOf, PAGE_OPTION, pageButtons, RESULTS_PER_PAGE } from '../shared/views.ts';
import { layouts } from '../texts/channel.ts';
import { texts } from '../texts/posts.ts';

/** What the next post would be; nothing is posted. */
export const preview: Command = {
  name: 'preview',
  summary: texts.previewSummary(),
  example: 'preview',
  manage: true,
  options: [PAGE_OPTION],
  async run(context, { page: asked }) {
    const subscription = await subscriptionHere(context);
    const next = await context.services.preview(subscription);
    const { paused, nextDueAt, zone, layout } = subscription;
    const views = viewsIn(next);
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
          : texts.previewTitle({ moment: momentLabel(nextDueAt, zone, languageOf(context)) }),
        note: [part, layouts[layout](), leftOut(next)].filter(Boolean).join(' · '),
        entries,
        empty:
          views.length > 0
            ? beyondLastPage(views.length)
            : sentences(nothingIn(context, next), leftOut(next)),
        language: languageOf(context),
        actions: [
          ...pageButtons('preview', page, views.length),
          ...(next.nothing === undefined ? button(texts.postNowButton(), 'post-now', 'update') : []),
        ],
      },
    };
  },
};

/** Posts what is due next at once. */
export const postNow: Command = {
  name: 'post-now',
  summary: texts.postNowSummary(),
  example: 'post-now',
  manage: true,
  options: [],
  async run(context) {
    await subscriptionHere(context);
    const outcome = await context.services.postNow(channelOf(context));
    return { kind: 'message', message: { kind: 'notice', ...describeOutcome(context, outcome) } };
  },
};

function nothingIn({ services }: CommandContext, { nothing }: Preview): Text {
  return nothing ? services.wordReason(nothing).what : texts.previewNothing();
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
      const why = categories && texts.noCategories({ count: categories.papers, reason: categories.reason });
      return { tone: 'info', title: texts.nothingToPost(), text: sentences(what, fix, why), example };
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
function viewsIn({ messages }: Preview): PaperView[] {
  const cards = messages.flatMap((message) => (message.kind === 'card' ? [message.view] : []));
  if (cards.length > 0) return cards;
  return messages.flatMap((message) => (message.kind === 'overview' ? message.entries : []));
}

/** `12 left out: 8 already shown in this channel, 4 match none of the topics "x"`. */
function leftOut({ dropped }: Preview): string {
  if (dropped.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { reason } of dropped) {
    const rule = wordRule(reason);
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const worded = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([rule, n]) => texts.leftOutRule({ count: n, rule }));
  return texts.leftOut({ count: dropped.length, rules: worded.slice(0, 4).join('; ') });
}
