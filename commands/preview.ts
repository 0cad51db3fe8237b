import { button } from '../src/core/card-actions.ts';
import type { Command } from '../src/core/command.ts';
import { type Notice, PAPERS_PER_MESSAGE, type PaperView } from '../src/core/message.ts';
import { describeAgo } from '../src/core/recent-actions.ts';
import type { PostNowOutcome, Preview } from '../src/core/services.ts';
import { commandSpan } from '../src/core/text.ts';
import { channelOf, momentIn, subscriptionHere } from './channel.ts';
import { languageOf } from './views.ts';

/** What the next post would be; nothing is posted. */
export const preview: Command = {
  name: 'preview',
  summary: 'What the next post here would be; posts nothing',
  example: 'preview',
  manage: true,
  options: [],
  async run(context) {
    const subscription = await subscriptionHere(context);
    const next = await context.services.preview(subscription);
    const when = subscription.paused
      ? 'paused'
      : momentIn(subscription.nextDueAt, subscription.zone, languageOf(context));
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: `Next post: ${when}`,
        note: [`layout ${subscription.layout}`, leftOut(next)].filter((part) => part !== '').join(' · '),
        entries: viewsIn(next).slice(0, PAPERS_PER_MESSAGE),
        empty: `${next.nothing ?? 'Nothing to post.'} ${leftOut(next)}`.trim(),
        language: languageOf(context),
        actions: next.nothing === undefined ? button('Post now', 'post-now', 'update') : [],
      },
    };
  },
};

/** Posts what is due next at once. */
export const postNow: Command = {
  name: 'post-now',
  summary: 'Posts the next digest here at once',
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

const NOT_TWICE = 'Nothing was posted a second time. See what comes next:';

function describeOutcome(outcome: PostNowOutcome, now: number): Omit<Notice, 'kind'> {
  const example = commandSpan('preview');
  switch (outcome.kind) {
    case 'posting':
      return { tone: 'success', title: 'On its way' };
    case 'nothing':
      return { tone: 'info', title: 'Nothing to post', text: outcome.why, example };
    case 'just-posted': {
      const title = `The digest was posted here ${describeAgo(outcome.at, now)}`;
      return { tone: 'info', title, text: NOT_TWICE, example };
    }
    case 'under-way': {
      const title = `A digest for this channel is under way, begun ${describeAgo(outcome.since, now)}`;
      return { tone: 'info', title, text: NOT_TWICE, example };
    }
  }
}

function viewsIn({ messages }: Preview): PaperView[] {
  const overview = messages.find(({ kind }) => kind === 'overview');
  if (overview?.kind === 'overview') return [...overview.entries];
  return messages.flatMap((message) => (message.kind === 'card' ? [message.view] : []));
}

/** `12 left out: 8 already shown in this channel, 4 match none of the topics "x"`. */
function leftOut({ dropped }: Preview): string {
  if (dropped.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { reason } of dropped) {
    // Ranks and counts differ from paper to paper; what they have in common is the rule.
    const rule = reason.replace(/ \(score .*\)$/, '').replace(/^\d+ upvotes are fewer/, 'fewer upvotes');
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const told = [...counts].toSorted((a, b) => b[1] - a[1]).map(([rule, n]) => `${n} ${rule}`);
  return `${dropped.length} left out: ${told.slice(0, 4).join('; ')}`;
}
