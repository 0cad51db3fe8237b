import { parseLine } from '../src/core/arguments.ts';
import type { Command } from '../src/core/command.ts';
import { InputError } from '../src/core/errors.ts';

/** Runs a line again and shows its answer to everybody; a button leads here. */
export const share: Command = {
  name: 'share',
  hidden: true,
  summary: 'Shows an answer to everybody in the channel',
  example: 'share show 2604.26752',
  options: [{ name: 'line', summary: 'What to run', type: 'text', required: true, rest: true }],
  async run(context, { line }) {
    const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(String(line)) ?? [];
    const command = context.commands.find((one) => one.name === name);
    // Settings, and what is a person's own, are nobody else's business.
    if (!command || command.hidden || command.manage || command.personal) {
      throw new InputError('not-shareable', `"${name.slice(0, 40)}" has no answer to share.`);
    }
    // A bot must not say for people what they may not say themselves.
    if (context.asker.mayWrite === false) {
      throw new InputError('not-shareable', 'You may not write in this channel, so nothing is shared here.', {
        fix: 'Ask somebody who may.',
      });
    }
    const reply = await command.run(context, parseLine(command, rest));
    if (reply.kind !== 'message') return reply;
    const { message } = reply;
    const quiet =
      'actions' in message ? { ...message, actions: (message.actions ?? []).filter(isLasting) } : message;
    return { kind: 'message', message: quiet, shared: true };
  },
};

/** Buttons that make sense for everybody: not another share, no page that turns under somebody's eyes. */
function isLasting(action: { readonly kind: string; readonly id?: string }): boolean {
  return action.kind === 'link' || !/^(?:u:|r:(?:share|search-more) )/.test(action.id ?? '');
}
