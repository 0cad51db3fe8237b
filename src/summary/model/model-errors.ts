import { APIConnectionError, APIError } from 'openai';
import { SourceError } from '../../core/base/errors.ts';
import type { Usage } from './budget.ts';
import type { Limits } from './request-size.ts';
import { tooLongFor } from './too-long.ts';

/**
 * The server answered, and will want to be paid for that, but there is nothing to read: a model that thinks may run out of
 * tokens (`model-failed`), and one may decline (`model-declined`).
 */
export class EmptyAnswer extends SourceError {
  readonly usage: Usage;

  constructor(code: 'model-failed' | 'model-declined', message: string, usage: Usage) {
    super(code, message);
    this.usage = usage;
  }
}

/** The request does not fit into what the server can take: a shorter one may. */
export class RequestTooLong extends SourceError {
  readonly limits: Limits;

  constructor(model: string, limits: Limits, cause: unknown) {
    super('model-context', `the context of ${model} is too small for a paper`, {
      cause,
      fix: 'Serve the model with a context of 16,384 tokens, or 4,096 at least (llama.cpp: -c, vLLM: --max-model-len, Ollama: OLLAMA_CONTEXT_LENGTH).',
    });
    this.limits = limits;
  }
}

export function declined(model: string, usage: Usage): EmptyAnswer {
  return new EmptyAnswer('model-declined', `${model} declined to summarize this paper`, usage);
}

/** What went wrong, for people. The server's own words stay out: they may hold the key, or the paper. */
export function toSourceError(error: unknown, model: string): SourceError {
  // A reply beyond its limits: the reader of replies does not know that it was a model's.
  if (error instanceof SourceError && error.code.startsWith('source-'))
    return new SourceError('model-failed', error.message, { cause: error });
  if (error instanceof SourceError) return error;
  if (error instanceof APIConnectionError)
    return new SourceError('model-unreachable', `the server of ${model} cannot be reached`, { cause: error });
  if (!(error instanceof APIError) || error.status === undefined)
    return new SourceError('model-failed', `${model} gave no usable answer`, { cause: error });
  const { status } = error;
  const limits = status === 429 ? undefined : tooLongFor(error.message, error.error);
  if (limits || status === 413) return new RequestTooLong(model, limits ?? {}, error);
  if (status === 429)
    return new SourceError('model-busy', `the server of ${model} is busy (429)`, { cause: error });
  if (status === 404)
    return new SourceError('model-refused', `the server of ${model} knows no such model or address (404)`, {
      cause: error,
      fix: `Check LLM_BASE_URL, and that the server has ${model} (with Ollama: ollama pull ${model}).`,
    });
  if (status < 500)
    return new SourceError('model-refused', `the server of ${model} refused the request (${status})`, {
      cause: error,
      fix:
        status === 402 ? 'The account has no credit left: add some, or take another model.' : CHECK_SETTINGS,
    });
  return new SourceError('model-failed', `the server of ${model} failed (${status})`, { cause: error });
}

const CHECK_SETTINGS = 'Check LLM_BASE_URL, LLM_MODEL and LLM_API_KEY.';
