import { InputError } from '../src/core/base/errors.ts';
import { nearest } from '../src/core/base/nearest.ts';
import type { Text } from '../src/core/base/text.ts';
import { commandSpan, joinText, words } from '../src/core/base/text.ts';
import { usageSpan } from '../src/core/command/arguments.ts';
import type { Command, Option } from '../src/core/command/command.ts';

/** So many lines of a summary and an example fit into a field on every platform. */
const LINES_PER_FIELD = 5;

/** At most `LINES_PER_FIELD` commands each; a command that stands in none of them is listed under `More`. */
const SECTIONS: ReadonlyArray<readonly [title: string, names: readonly string[]]> = [
  ['Lists of papers', ['today', 'week', 'month', 'trending', 'top']],
  ['Find and read papers', ['search', 'show', 'summary', 'similar', 'why']],
  ['Your reading list', ['save', 'saved', 'unsave', 'export']],
  ['Follow authors, organizations and topics', ['follow', 'following', 'unfollow']],
  ['Your data', ['my-data', 'forget']],
  ["This channel's daily post (for channel managers)", ['subscribe', 'settings', 'preview', 'post-now']],
  ['Pause or end the daily post (for channel managers)', ['pause', 'resume', 'unsubscribe']],
];

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
          'Trending research papers in the channels where you talk. React with 👍 or 👎 on a card, or with its number on an overview, to vote.',
        fields: [
          ...SECTIONS.flatMap(([title, names]) =>
            section(
              title,
              shown.filter(({ name }) => names.includes(name)),
            ),
          ),
          ...section(
            'More',
            shown.filter(({ name }) => !SECTIONS.some(([, names]) => names.includes(name))),
          ),
        ],
      },
    };
  },
};

/** An example and what it does, a line each. A field of its own for each command would be more than Discord takes. */
function section(name: string, commands: readonly Command[]): Array<{ name: string; value: Text }> {
  const lines = commands.map(({ example, summary }) => words`${commandSpan(example)} – ${summary}`);
  return Array.from({ length: Math.ceil(lines.length / LINES_PER_FIELD) }, (_, i) => ({
    name,
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
      fix: meant
        ? words`Did you mean ${commandSpan(`help ${meant}`)}?`
        : words`See all commands: ${commandSpan('help')}`,
    });
  }
  const options = command.options.map(({ name: option, summary, required, choices, ...rest }) => ({
    name: option,
    value: [
      summary,
      ...inParentheses(choices?.join(', '), required ? undefined : optional(rest.default)),
    ].join(' '),
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
        ...(command.details ? [{ name: 'Details', value: command.details.join('\n') }] : []),
        { name: 'Example', value: [commandSpan(command.example)] },
      ],
    },
  };
}

function optional(value: Option['default']): string {
  if (value === undefined) return 'optional';
  return `optional, default: ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`;
}

function inParentheses(...parts: ReadonlyArray<string | undefined>): string[] {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? [] : [`(${given.join('; ')})`];
}
