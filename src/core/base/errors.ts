import type { Problem } from './catalog.ts';
import { plainText, type Text } from './text.ts';
import { problems, texts } from './texts.ts';

interface ErrorOptions {
  readonly fix?: Text | undefined;
  /** What people in a channel read instead, where the error is the operator's. */
  readonly publicly?: Problem | string;
  readonly cause?: unknown;
}

/**
 * The few ways in which things go wrong for a person. The message says what happened, `fix` what to do about it;
 * `code` is stable and safe to test for.
 */
export class PaperboyError extends Error {
  readonly code: string;
  readonly fix: Text | undefined;
  /** What people in a channel read instead of the message, which may name a file of this machine. */
  readonly publicly: string | undefined;
  readonly publicProblem: Problem | undefined;

  /** The same as data. */
  readonly problem: Problem;

  constructor(problem: Problem, options: ErrorOptions = {}) {
    super(plainText(problem.what()), options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = problem.code;
    this.problem = problem;
    this.fix = options.fix ?? problem.fix();
    const { publicly } = options;
    this.publicProblem = typeof publicly === 'string' ? undefined : publicly;
    this.publicly = typeof publicly === 'string' ? publicly : publicly && plainText(publicly.what());
  }
}

/** Something that a person typed cannot be used. */
export class InputError extends PaperboyError {}

/**
 * An outside source (Hugging Face, arXiv, a model) failed or answered nonsense. The message is the operator's: it may name an
 * address of the inside and quote what a server said. People hear that the source cannot be reached.
 */
export class SourceError extends PaperboyError {
  constructor(problem: Problem, options: ErrorOptions = {}) {
    super(problem, { publicly: texts.cannotBeReached({ source: texts.serverOutside() }), ...options });
  }

  /** The same error, of a source that people know by this name. */
  of(source: string): SourceError {
    const named = new SourceError(this.problem, {
      ...{ fix: this.fix, cause: this.cause },
      publicly: this.code === 'source-stopped' ? texts.beingStopped() : texts.cannotBeReached({ source }),
    });
    named.stack = this.stack;
    return named;
  }
}

/** A source that is well and cannot be asked at once: people hear why, and `fix` tells when to try again. */
export class SourceBusyError extends SourceError {
  constructor(problem: Problem) {
    super(problem, { publicly: plainText(problem.what()) });
  }

  /** It names its source already. */
  override of(): SourceError {
    return this;
  }
}

export type DeliveryFault =
  /** The channel says no and will go on saying no: kicked, missing permission, archived. Pause and tell. */
  | 'refused'
  /** The channel, thread or message is gone. */
  | 'gone'
  /** The token is not accepted: nothing on this platform will work. */
  | 'unauthorized'
  /** Certainly not carried out; may work later (429, 5xx that was not taken, connection refused). */
  | 'transient'
  /** The request may have been carried out: the connection broke after it was sent. Look it up before sending again. */
  | 'unknown'
  /** The platform calls our payload malformed: a fault of ours. */
  | 'rejected';

/** A platform did not take a post. */
export class DeliveryError extends PaperboyError {
  readonly fault: DeliveryFault;
  /** How long the platform asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** `post`: it is this post or its thread that is gone or closed, and the channel is well. */
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

  /** Whether the same may work in a while: the platform was away or busy, and has not said no. */
  get isPassing(): boolean {
    return this.fault === 'transient' || this.fault === 'unknown';
  }
}

/** We ended it ourselves, because the process stops: nobody has failed, and nobody has said no. */
export class StoppedError extends DeliveryError {
  constructor(fault: 'transient' | 'unknown' = 'transient') {
    super(fault, problems.stopping());
  }
}

/** What went wrong, for people in a channel: what only the operator may see, or can do anything about, is left to the log. */
export function publicMessage(error: unknown): string {
  if (error instanceof InputError || error instanceof DeliveryError) return error.message;
  return (error instanceof PaperboyError ? error.publicly : undefined) ?? texts.wentWrong();
}
