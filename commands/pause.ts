import { commandSpan, sentences, words } from '../src/core/base/text.ts';
import type { Command } from '../src/core/command/command.ts';
import { momentLabel } from '../src/core/paper/format.ts';
import { channelOf, subscriptionHere, troubleHere } from './channel.ts';
import { languageOf } from './views.ts';

const BY_HAND = 'paused by hand';

const GO_ON = words`Resume with ${commandSpan('resume')}.`;

/** Stops this channel's posts until somebody resumes them. */
export const pause: Command = {
  name: 'pause',
  summary: "Pauses this channel's daily post",
  example: 'pause summer break',
  manage: true,
  options: [
    {
      name: 'reason',
      summary: 'The reason, shown to others in the channel',
      type: 'text',
      maxLength: 200,
      rest: true,
      default: BY_HAND,
    },
  ],
  async run(context, { reason }) {
    const { paused } = await subscriptionHere(context);
    if (paused && reason === BY_HAND)
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: 'Already paused',
          text: sentences(reasonGiven(paused.reason), GO_ON),
        },
      };
    await context.services.store.subscriptions.pause(channelOf(context), {
      at: context.services.clock.now(),
      by: 'person',
      reason: String(reason),
      fix: GO_ON,
    });
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: 'Paused',
        text: sentences(reasonGiven(String(reason)), GO_ON),
      },
    };
  },
};

function reasonGiven(reason: string): string | undefined {
  return reason === BY_HAND ? undefined : `Reason: ${reason}`;
}

/** Resumes a paused channel's posts. */
export const resume: Command = {
  name: 'resume',
  summary: "Resumes this channel's daily post",
  example: 'resume',
  manage: true,
  options: [],
  async run(context) {
    const subscription = await subscriptionHere(context);
    const { store, nextDue } = context.services;
    if (!subscription.paused)
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: 'It is not paused',
          text: `Next post: ${momentLabel(subscription.nextDueAt, subscription.zone, languageOf(context))}`,
        },
      };
    // A channel that refused us is asked first: resuming into the next refusal helps nobody.
    const trouble = await troubleHere(context, subscription.layout);
    if (trouble?.blocks && subscription.paused.by === 'fault')
      return {
        kind: 'message',
        message: { kind: 'notice', tone: 'error', title: 'It would fail again', text: trouble.text },
      };
    const nextDueAt = nextDue(subscription);
    await store.subscriptions.resume(channelOf(context), nextDueAt);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: 'Resumed',
        text: `Next post: ${momentLabel(nextDueAt, subscription.zone, languageOf(context))}`,
        ...(trouble ? { fix: trouble.text } : {}),
      },
    };
  },
};

/** Ends this channel's posts. What was posted stays, and so do the votes. */
export const unsubscribe: Command = {
  name: 'unsubscribe',
  summary: "Ends this channel's daily post",
  example: 'unsubscribe',
  manage: true,
  options: [],
  async run(context) {
    await subscriptionHere(context);
    await context.services.store.subscriptions.remove(channelOf(context));
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: 'No more daily posts here',
        text: 'What was posted stays, and so do the votes.',
        example: commandSpan('subscribe'),
      },
    };
  },
};
