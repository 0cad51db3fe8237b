import { DeliveryError, InputError } from '../src/core/base/errors.ts';
import { parseLine } from '../src/core/command/arguments.ts';
import type { Command, CommandContext } from '../src/core/command/command.ts';
import { notAsked } from '../src/core/command/not-asked.ts';
import { describeAgo, describeWait } from '../src/core/command/recent-actions.ts';
import type { Reply } from '../src/core/message/interaction.ts';
import type { Message } from '../src/core/message/message.ts';
import { channelOf } from './channel.ts';

/** Shows an answer that the person has before them to everybody, with their name; its button leads here. */
export const share: Command = {
  name: 'share',
  hidden: true,
  summary: 'Shows an answer to everybody in the channel',
  example: 'share 20805nve5s397',
  options: [
    {
      name: 'key',
      label: 'Which answer',
      summary: 'Which answer to share',
      type: 'text',
      rest: true,
    },
  ],
  async run(context, { key }) {
    // Who types it cannot know a key: it is refused like one that is not known.
    const line = context.shareable.find(context.asker, String(key ?? ''));
    // Whatever else is typed here would be said in the bot's name.
    if (line === undefined)
      throw new InputError('not-shareable', 'There is no answer to share here.', {
        fix: 'Ask for it in this channel, and press Share to channel under the new answer.',
      });
    await refuseWhereNotAllowed(context);
    const action = `share ${channelOf(context)} ${line}`;
    const before = context.recent.take(action);
    const now = context.services.clock.now();
    if (before !== undefined)
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: `This was shared here ${describeAgo(before, now)}`,
          text: `It is not shown a second time. You can share it again ${describeWait(before, now)}.`,
        },
      };
    try {
      return await shareAnswer(context, line, () => context.recent.release(action));
    } catch (error) {
      context.recent.release(action);
      throw error;
    }
  },
};

async function shareAnswer(context: CommandContext, line: string, onRefused: () => void): Promise<Reply> {
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
  const command = context.commands.find((one) => one.name === name);
  // Settings, and what is a person's own, are nobody else's business.
  if (!command || command.hidden || command.manage || command.personal)
    throw new InputError('not-shareable', `"${name.slice(0, 40)}" has no answer to share.`);
  const reply = await command.run(context, parseLine(command, rest));
  if (reply.kind !== 'message') return reply;
  const { message } = reply;
  const sharedBy = context.asker.name;
  return {
    kind: 'message',
    message: { ...withActions(message, isLasting), ...(sharedBy === undefined ? {} : { sharedBy }) },
    shared: true,
    pressed: withActions(message, (action) => !isShare(action)),
    onRefused,
  };
}

/** A bot must not say for people what they may not say themselves, nor speak where nobody invited it. */
async function refuseWhereNotAllowed({ asker, services }: CommandContext): Promise<void> {
  if (asker.mayWrite === false)
    throw new InputError('not-shareable', 'You may not write in this channel, so nothing is shared here.', {
      fix: 'Ask somebody who may.',
    });
  const obstacle = await services.sharingObstacle(asker).catch((error: unknown) => {
    if (!(error instanceof DeliveryError)) throw error;
    throw notAsked(asker.platform, 'whether this may be shared here', error);
  });
  if (obstacle)
    throw new InputError('not-shareable', obstacle.what, { ...(obstacle.fix ? { fix: obstacle.fix } : {}) });
}

interface PressedAction {
  readonly kind: string;
  readonly id?: string;
}

function withActions(message: Message, isKept: (action: PressedAction) => boolean): Message {
  return 'actions' in message ? { ...message, actions: (message.actions ?? []).filter(isKept) } : message;
}

function isShare({ id = '' }: PressedAction): boolean {
  return id.startsWith('r:share ');
}

/** Buttons that make sense for everybody: not another share, no page that turns under somebody's eyes. */
function isLasting(action: PressedAction): boolean {
  return action.kind === 'link' || !/^(?:u:|r:(?:share|search-more) )/.test(action.id ?? '');
}
