import { commandSpan, joinSentences, type Text } from '../../src/core/base/text.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { formatMoment } from '../../src/core/paper/format.ts';
import type { PauseReason } from '../../src/core/reason/reason.ts';
import { listNextTimes } from '../../src/core/schedule/subscription.ts';
import { findSubscriptionHere, findTroubleHere, toChannel } from '../shared/channel.ts';
import { chooseLanguage } from '../shared/views.ts';
import { texts } from '../texts/channel.ts';

function sayResume(): Text {
  return texts.resumeWith({ command: commandSpan('resume') });
}

/** Stops this channel's posts until somebody resumes them. */
export const pause: Command = {
  name: 'pause',
  get summary() {
    return texts.pauseSummary();
  },
  example: 'pause summer break',
  manage: true,
  options: [
    {
      name: 'reason',
      get summary() {
        return texts.pauseReason();
      },
      type: 'text',
      maxLength: 200,
      trailing: true,
      default: '',
    },
  ],
  async run(context, { reason }) {
    const { paused } = await findSubscriptionHere(context);
    if (paused && reason === '')
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: texts.pausedAlready(),
          text: joinSentences(sayReason(context, paused.reason), sayResume()),
        },
      };
    const given: PauseReason =
      reason === '' ? { code: 'by-hand', values: {} } : { code: 'typed', values: { text: String(reason) } };
    const at = context.services.clock.now();
    await context.services.store.subscriptions.pause(toChannel(context), { at, by: 'person', reason: given });
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: texts.paused(),
        text: joinSentences(sayReason(context, given), sayResume()),
      },
    };
  },
};

function sayReason({ services }: CommandContext, reason: PauseReason): Text | undefined {
  if (reason.code === 'by-hand') return undefined;
  return texts.pausedBecause({ reason: services.wordReason(reason).what });
}

/** Resumes a paused channel's posts. */
export const resume: Command = {
  name: 'resume',
  get summary() {
    return texts.resumeSummary();
  },
  example: 'resume',
  manage: true,
  options: [],
  async run(context) {
    const subscription = await findSubscriptionHere(context);
    const { store, computeNextDue } = context.services;
    if (!subscription.paused)
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: texts.notPaused(),
          text: sayNextPost(context, subscription.nextDueAt, subscription.zone),
        },
      };
    // A channel that refused us is asked first: resuming into the next refusal helps nobody.
    const trouble = await findTroubleHere(context, subscription.layout, subscription);
    if (trouble?.blocks && subscription.paused.by === 'fault')
      return {
        kind: 'message',
        message: { kind: 'notice', tone: 'error', title: texts.wouldFailAgain(), text: trouble.text },
      };
    const next = listNextTimes(subscription, computeNextDue);
    await store.subscriptions.resume(toChannel(context), next);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: texts.resumed(),
        text: sayNextPost(context, next.nextDueAt, subscription.zone),
        ...(trouble ? { fix: trouble.text } : {}),
      },
    };
  },
};

function sayNextPost(context: CommandContext, at: number, zone: string): string {
  return texts.nextPostAt({ moment: () => formatMoment(at, zone, chooseLanguage(context)) });
}

/** Ends this channel's posts. What was posted stays, and so do the votes. */
export const unsubscribe: Command = {
  name: 'unsubscribe',
  get summary() {
    return texts.unsubscribeSummary();
  },
  example: 'unsubscribe',
  manage: true,
  options: [],
  async run(context) {
    await findSubscriptionHere(context);
    await context.services.store.subscriptions.remove(toChannel(context));
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: texts.unsubscribed(),
        text: texts.unsubscribedWhat(),
        example: commandSpan('subscribe'),
      },
    };
  },
};
