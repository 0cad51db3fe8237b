import { InputError } from '../../core/base/errors.ts';
import { type ChannelId, parsePlatform, splitId, toPersonId, toTenantId } from '../../core/base/ids.ts';
import { readActionId } from '../../core/command/action-id.ts';
import type { Command } from '../../core/command/command.ts';
import { type AskedQuestion, findQuestion } from '../../core/command/confirmation.ts';
import type { Asker, Reply } from '../../core/message/interaction.ts';
import type { Message, PaperList } from '../../core/message/message.ts';
import { capitalize } from '../../core/text/capitalize.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';
import { type ChatCommand, listOptionsHere, listPositionalOptions, toFlag } from './chat-commands.ts';
import { findChannel } from './find-channel.ts';
import { findPrompt } from './find-prompt.ts';
import { toRecords } from './message-records.ts';
import { showMessage } from './show-message.ts';
import { toShellLine } from './word-commands.ts';

/** What was typed behind the command's name. */
export interface Typed {
  /** The positional arguments, in order; several words of one are an array. */
  readonly positional: ReadonlyArray<string | readonly string[]>;
  /** By the flag in camel case, as commander gives them. */
  readonly flags: Readonly<Record<string, unknown>>;
}

export type ChatCommandApp = Pick<
  App,
  | 'runCommand'
  | 'pressButton'
  | 'askYesNo'
  | 'isAttended'
  | 'renderPapers'
  | 'print'
  | 'printError'
  | 'search'
  | 'store'
  | 'platforms'
  | 'platformInfo'
  | 'log'
>;

const MAX_RESULTS = 1000;
const USUAL_RESULTS = 10;

/** Runs a command of the chats for the operator, and prints its answer. */
export async function runChatCommand(
  app: ChatCommandApp,
  entry: ChatCommand,
  command: Command,
  typed: Typed,
): Promise<number> {
  const { hasChannel, hasLimit, usesIndex } = entry;
  const [first, ...others] = typed.positional;
  const channel = hasChannel ? await findChannel(app, String(first)) : undefined;
  const given = readTyped(entry, command, { ...typed, positional: hasChannel ? others : typed.positional });
  const limit = hasLimit ? readLimit(typed.flags.limit) : undefined;
  if (usesIndex) await app.search.ready;
  const asker: Asker = {
    ...createOperator(app, channel),
    ...(limit === undefined ? {} : { pageSize: limit }),
  };
  const message = await askFor(app, asker, command, given);
  const showing = { channel, entry, command };
  const isJson = typed.flags.json === true;
  const question = findQuestion(message);
  if (!question) return answerWith(app, message, showing, isJson);
  const isYes = typed.flags.yes === true;
  const isAsked = !isYes && app.isAttended;
  if (isAsked && !(await isConfirmed(app, question, showing, isJson))) {
    app.printError(texts.leftAsItWas());
    return EXIT.refused;
  }
  const answer = toShownMessage(await app.pressButton(asker, question.confirm.id), command);
  if (!isAsked) showUnasked(app, question, answer, { ...showing, isOnStderr: isJson, isYes });
  return answerWith(app, answer, showing, isJson);
}

interface Showing {
  readonly channel: ChannelId | undefined;
  readonly entry: ChatCommand;
  readonly command: Command;
}

/** Says what would be done, and asks for confirmation. */
async function isConfirmed(
  app: ChatCommandApp,
  { message, confirm }: AskedQuestion,
  showing: Showing,
  isJson: boolean,
): Promise<boolean> {
  showMessage(app, message, { ...showing, isOnStderr: isJson });
  return app.askYesNo(texts.askYesNo({ what: confirm.label }));
}

/** A program has confirmed by its flags. What the answer repeats of the question is left to the answer. */
function showUnasked(
  app: ChatCommandApp,
  { message }: AskedQuestion,
  answer: Message,
  { isYes, ...showing }: Showing & { readonly isOnStderr: boolean; readonly isYes: boolean },
): void {
  const title = texts.unasked({ because: isYes ? 'yes' : 'unattended' });
  const repeated = new Set(answer.kind === 'fields' ? answer.fields.map(({ name }) => name) : []);
  if (message.kind === 'notice') showMessage(app, { ...message, title }, showing);
  else if (message.kind === 'fields') {
    const fields = message.fields.filter(({ name }) => !repeated.has(name));
    showMessage(app, { ...message, title, fields }, showing);
  }
}

