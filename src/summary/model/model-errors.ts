import { APIConnectionError, APIError } from 'openai';
import type { Problem } from '../../core/base/catalog.ts';
import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../text/texts.ts';
import { RequestTooLong } from './failed-calls.ts';
import { findLengthLimit } from './too-long.ts';

/** What went wrong, for people. The server's own words stay out: they may hold the key, or the paper. */
export function toSourceError(error: unknown, model: string): SourceError {
  // A reply beyond its limits: the reader of replies does not know that it was a model's.
  if (error instanceof SourceError && error.code.startsWith('source-'))
    return new SourceError(problems.modelFailed({ why: error.message }), { cause: error });
  if (error instanceof SourceError) return error;
  if (error instanceof APIConnectionError)
    return new SourceError(problems.modelUnreachable({ model }), { cause: error });
  if (!(error instanceof APIError) || error.status === undefined)
    return new SourceError(problems.noUsableAnswer({ model }), { cause: error });
  const { status } = error;
  const limits = status === 429 ? undefined : findLengthLimit(error.message, error.error);
  if (limits || status === 413) return new RequestTooLong(model, limits ?? {}, error);
  return new SourceError(toProblem(status, model), { cause: error });
}

function toProblem(status: number, model: string): Problem {
  if (status === 429) return problems.modelBusy({ model });
  if (status === 404) return problems.unknownModel({ model });
  if (status === 402) return problems.noCredit({ model, status });
  return status < 500 ? problems.modelRefused({ model, status }) : problems.serverFailed({ model, status });
}
