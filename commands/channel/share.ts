import { DeliveryError, InputError } from '../../src/core/base/errors.ts';
import { readActionId } from '../../src/core/command/action-id.ts';
import { parseLine } from '../../src/core/command/arguments.ts';
import { createSharedVoteButtons } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import { refuseNotAsked } from '../../src/core/command/not-asked.ts';
import { describeAgo, describeWait } from '../../src/core/command/recent-actions.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { searchMore } from '../search/search-more.ts';
import { toChannel } from '../shared/channel.ts';
import { updateFromNowOn } from '../shared/shared-card.ts';
import { problems, texts } from '../texts/share.ts';

/** Shows an answer that the person has before them to everybody, with their name; its button leads here. */
export const share: Command = {
  name: 'share',
  hidden: true,
  get summary() {
    return texts.shareSummary();
  },
  example: 'share 20805nve5s397',
  options: [
    {
      name: 'key',
      get label() {
        return texts.keyLabel();
      },
      get summary() {
        return texts.key();
      },
      type: 'text',
      trailing: true,
    },
  ],
  async run(context, { key }) {
    // A person who types it cannot know a key: it is refused like an unknown one.
    const line = await context.shareable.find(context.asker, String(key ?? ''));
    // Whatever else is typed here would be said in the bot's name.
    if (line === undefined) throw new InputError(problems.notShareable());
    await refuseWhereNotAllowed(context);
    const action = [share.name, toChannel(context), line].join(' ');
    const before = await context.recent.take(action);
    const now = context.services.clock.now();
    if (before !== undefined)
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: texts.sharedAlready({ ago: describeAgo(before, now) }),
          text: texts.sharedAlreadyWhat({ wait: describeWait(before, now) }),
        },
      };
    try {
      return await shareAnswer(context, line, () => void context.recent.release(action));
    } catch (error) {
      await context.recent.release(action);
      throw error;
    }
  },
};

async function shareAnswer(context: CommandContext, line: string, onRefused: () => void): Promise<Reply> {
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
  const command = context.commands.find((one) => one.name === name);
  // Settings, and what is a person's own, are nobody else's business.
  if (!command || command.hidden || command.manage || command.personal)
    throw new InputError(problems.notShareableCommand({ name: name.slice(0, 40) }));
  const reply = await command.run(context, parseLine(command, rest));
  if (reply.kind !== 'message') return reply;
  const { message } = reply;
  const sharedBy = context.asker.name;
  return {
    kind: 'message',
    message: {
      ...shareWithAll(withActions(message, isLasting)),
      ...(sharedBy === undefined ? {} : { sharedBy }),
    },
    shared: true,
    pressed: withActions(message, (action) => !isShare(action)),
    onRefused,
    ...(message.kind === 'card' ? { onShown: updateFromNowOn(context, message.view.paper.id) } : {}),
  };
}

/** A bot must not say for people what they may not say themselves, nor speak where nobody invited it. */
async function refuseWhereNotAllowed({ asker, services }: CommandContext): Promise<void> {
  if (asker.mayWrite === false) throw new InputError(problems.mayNotWrite());
  // Where the bot is no member the answer to a person is all that it can send, and the platform decides who sees it.
  if (asker.isGuest) return;
  const obstacle = await services.findSharingObstacle(asker).catch((error: unknown) => {
    if (!(error instanceof DeliveryError)) throw error;
    throw refuseNotAsked(asker.platform, texts.whetherToShare(), error);
  });
  if (obstacle)
    throw new InputError(problems.sharingObstacle({ obstacle: obstacle.what }), { fix: obstacle.fix });
}

interface PressedAction {
  readonly kind: string;
  readonly id?: string;
}

function withActions(message: Message, isWanted: (action: PressedAction) => boolean): Message {
  return 'actions' in message ? { ...message, actions: (message.actions ?? []).filter(isWanted) } : message;
}

/**
 * Everybody votes with the buttons of a shared card, which have the tally, so that no other number contradicts them. It is put on
 * them once it is known that it can be updated.
 */
function shareWithAll(message: Message): Message {
  if (message.kind !== 'card') return message;
  const { view, actions = [] } = message;
  return {
    ...message,
    view: { ...view, tally: NO_VOTES },
    actions: [...createSharedVoteButtons(view.paper.id, NO_VOTES), ...actions],
  };
}

/** The command that a button runs, and whether its answer replaces the message. */
function readPressed({ id = '' }: PressedAction): { command?: string; isUpdate: boolean } {
  const action = readActionId(id);
  const [command] = action?.line.split(' ') ?? [];
  return { ...(command === undefined ? {} : { command }), isUpdate: action?.mode === 'update' };
}

function isShare(action: PressedAction): boolean {
  return readPressed(action).command === share.name;
}

/** Buttons that make sense for everybody: not another share, no page that turns under somebody's eyes, no vote of one person. */
function isLasting(action: PressedAction): boolean {
  if (action.kind === 'link') return true;
  const { command, isUpdate } = readPressed(action);
  return !isUpdate && command !== share.name && command !== searchMore.name;
}
