import { InputError } from '../src/core/base/errors.ts';
import { nearest } from '../src/core/base/nearest.ts';
import type { Text } from '../src/core/base/text.ts';
import { commandSpan, joinText, words } from '../src/core/base/text.ts';
import { usageSpan } from '../src/core/command/arguments.ts';
import type { Command, Option } from '../src/core/command/command.ts';

/** So many lines of a summary and an example fit into a field on every platform. */
const LINES_PER_FIELD = 5;

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
        fields: [
          ...section('Papers', shown.filter(isForAll)),
          ...section(
            'Yours alone',
            shown.filter(({ personal }) => personal),
          ),
          ...section(
            'For whoever manages the channel',
            shown.filter(({ manage }) => manage),
          ),
        ],
      },
    };
  },
};

function isForAll({ personal, manage }: Command): boolean {
  return !personal && !manage;
}

/** An example and what it does, a line each. A field of its own for each command would be more than Discord takes. */
function section(name: string, commands: readonly Command[]): Array<{ name: string; value: Text }> {
  const lines = commands.map(({ example, summary }) => words`${commandSpan(example)} – ${summary}`);
  return Array.from({ length: Math.ceil(lines.length / LINES_PER_FIELD) }, (_, i) => ({
    name: i === 0 ? name : `${name}, continued`,
    value: joinText(lines.slice(i * LINES_PER_FIELD, (i + 1) * LINES_PER_FIELD), '\n'),
  }));
}

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
  const options = command.options.map(({ name: option, summary, required, choices, ...rest }) => ({
    name: option,
    value: `${summary}${choices ? ` (${choices.join(', ')})` : ''}${required ? '' : optional(rest.default)}`,
  }));
  return {
    kind: 'message' as const,
    message: {
      kind: 'fields' as const,
      title: command.name,
      intro: words`${command.summary}${command.manage ? '. You need permission to manage the channel' : ''}.`,
      fields: [
        { name: 'Usage', value: [usageSpan(command)] },
        ...options,
        { name: 'Example', value: [commandSpan(command.example)] },
      ],
    },
  };
}

function optional(value: Option['default']): string {
  if (value === undefined) return ', optional';
  return `, optional: ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value} if left out`;
}