/** The answer of a command; throws what it throws. */
async function askFor(
  { runCommand, printError }: Pick<App, 'runCommand' | 'printError'>,
  asker: Asker,
  command: Command,
  given: Readonly<Record<string, string>>,
): Promise<Message> {
  return toShownMessage(
    await runCommand(asker, command, given, (status) => printError(`${status}…`)),
    command,
  );
}

function toShownMessage(reply: Reply, command: Command): Message {
  if (reply.kind === 'message' || reply.kind === 'update') return reply.message;
  throw new Error(`${command.name} answers with a ${reply.kind}, which the command line does not show`);
}

/** Whoever runs the bot, in a channel or at their own prompt. */
function createOperator(app: Pick<App, 'platformInfo' | 'platforms'>, at: ChannelId | undefined): Asker {
  const prompt = findPrompt(app);
  const channelId = at ?? prompt.channel;
  const { platform, tenant, id } = splitId(channelId);
  return {
    ...{ platform, channel: id, channelId },
    // On Discord the server is never needed: a channel's id implies it.
    tenant: tenant ?? toTenantId(platform, 'local'),
    person: toPersonId(parsePlatform(prompt.channel), 'operator'),
    isOperator: true,
    isDirect: true,
    mayManage: true,
  };
}

async function answerWith(
  app: ChatCommandApp,
  message: Message,
  showing: Showing,
  isJson: boolean,
): Promise<number> {
  const { channel, entry, command } = showing;
  const isWithoutPapers = (await app.store.papers.count()) === 0;
  const isEmptyList = message.kind === 'list' && message.entries.length === 0;
  if (isJson) {
    for (const record of toRecords(message)) app.print(JSON.stringify(record));
    // The output stays one record a line.
    if (message.kind === 'list') {
      const list = isEmptyList && !isWithoutPapers ? message : withoutEmpty(message);
      showMessage(app, { ...list, entries: [] }, { ...showing, isOnStderr: true });
    }
  } else showMessage(app, isEmptyList && isWithoutPapers ? withoutEmpty(message) : message, showing);
  const needsPapers = isEmptyList || (entry.hasChannel && command.propose !== undefined);
  if (isWithoutPapers && needsPapers) app.printError(texts.noPapers());
  for (const { label, line } of listNextLines(entry, command, message, channel))
    app.printError(`${label}: ${line}`);
  return message.kind === 'notice' && message.tone === 'error' ? EXIT.refused : EXIT.ok;
}

/** Other words would find nothing either, where there are no papers. */
function withoutEmpty({ empty: _empty, ...list }: PaperList): PaperList {
  return list;
}

/** What the buttons of an answer ask of the same command, as lines for the shell: the next page, another word. */
function listNextLines(
  entry: ChatCommand,
  command: Command,
  message: Message,
  channel: ChannelId | undefined,
): Array<{ label: string; line: string }> {
  const actions = 'actions' in message ? (message.actions ?? []) : [];
  return actions.flatMap((action) => {
    const line = action.kind === 'button' ? readActionId(action.id)?.line : undefined;
    if (line === undefined || line.split(' ', 1)[0] !== command.name) return [];
    const rest = line.slice(command.name.length).trim();
    return [{ label: action.label, line: toShellLine(entry, command, rest, channel) }];
  });
}

/** The options by their name in the command, as text. */
function readTyped(entry: ChatCommand, command: Command, typed: Typed): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [i, option] of listPositionalOptions(command).entries()) {
    const value = typed.positional[i];
    const words = typeof value === 'string' ? [value] : (value ?? []);
    refuseUnknownOption(entry, words);
    if (words.length > 0) given[option.name] = words.join(' ');
  }
  for (const option of listOptionsHere(command)) {
    const value = typed.flags[toCamelCase(toFlag(entry, option).slice(2))];
    if (value !== undefined) given[option.name] = String(value);
  }
  return given;
}

/** `-word` leaves out a word of a search; what begins with two dashes was meant for us. */
function refuseUnknownOption(entry: ChatCommand, words: readonly string[]): void {
  const unknown = words.find((word) => /^--[a-z]/.test(word));
  if (unknown !== undefined)
    throw new InputError(problems.optionUnknown({ command: entry.name, option: unknown }));
}

function readLimit(typed: unknown): number {
  if (typed === undefined) return USUAL_RESULTS;
  const limit = Number(typed);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_RESULTS) return limit;
  throw new InputError(problems.limitInvalid({ most: String(MAX_RESULTS), typed: String(typed) }));
}

function toCamelCase(flag: string): string {
  const [head = '', ...tail] = flag.split('-');
  return head + tail.map((part) => capitalize(part)).join('');
}
