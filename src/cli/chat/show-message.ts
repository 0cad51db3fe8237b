import type { ChannelId } from '../../core/base/ids.ts';
import { flattenText, joinText, type Text } from '../../core/base/text.ts';
import type { Command } from '../../core/command/command.ts';
import type { Fields, Message, Notice } from '../../core/message/message.ts';
import type { App } from '../base/app.ts';
import { texts } from '../base/texts.ts';
import type { ChatCommand } from './chat-commands.ts';
import { wordForCommandLine } from './word-commands.ts';

interface Showing {
  /** The channel that commands in the text are for. */
  readonly channel?: ChannelId | undefined;
  /** The command that answers: its own lines in the text are worded with all of its options. */
  readonly entry?: ChatCommand;
  readonly command?: Command;
  /** It is no part of the answer. */
  readonly isOnStderr?: boolean;
}

type Shown = Pick<App, 'renderPapers' | 'print' | 'printError'>;

/** Prints an answer: papers as at the prompt, named values and notices a line each, so that they can be cut and searched. */
export function showMessage(app: Shown, message: Message, showing: Showing = {}): void {
  const isMistake = message.kind === 'notice' && (message.tone === 'warning' || message.tone === 'error');
  const print = isMistake || showing.isOnStderr ? app.printError : app.print;
  print(writeLines(app, message, (text) => wordForCommandLine(text, showing.channel, showing)).join('\n'));
}

function writeLines(app: Shown, message: Message, say: (text: Text) => string): string[] {
  if (message.kind === 'fields') return listFieldLines(message, say);
  if (message.kind === 'notice') return listNoticeLines(message, say);
  if (message.kind !== 'list') return [app.renderPapers(message).trimEnd()];
  const { title, note, empty, entries } = message;
  if (entries.length > 0)
    return [
      app.renderPapers(message).trimEnd(),
      `   ${texts.readByNumber({ command: `${texts.startCommand()} summary ${entries[0]?.n ?? 1}` })}`,
    ];
  return [title, sayOptional(note), sayOptional(empty, say)].filter((line) => line !== '');
}

function sayOptional(text: Text | undefined, say: (text: Text) => string = flattenText): string {
  return text === undefined ? '' : say(text);
}

function listFieldLines({ title, intro, fields }: Fields, say: (text: Text) => string): string[] {
  const values = fields.map(({ name, value }) => `  ${name}: ${say(value).replaceAll('\n', '\n    ')}`);
  return [title, ...values, ...(intro === undefined ? [] : [say(intro)])];
}

function listNoticeLines({ title, text, fix, example }: Notice, say: (text: Text) => string): string[] {
  return [
    text === undefined ? title : `${title}. ${say(text)}`,
    ...(fix === undefined ? [] : [say(fix)]),
    ...(example === undefined ? [] : [say(joinText([texts.example(), ' ', example]))]),
  ];
}
