import type { ChannelId } from '../core/base/ids.ts';
import type { CommandRef, Text } from '../core/base/text.ts';

const START = 'npx node src/main.ts';

/** Slash commands that the command line has too, with the channel they are for. */
const HERE: ReadonlyMap<string, string> = new Map([
  ['resume', 'resume'],
  ['subscribe', 'subscribe'],
  ['unsubscribe', 'unsubscribe'],
  ['post-now', 'post'],
]);

/**
 * A text for the command line: a command in it is the command line's own where it has one, else it says where to type it. A
 * fix that one cannot type where one reads it is none.
 */
export function wordForCommandLine(text: Text, channel: ChannelId = 'CHANNEL'): string {
  if (typeof text === 'string') return text;
  return text
    .map(({ command, text: typed, link, code }) => {
      if (command) return word(command, typed, channel);
      if (link !== undefined) return `${typed}: ${link}`;
      return code ? `\`${typed}\`` : typed;
    })
    .join('');
}

function word(ref: CommandRef, typed: string, channel: ChannelId): string {
  const [name = ''] = 'line' in ref ? ref.line.split(' ') : [ref.usageOf];
  const own = HERE.get(name);
  return own === undefined ? `\`${typed}\` in the channel` : `\`${START} ${own} ${channel}\``;
}
