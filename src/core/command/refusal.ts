import { InputError, PaperboyError, publicMessage, SourceBusyError, SourceError } from '../base/errors.ts';
import { commandSpan } from '../base/text.ts';
import type { Notice } from '../message/message.ts';
import type { Command } from './command.ts';
import { texts } from './texts.ts';

/** For input that could not be parsed: an example shows the form. */
export class ArgumentsRefused extends Error {
  readonly command: Command;

  constructor(command: Command, cause: InputError) {
    super(cause.message, { cause });
    this.name = 'ArgumentsRefused';
    this.command = command;
  }
}

/** The message for the person whose command ended in this error. */
export function refusalNotice(error: unknown, requestId: string): Notice {
  if (error instanceof ArgumentsRefused) {
    const { command, cause } = error;
    // Repeating a command without options would not help, and what only buttons run is never typed.
    const canBeTyped = !command.hidden && command.options.length > 0;
    const example = canBeTyped ? { example: commandSpan(command.example) } : {};
    return { ...refusalNotice(cause, requestId), ...example };
  }
  if (!(error instanceof PaperboyError)) return failureNotice(requestId);
  const title = publicMessage(error);
  if (error instanceof SourceError && !(error instanceof SourceBusyError))
    return { kind: 'notice', tone: 'warning', title, fix: texts.tryInMinutes(), requestId };
  // What only the operator can fix, and may name files of the machine, is in the log.
  if (title !== error.message) return { ...failureNotice(requestId), title };
  return {
    kind: 'notice',
    tone: 'warning',
    title,
    ...(error.fix ? { fix: error.fix } : {}),
    // For a typing mistake or a rate limit there is nothing more to find in the log.
    ...(error instanceof InputError || error instanceof SourceBusyError ? {} : { requestId }),
  };
}

/** The code of an error that the person can fix; `undefined` for a fault of the bot or its machine. */
export function peopleCode(error: unknown): string | undefined {
  const cause = error instanceof ArgumentsRefused ? error.cause : error;
  return cause instanceof PaperboyError && publicMessage(cause) === cause.message ? cause.code : undefined;
}

/** Says that something failed that the person cannot fix. */
export function failureNotice(requestId: string): Notice {
  return {
    kind: 'notice',
    tone: 'error',
    title: texts.wentWrong(),
    fix: texts.wentWrongFix(),
    requestId,
  };
}
