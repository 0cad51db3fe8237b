import { usage } from '../src/core/arguments.ts';
import type { Command } from '../src/core/command.ts';
import { InputError } from '../src/core/errors.ts';
import { nearest } from '../src/core/nearest.ts';

/** All commands, or one with its options. */
export const help: Command = {
  name: 'help',
  summary: 'What Paperboy can do, or how one command is used',
  example: 'help search',
  options: [{ name: 'command', summary: 'The command to explain', type: 'text', maxLength: 40 }],
  async run({ commands }, { command: typed }) {
    const shown = commands.filter(({ hidden }) => !hidden);
    if (typed !== undefined) return explain(shown, String(typed));
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: 'Paperboy',
        intro:
          'Trending research papers, where you talk. React with 👍 or 👎 on a card, or with its number on an overview, to vote.',
        fields: shown.map((command) => ({
          name: command.summary,
          value: [{ text: `/papers ${command.example}`, code: true }],
        })),
      },
    };
  },
};

function explain(commands: readonly Command[], typed: string) {
  const name = typed.replace(/^\/?(?:papers\s+)?/i, '').toLowerCase();
  const command = commands.find((one) => one.name === name);
  if (!command) {
    const meant = nearest(
      name,
      commands.map((one) => one.name),
    );
    throw new InputError('command-unknown', `There is no command "${typed.slice(0, 40)}".`, {
      fix: meant ? `Did you mean "${meant}"?` : 'The help without a name lists them all.',
    });
  }
  const options = command.options.map(({ name: option, summary, required, choices }) => ({
    name: option,
    value: `${summary}${choices ? ` (${choices.join(', ')})` : ''}${required ? '' : ', optional'}`,
  }));
  return {
    kind: 'message' as const,
    message: {
      kind: 'fields' as const,
      title: usage(command),
      intro: `${command.summary}${command.manage ? '. Only for who may manage the channel' : ''}.`,
      fields: [...options, { name: 'Example', value: [{ text: `/papers ${command.example}`, code: true }] }],
    },
  };
}
