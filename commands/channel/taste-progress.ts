import { commandSpan, joinSentences, type Text } from '../../src/core/base/text.ts';
import type { CommandContext } from '../../src/core/command/command.ts';
import type { Notice } from '../../src/core/message/message.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import type { TasteProgress } from '../../src/core/vote/taste-report.ts';
import { texts } from '../texts/taste.ts';

/** Nothing is learned yet: what was voted on, what is missing, and what is not learned from. */
export async function showProgress(
  { services }: CommandContext,
  subscription: Subscription,
): Promise<Notice> {
  const { tasteWithout } = subscription;
  const progress = await services.readTasteProgress(subscription);
  const restore = commandSpan('taste forget none');
  return {
    kind: 'notice',
    tone: 'info',
    title: texts.nothingTitle(),
    text: joinSentences(
      describeProgress(progress),
      progress.named && texts.namedFirst({ by: progress.named }),
      tasteWithout.length > 0
        ? texts.forgottenSoFar({ topics: tasteWithout.join(', '), command: restore })
        : undefined,
    ),
    // People who have answered questions or voted are not sent to the questions again.
    ...(progress.votedOn === 0 ? { fix: texts.nothingFix({ command: commandSpan('taste quiz') }) } : {}),
  };
}

/** How many papers were voted on, and what it takes before that is learned from. */
export function describeProgress({ votedOn, papers, papersNeeded }: TasteProgress): Text {
  const voted = votedOn === 0 ? texts.nothing() : texts.votedSoFar({ count: votedOn });
  if (papers < papersNeeded)
    return joinSentences(voted, texts.papersMissing({ count: papers, papersNeeded }));
  return votedOn === 0 ? voted : joinSentences(voted, texts.comparing());
}
