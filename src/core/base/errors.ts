import type { Problem, ProblemCode } from './catalog.ts';
import { speakEnglish } from './language.ts';
import { flattenText, type Text } from './text.ts';
import { problems } from './texts.ts';

interface ErrorOptions {
  readonly fix?: Text | undefined;
  /** What people in a channel read instead, where only the operator can act on the error. */
  readonly publicly?: Problem;
  readonly cause?: unknown;
}

/** What an error is about: the exit status of a command line follows from it. */
export type ErrorKind =
  /** What was typed. */
  | 'input'
  | 'settings'
  | 'source'
  | 'platform'
  /** The database, the disk, the search index, a port of this machine. */
  | 'machine'
  /** Nothing went wrong: the process stops. */
  | 'stopped';

/**
 * The few ways in which things go wrong for a person. The message says what happened, `fix` what to do about it;
 * `code` is stable and safe to test for.
 */
export class PaperboyError extends Error {
  readonly code: ProblemCode;
  /** In English, as the message: the log is the operator's, whatever language a reader has. */
  readonly fix: Text | undefined;
  /** What people in a channel read instead of the message, which may name a file of this machine. */
  readonly publicProblem: Problem | undefined;

  /** The same as data. */
  readonly problem: Problem;
  readonly #fix: Text | undefined;

  constructor(problem: Problem, options: ErrorOptions = {}) {
    const message = speakEnglish(() => flattenText(problem.what()));
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = problem.code;
    this.problem = problem;
    this.#fix = options.fix;
    this.fix = options.fix ?? speakEnglish(() => problem.fix());
    this.publicProblem = options.publicly;
  }

  get kind(): ErrorKind {
    return 'machine';
  }

  /** What to do, in the language of whoever reads it. */
  sayFix(): Text | undefined {
    return this.#fix ?? this.problem.fix();
  }

  /** What went wrong, in the language of whoever reads it. */
  sayWhat(): string {
    return flattenText(this.problem.what());
  }
}

/** Something that a person typed cannot be used. */
export class InputError extends PaperboyError {
  override get kind(): ErrorKind {
    return 'input';
  }
}

/**
 * An outside source (Hugging Face, arXiv, a model) failed or returned nonsense. The message is for the operator: it may name an
 * internal address and quote what a server said. People read that the source cannot be reached.
 */
export class SourceError extends PaperboyError {
  constructor(problem: Problem, options: ErrorOptions = {}) {
    super(problem, { publicly: problems.outsideUnavailable(), ...options });
  }

  override get kind(): ErrorKind {
    return this.code === 'source-stopped' ? 'stopped' : 'source';
  }

  /** The same error, naming the source as people know it. */
  withSource(source: string): SourceError {
    const named = new SourceError(this.problem, {
      fix: this.fix,
      cause: this.cause,
      publicly: this.kind === 'stopped' ? problems.beingStopped() : problems.sourceUnavailable({ source }),
    });
    named.stack = this.stack;
    return named;
  }
}

/** The source works but cannot be asked at once: people read why, and `fix` says when to try again. */
export class SourceBusyError extends SourceError {
  constructor(problem: Problem) {
    super(problem, { publicly: problem });
  }

  /** Its message already names the source. */
  override withSource(): SourceError {
    return this;
  }
}

export type DeliveryFault =
  /** The channel refuses and will keep refusing: kicked, missing permission, archived. Pause it and notify. */
  | 'refused'
  /** The channel, thread or message is gone. */
  | 'gone'
  /** The token is not accepted: nothing on this platform will work. */
  | 'unauthorized'
  /** Certainly not carried out; may work later (429, a 5xx before the request was accepted, connection refused). */
  | 'transient'
  /** The request may have been carried out: the connection broke after it was sent. Look it up before sending again. */
  | 'unknown'
  /** The platform calls our payload malformed: a bug on our side. */
  | 'rejected';

/** A platform did not take a post. */
export class DeliveryError extends PaperboyError {
  readonly fault: DeliveryFault;
  /** How long the platform asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** `post`: only this post or its thread is gone or closed; the channel itself works. */
  readonly about: 'post' | undefined;

  constructor(
    fault: DeliveryFault,
    problem: Problem,
    options: ErrorOptions & { retryAfterMs?: number; about?: 'post' } = {},
  ) {
    super(problem, options);
    this.fault = fault;
    this.retryAfterMs = options.retryAfterMs;
    this.about = options.about;
  }

  override get kind(): ErrorKind {
    return 'platform';
  }

  /** Whether a retry may work later: the platform was unreachable or busy, and did not refuse. */
  get isRetryable(): boolean {
    return this.fault === 'transient' || this.fault === 'unknown';
  }
}

/** Ended by us because the process stops: neither a failure nor a refusal. */
export class StoppedError extends DeliveryError {
  constructor(fault: 'transient' | 'unknown' = 'transient') {
    super(fault, problems.stopping());
  }

  override get kind(): ErrorKind {
    return 'stopped';
  }
}

/** What went wrong, for people in a channel: details that only the operator may see or can act on are left to the log. */
export function toPublicProblem(error: unknown): Problem {
  if (error instanceof InputError || error instanceof DeliveryError) return error.problem;
  return (error instanceof PaperboyError ? error.publicProblem : undefined) ?? problems.wentWrong();
}

/** The same in words. */
export function toPublicMessage(error: unknown): string {
  return flattenText(toPublicProblem(error).what());
}

/** What went wrong, for the operator; of an error that is not ours its own words. */
export function toProblem(error: unknown): Problem {
  if (error instanceof PaperboyError) return error.problem;
  return problems.unexpected({ text: error instanceof Error ? error.message : String(error) });
}
