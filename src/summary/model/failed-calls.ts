import type { Problem } from '../../core/base/catalog.ts';
import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../text/texts.ts';
import type { Usage } from './budget.ts';
import type { Limits } from './request-size.ts';

// Apart from `toSourceError`, which needs the client of the model: without a model that is not to be loaded.

/**
 * The server answered, and will want to be paid for that, but there is nothing to read: a model that thinks may run out of
 * tokens (`model-failed`), and one may decline (`model-declined`).
 */
export class EmptyAnswer extends SourceError {
  readonly usage: Usage;

  constructor(problem: Problem, usage: Usage) {
    super(problem);
    this.usage = usage;
  }
}

/** The request does not fit into what the server can take: a shorter one may. */
export class RequestTooLong extends SourceError {
  readonly limits: Limits;

  constructor(model: string, limits: Limits, cause: unknown) {
    super(problems.contextTooSmall({ model }), { cause });
    this.limits = limits;
  }
}

export function createDeclinedError(model: string, usage: Usage): EmptyAnswer {
  return new EmptyAnswer(problems.modelDeclined({ model }), usage);
}
