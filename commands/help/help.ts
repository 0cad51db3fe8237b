import { InputError } from '../../src/core/base/errors.ts';
import type { Text } from '../../src/core/base/text.ts';
import { commandSpan, flattenText, joinSentences, joinText } from '../../src/core/base/text.ts';
import { buildUsageSpan } from '../../src/core/command/arguments.ts';
import { button } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext, Option } from '../../src/core/command/command.ts';
import type { Action, Fields } from '../../src/core/message/message.ts';
import { findNearest } from '../../src/core/text/nearest.ts';
import { problems, texts } from '../texts/help.ts';
import { createExamples, type Examples } from './help-examples.ts';

/** How many lines of a summary and an example fit into a field on every platform. */
const LINES_PER_FIELD = 5;

/** At most `LINES_PER_FIELD` commands per section; a command that is in no section is listed under `More`. */
const SECTIONS = {
  lists: ['today', 'week', 'month', 'trending', 'top'],
  read: ['search', 'show', 'summary', 'similar', 'why'],
  vote: ['vote', 'taste'],
  readingList: ['home', 'save', 'saved', 'unsave', 'export'],
  follow: ['follow', 'following', 'unfollow', 'email'],
  post: ['subscribe', 'settings', 'preview', 'post-now', 'status'],
  pause: ['pause', 'resume', 'unsubscribe'],
  data: ['my-data', 'forget'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Section = keyof typeof SECTIONS;

/** The menu: what `help TOPIC` shows. No command has such a name. */
const TOPICS: ReadonlyArray<{ name: string; label: () => string; sections: readonly Section[] }> = [
  { name: 'papers', label: texts.topicPapers, sections: ['lists', 'read', 'vote'] },
  { name: 'reading-list', label: texts.topicReadingList, sections: ['readingList'] },
  { name: 'follows', label: texts.topicFollows, sections: ['follow'] },
  { name: 'daily-post', label: texts.topicDailyPost, sections: ['post', 'pause'] },
  { name: 'your-data', label: texts.topicYourData, sections: ['data'] },
];

const ALL = 'all';

/** Five things to try and a menu of the rest; a topic of the menu; all commands; or one command with its options. */
export const help: Command = {
  name: 'help',
  get summary() {
    return texts.helpSummary();
  },
  example: 'help search',
  options: [
    {
      name: 'command',
      get summary() {
        return texts.helpCommand();
      },
      type: 'text',
      maxLength: 40,
      trailing: true,
    },
  ],
  async run(context, { command: typed }) {
    const shown = context.commands
      .filter(({ hidden }) => !hidden)
      .map((command) => markIfOff(command, context.services));
    const examples = await createExamples(context);
    return { kind: 'message', message: answer(context, shown, examples, typed) };
  },
};

/** What is switched off says so in every list, and why where it is explained. */
function markIfOff(command: Command, services: CommandContext['services']): Command {
  const why = command.explainOff?.(services);
  if (!why) return command;
  const { summary, details = [] } = command;
  return {
    ...command,
    summary: texts.switchedOff({ summary }),
    details: [flattenText(joinSentences(why.what(), why.fix())), ...details],
  };
}

function answer(
  context: CommandContext,
  commands: readonly Command[],
  examples: Examples,
  typed: string | number | boolean | undefined,
): Fields {
  if (typed === undefined) return composeFirstScreen(context, examples);
  const name = nameIn(String(typed));
  const topic = TOPICS.find((one) => one.name === name);
  if (topic) return composeTopicScreen(topic.label(), topic.sections, commands, examples);
  if (name === ALL) return composeAllCommands(commands, examples);
  return explain(commands, name, String(typed), examples);
}

function composeFirstScreen({ asker }: CommandContext, examples: Examples): Fields {
  const things = [
    texts.tryToday({ command: commandSpan('today') }),
    texts.trySearch({ command: commandSpan('search agents') }),
    texts.trySummary({ command: commandSpan(`summary ${examples.paper}`) }),
    texts.tryFollow({ command: commandSpan('follow query agents') }),
    asker.mayManage
      ? texts.trySubscribe({ command: commandSpan('subscribe time:9:00') })
      : texts.trySave({ command: commandSpan(`save ${examples.paper}`) }),
  ];
  return {
    kind: 'fields',
    title: texts.title(),
    intro: texts.intro(),
    fields: [{ name: texts.try(), value: joinText(things, '\n') }],
    actions: listMenu(),
  };
}

function composeTopicScreen(
  title: string,
  sections: readonly Section[],
  commands: readonly Command[],
  examples: Examples,
): Fields {
  const fields = sections.flatMap((name) => listSection(name, commands, examples));
  return { kind: 'fields', title, fields, actions: listMenu() };
}

function composeAllCommands(commands: readonly Command[], examples: Examples): Fields {
  const sections = Object.keys(SECTIONS) as Section[];
  const listed = new Set<string>(Object.values(SECTIONS).flat());
  const others = commands.filter(({ name }) => !listed.has(name));
  return {
    kind: 'fields',
    title: texts.title(),
    intro: texts.intro(),
    fields: [
      ...sections.flatMap((name) => listSection(name, commands, examples)),
      ...composeSection(texts.sectionMore(), others, examples),
    ],
  };
}

function listMenu(): Action[] {
  const topics = TOPICS.flatMap(({ name, label }) => button(label(), `help ${name}`, 'update'));
  return [...topics, ...button(texts.topicAll(), `help ${ALL}`, 'update')];
}

const SECTION_TITLES: Readonly<Record<Section, () => string>> = {
  lists: texts.sectionLists,
  read: texts.sectionRead,
  vote: texts.sectionVote,
  readingList: texts.sectionReadingList,
  follow: texts.sectionFollow,
  post: texts.sectionPost,
  pause: texts.sectionPause,
  data: texts.sectionData,
};

function listSection(name: Section, commands: readonly Command[], examples: Examples): Fields['fields'] {
  const names: readonly string[] = SECTIONS[name];
  const own = names.flatMap((one) => commands.find((command) => command.name === one) ?? []);
  return composeSection(SECTION_TITLES[name](), own, examples);
}

/** An example and what it does, a line each. A field of its own for each command would be more than Discord takes. */
function composeSection(
  name: string,
  commands: readonly Command[],
  examples: Examples,
): Array<{ name: string; value: Text }> {
  const lines = commands.map((command) =>
    texts.line({ command: commandSpan(examples.toLine(command)), summary: command.summary }),
  );
  return Array.from({ length: Math.ceil(lines.length / LINES_PER_FIELD) }, (_, i) => ({
    name,
    value: joinText(lines.slice(i * LINES_PER_FIELD, (i + 1) * LINES_PER_FIELD), '\n'),
  }));
}

/** The name in `summary`, `/summary` and `/papers summary`. */
function nameIn(typed: string): string {
  return typed.replace(/^\/?(?:papers\s+)?/i, '').toLowerCase();
}

function explain(commands: readonly Command[], name: string, typed: string, examples: Examples): Fields {
  const command = commands.find((one) => one.name === name);
  if (!command) throw createUnknownCommandError(commands, name, typed);
  const { summary, details, manage } = command;
  return {
    kind: 'fields',
    title: command.name,
    intro: manage ? texts.needsManager({ summary }) : texts.sentence({ summary }),
    fields: [
      { name: texts.usage(), value: [buildUsageSpan(command)] },
      ...command.options.map((option) => ({ name: option.name, value: describeOption(option) })),
      ...(details ? [{ name: texts.details(), value: details.join('\n') }] : []),
      { name: texts.example(), value: [commandSpan(examples.toLine(command))] },
    ],
  };
}

function createUnknownCommandError(commands: readonly Command[], name: string, typed: string): InputError {
  const names = [...commands.map((one) => one.name), ...TOPICS.map((one) => one.name)];
  const meant = findNearest(name, names);
  const shown = typed.slice(0, 40);
  return new InputError(
    meant === undefined
      ? problems.commandUnknown({ typed: shown, command: commandSpan('help') })
      : problems.commandMisspelled({ typed: shown, command: commandSpan(`help ${meant}`) }),
  );
}

function describeOption({ summary, required, choices, default: value }: Option): string {
  const notes = [choices?.join(', '), required ? undefined : describeDefault(value)]
    .filter((note) => note !== undefined)
    .join('; ');
  return notes === '' ? summary : texts.option({ summary, notes });
}

function describeDefault(value: Option['default']): string {
  if (value === undefined || value === '') return texts.optional();
  const shown = typeof value === 'boolean' ? (value ? texts.yes() : texts.no()) : value;
  return texts.optionalDefault({ value: shown });
}
