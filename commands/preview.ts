import { commandSpan } from '../src/core/base/text.ts';
import { button } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import { describeAgo, describeWait } from '../src/core/command/recent-actions.ts';
import type { PostNowOutcome, Preview } from '../src/core/command/services.ts';
import { type Notice, PAPERS_PER_MESSAGE, type PaperView } from '../src/core/message/message.ts';
import { counted, momentLabel } from '../src/core/paper/format.ts';
import { channelOf, subscriptionHere } from './channel.ts';
import { beyondLastPage, languageOf, PAGE_OPTION, pageButtons } from './views.ts';

/** What the next post would be; nothing is posted. */
export const preview: Command = {
  name: 'preview',
  summary: 'Shows the next post here without posting it',
  example: 'preview',
  manage: true,
  options: [PAGE_OPTION],
  async run(context, { page: asked }) {
    const subscription = await subscriptionHere(context);
    const next = await context.services.preview(subscription);
    const when = subscription.paused
      ? 'paused'
      : momentLabel(subscription.nextDueAt, subscription.zone, languageOf(context));
    const views = viewsIn(next);
    const page = Number(asked);
    const from = (page - 1) * PAPERS_PER_MESSAGE;
    const entries = views.slice(from, from + PAPERS_PER_MESSAGE);
    const last = Math.ceil(views.length / PAPERS_PER_MESSAGE);
    const part =
      last > 1 ? `${counted(views.length, 'paper', languageOf(context))}, page ${page} of ${last}` : '';
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: `Next post: ${when}`,
        note: [part, `layout ${subscription.layout}`, leftOut(next)].filter(Boolean).join(' · '),
        entries,
        empty:
          views.length > 0
            ? beyondLastPage(views.length)
            : `${next.nothing ?? 'Nothing to post.'} ${leftOut(next)}`.trim(),
        language: languageOf(context),
        actions: [
          ...pageButtons('preview', page, views.length),
          ...(next.nothing === undefined ? button('Post now', 'post-now', 'update') : []),
        ],
      },
    };
  },
};

/** Posts what is due next at once. */
export const postNow: Command = {
  name: 'post-now',
  summary: 'Posts the next digest here now',
  example: 'post-now',
  manage: true,
  options: [],
  async run(context) {
    await subscriptionHere(context);
    const outcome = await context.services.postNow(channelOf(context));
    const now = context.services.clock.now();
    return { kind: 'message', message: { kind: 'notice', ...describeOutcome(outcome, now) } };
  },
};

const NOT_TWICE = 'Nothing was posted a second time.';
const SEE_NEXT = 'See what comes next:';

function describeOutcome(outcome: PostNowOutcome, now: number): Omit<Notice, 'kind'> {
  const example = commandSpan('preview');
  switch (outcome.kind) {
    case 'posting':
      return { tone: 'success', title: 'On its way' };
    case 'nothing':
      return { tone: 'info', title: 'Nothing to post', text: outcome.why, example };
    case 'just-posted': {
      const title = `The digest was posted here ${describeAgo(outcome.at, now)}`;
      const text = `${NOT_TWICE} You can post the next one ${describeWait(outcome.at, now)}. ${SEE_NEXT}`;
      return { tone: 'info', title, text, example };
    }
    case 'under-way': {
      const title = `A digest for this channel is under way, begun ${describeAgo(outcome.since, now)}`;
      return { tone: 'info', title, text: `${NOT_TWICE} ${SEE_NEXT}`, example };
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
    // Ranks and counts differ from paper to paper; what they have in common is the rule.
    const rule = reason.replace(/ \(score [^()]*\)$/, '').replace(/^\d+ upvotes are fewer/, 'fewer upvotes');
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const told = [...counts].toSorted((a, b) => b[1] - a[1]).map(([rule, n]) => `${n} ${rule}`);
  return `${dropped.length} left out: ${told.slice(0, 4).join('; ')}`;
}
