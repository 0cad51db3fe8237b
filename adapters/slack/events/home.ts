import { saveLanguage } from '../../../src/core/base/language.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { sayInProgress } from '../../../src/core/message/in-progress.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { TaskTracker } from '../../shared/task-tracker.ts';
import type { Answers } from './answers.ts';
import type { Conversation } from './conversation.ts';

export interface HomeOptions {
  readonly conversation: Conversation;
  readonly answers: Answers;
  readonly tasks: TaskTracker;
  readonly log: Log;
}

/** Whose Home tab it is. */
export interface HomeOwner {
  readonly team: string | undefined;
  readonly user: string;
  readonly channel?: string;
  /** What the tab shows; absent where it was never drawn. */
  readonly view?: unknown;
}

/** Draws a person's Home tab after every earlier draw of it: a slow one must not replace what a later one has shown. */
export function drawHome(options: HomeOptions, owner: HomeOwner): Promise<void> {
  return options.tasks.inOrder(`home ${owner.user}`, () => draw(options, owner));
}

/** Draws what there is as soon as it takes longer; a tab that was drawn before stays until then. */
async function draw(
  { conversation, answers, log }: HomeOptions,
  { team, user, channel, view }: HomeOwner,
): Promise<void> {
  const publish = (message: Message): Promise<void> =>
    answers
      .publishHome(user, message)
      .catch((err: unknown) => log.error({ err, user }, 'the Home tab was not drawn'));
  const home = { team, user, ...(channel === undefined ? {} : { channel }), home: true } as const;
  let isEmpty = !view;
  let drawn: Promise<void> | undefined;
  const { reply, speak } = await conversation.ask(home, { kind: 'action', id: 'home' }, (status, soFar) => {
    const message = soFar ?? (isEmpty ? sayInProgress(status) : undefined);
    if (!message) return;
    isEmpty = false;
    const show = saveLanguage();
    drawn = (drawn ?? Promise.resolve()).then(() => show(() => publish(message)));
  });
  await drawn;
  if ('message' in reply) await speak(() => publish(reply.message));
}
