import OpenAI, { APIError } from 'openai';
import { SourceError } from '../../core/base/errors.ts';
import { createCappedFetch } from '../../core/replies/capped-fetch.ts';
import { problems, texts } from '../text/texts.ts';
import { type Completion, readCompletion } from './completion.ts';
import { RequestTooLong } from './failed-calls.ts';
import { toSourceError } from './model-errors.ts';
import type { ChatMessage } from './prompt.ts';
import { createRetryingFetch } from './retrying-fetch.ts';
import { readStatusOfError } from './status-of-error.ts';

/** An OpenAI-compatible endpoint. */
export interface ModelSettings {
  /** With the version: `https://api.example.com/v1`, `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Servers that people run themselves often need none. */
  readonly apiKey?: string;
  /** For one answer, retries included. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

export interface Model {
  readonly name: string;
  /**
   * One answer in JSON. Throws the reason of `signal` once that is aborted, else a `SourceError`: `model-timeout`,
   * `model-busy`, `model-unreachable`, `model-refused` (the fix is the operator's), `model-context` (a
   * `RequestTooLong`: a shorter one may do), `model-declined` or `model-failed` (an `EmptyAnswer` where the server
   * used tokens for it).
   */
  complete(
    messages: readonly ChatMessage[],
    schema: Record<string, unknown>,
    maxOutputTokens: number,
    signal: AbortSignal,
  ): Promise<Completion>;
}

const TIMEOUT_MS = 60_000;
/** Of a reply: an answer has 20 KB at most, with all that a model thought before it. */
const LIMITS = { maxBytes: 1_000_000, json: { maxDepth: 64, maxValues: 50_000 } };
/** The library retries what a server certainly did not carry out, and 5xx; the deadline is over all of it. */
const RETRIES = 2;

/** What a server turned out not to know, by what it says in its 400; llama.cpp says it with a 500. */
const QUIRKS = {
  schema: /response_format|json_schema|structured|grammar/i,
  temperature: /temperature/i,
  maxTokens: /max_tokens|max_completion_tokens/i,
  system:
    /system (?:role|message|prompt|instruction)|developer instruction|only user and assistant roles|roles must alternate/i,
} as const;
type Quirk = keyof typeof QUIRKS;

/** A model behind an OpenAI-compatible endpoint, asked for structured output where the server can do that. */
export function createModel(settings: ModelSettings): Model {
  const { model, timeoutMs = TIMEOUT_MS } = settings;
  const client = new OpenAI({
    baseURL: settings.baseUrl,
    apiKey: settings.apiKey ?? 'none',
    // The environment of the process must not reach a server that the settings do not name.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout: timeoutMs,
    maxRetries: RETRIES,
    logLevel: 'off',
    // Nobody but the server that the settings name gets the paper and the key.
    fetchOptions: { redirect: 'manual' },
    fetch: createRetryingFetch(
      readStatusOfError(
        createCappedFetch(settings.fetch ?? fetch, { ...LIMITS, who: texts.server({ model }) }),
      ),
    ),
  });
  const unknown = new Set<Quirk>();

  async function ask(
    messages: readonly ChatMessage[],
    schema: Record<string, unknown>,
    maxOutputTokens: number,
    signal: AbortSignal,
  ): Promise<Completion> {
    // Another call in progress may find out the same meanwhile.
    const spared = new Set(unknown);
    try {
      const reply = await client.chat.completions.create(
        {
          model,
          messages: spared.has('system') ? withoutSystem(messages) : [...messages],
          ...(spared.has('maxTokens')
            ? { max_completion_tokens: maxOutputTokens }
            : { max_tokens: maxOutputTokens }),
          ...(spared.has('temperature') ? {} : { temperature: 0.2 }),
          ...(spared.has('schema')
            ? {}
            : {
                response_format: {
                  type: 'json_schema',
                  json_schema: { name: 'summary', schema, strict: true },
                },
              }),
        },
        { signal },
      );
      return readCompletion(reply, messages, model);
    } catch (error) {
      const quirk = findQuirk(error, model);
      if (quirk === undefined || spared.has(quirk)) throw error;
      unknown.add(quirk);
      return ask(messages, schema, maxOutputTokens, signal);
    }
  }

  return {
    name: model,
    async complete(messages, schema, maxOutputTokens, signal) {
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        return await ask(messages, schema, maxOutputTokens, AbortSignal.any([signal, deadline]));
      } catch (error) {
        signal.throwIfAborted();
        throw deadline.aborted
          ? new SourceError(problems.modelTimeout({ model, seconds: timeoutMs / 1000 }))
          : toSourceError(error, model);
      }
    },
  };
}

/** The task at the beginning of the first message, for chat templates that only have users and assistants. */
function withoutSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const task = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const [first, ...rest] = messages.filter(({ role }) => role !== 'system');
  if (first === undefined) return [{ role: 'user', content: task.join('\n\n') }];
  return [{ ...first, content: [...task, first.content].join('\n\n') }, ...rest];
}

function findQuirk(error: unknown, model: string): Quirk | undefined {
  if (!(error instanceof APIError) || ![400, 422, 500].includes(error.status ?? 0)) return undefined;
  // vLLM names `max_tokens` when the context is too small for them.
  if (toSourceError(error, model) instanceof RequestTooLong) return undefined;
  const names = Object.keys(QUIRKS) as Quirk[];
  return names.find((name) => QUIRKS[name].test(error.message));
}
