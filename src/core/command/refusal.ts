import {
  InputError,
  PaperboyError,
  SourceBusyError,
  SourceError,
  toPublicMessage,
  toPublicProblem,
} from '../base/errors.ts';
import { commandSpan } from '../base/text.ts';
import type { Action, Notice } from '../message/message.ts';
import { INVALID_ARGUMENTS } from './arguments.ts';
import type { Command } from './command.ts';
import { texts } from './texts.ts';

/** For input that could not be parsed: an example shows how it is typed, or a button leads back to the form. */
export class ArgumentsRefused extends Error {
  readonly command: Command;
  /** It was sent off in a form, with the button that opens it again, if it can be opened. */
  readonly form: { readonly reopen: Action | undefined } | undefined;

  constructor(command: Command, cause: InputError, form?: ArgumentsRefused['form']) {
    super(cause.message, { cause });
    this.name = 'ArgumentsRefused';
    this.command = command;
    this.form = form;
  }
}

/** The message for the person whose command ended in this error. */
export function toRefusalNotice(error: unknown, requestId: string): Notice {
  if (error instanceof ArgumentsRefused) {
    const { command, cause, form } = error;
    if (form) return toFormRefusal(toRefusalNotice(cause, requestId), cause, form.reopen);
    // Repeating a command without options would not help, and what only buttons run is never typed.
    const canBeTyped = !command.hidden && command.options.length > 0;
    const example = canBeTyped ? { example: commandSpan(command.example) } : {};
    return { ...toRefusalNotice(cause, requestId), ...example };
  }
  if (!(error instanceof PaperboyError)) return toFailureNotice(requestId);
  const title = toPublicMessage(error);
  if (error instanceof SourceError && !(error instanceof SourceBusyError))
    return { kind: 'notice', tone: 'warning', title, fix: texts.tryInMinutes(), requestId };
  // What only the operator can fix, and may name files of the machine, is in the log.
  if (!isForPeople(error)) return { ...toFailureNotice(requestId), title };
  return {
    kind: 'notice',
    tone: 'warning',
    title,
    ...withFix(error),
    // For an argument that is wrong or a rate limit there is nothing more to find in the log.
    ...(error instanceof InputError || error instanceof SourceBusyError ? {} : { requestId }),
  };
}

/** In a form nothing is typed as a command, so neither its usage nor an example of it helps there. */
function toFormRefusal({ fix, ...notice }: Notice, cause: unknown, reopen: Action | undefined): Notice {
  const isUsage = cause instanceof InputError && cause.code === INVALID_ARGUMENTS;
  return {
    ...notice,
    ...(fix === undefined || isUsage ? {} : { fix }),
    ...(reopen ? { actions: [reopen] } : {}),
  };
}

/** The code of an error that the person can fix; `undefined` for a fault of the bot or its machine. */
export function toPeopleCode(error: unknown): string | undefined {
  const cause = error instanceof ArgumentsRefused ? error.cause : error;
  return cause instanceof PaperboyError && isForPeople(cause) ? cause.code : undefined;
}

/** Whether people read the error itself, and not only that something failed. */
function isForPeople(error: PaperboyError): boolean {
  return toPublicProblem(error) === error.problem;
}

function withFix(error: PaperboyError): Pick<Notice, 'fix'> {
  const fix = error.sayFix();
  return fix === undefined ? {} : { fix };
}

/** Says that something failed that the person cannot fix. */
export function toFailureNotice(requestId: string): Notice {
  return {
    kind: 'notice',
    tone: 'error',
    title: texts.wentWrong(),
    fix: texts.wentWrongFix(),
    requestId,
  };
}

/** Somebody asks faster than one may. */
export function slowDown(waitMs: number): Notice {
  const text = texts.tooFastText({ seconds: Math.ceil(waitMs / 1000) });
  return { kind: 'notice', tone: 'info', title: texts.tooFast(), text };
}

/** Where the bot is no member nothing is posted, and so there is nothing to set. */
export function refuseGuest({ name }: Command): Notice {
  return { kind: 'notice', tone: 'warning', title: texts.needsMember({ name }), fix: texts.needsMemberFix() };
}

/** The command changes the channel. */
export function composeManagersOnly({ name }: Command): Notice {
  const title = texts.needsManager({ name });
  return { kind: 'notice', tone: 'warning', title, fix: texts.needsManagerFix() };
}
