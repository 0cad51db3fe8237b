import { InputError, PaperboyError, publicMessage, SourceBusyError, SourceError } from '../base/errors.ts';
import { commandSpan } from '../base/text.ts';
import type { Notice } from '../message/message.ts';
import type { Command } from './command.ts';
import { texts } from './texts.ts';

/** What could not be read of what was typed: an example shows how it is done. */
export class ArgumentsRefused extends Error {
  readonly command: Command;

  constructor(command: Command, cause: InputError) {
    super(cause.message, { cause });
    this.name = 'ArgumentsRefused';
    this.command = command;
  }
}

/** Says an error to the person whose command it ended. */
export function refusalNotice(error: unknown, requestId: string): Notice {
  if (error instanceof ArgumentsRefused) {
    const { command, cause } = error;
    // To type what has no options once more would not help, and what buttons alone lead to is never typed.
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
    // Of a mistake in what was typed, or of haste, nobody need look for more in the log.
    ...(error instanceof InputError || error instanceof SourceBusyError ? {} : { requestId }),
  };
}

/** The code of an error that the person can do something about; `undefined` for a fault of ours or of the machine. */
export function peopleCode(error: unknown): string | undefined {
  const cause = error instanceof ArgumentsRefused ? error.cause : error;
  return cause instanceof PaperboyError && publicMessage(cause) === cause.message ? cause.code : undefined;
}

/** Says that something failed which a person can do nothing about. */
export function failureNotice(requestId: string): Notice {
  return {
    kind: 'notice',
    tone: 'error',
    title: texts.wentWrong(),
    fix: texts.wentWrongFix(),
    requestId,
  };
}
