import OpenAI, { APIConnectionError, APIError } from 'openai';
import { SourceError } from '../core/errors.ts';
import type { Usage } from './budget.ts';
import { patientFetch } from './patient-fetch.ts';
import type { ChatMessage } from './prompt.ts';
import { estimateTokens } from './tokens.ts';

/** An OpenAI-compatible endpoint. */
export interface ModelSettings {
  /** With the version: `https://api.example.com/v1`, `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Servers of one's own often want none. */
  readonly apiKey?: string;
  /** For one answer, retries included. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

export interface Completion {
  readonly text: string;
  readonly usage: Usage;
}

/** The server answered, and will want to be paid for that, but without a text: a model that thinks may run out of tokens. */
export class EmptyAnswer extends SourceError {
  readonly usage: Usage;

  constructor(usage: Usage) {
    super('model-failed', 'the model server answered without a text');
    this.usage = usage;
  }
}

export interface Model {
  readonly name: string;
  /**
   * One answer in JSON. Throws the reason of `signal` once that is aborted, else a `SourceError`: `model-timeout`,
   * `model-busy`, `model-unreachable`, `model-refused` (the fix is the operator's) or `model-failed`
   * (an `EmptyAnswer` where the server used tokens for it).
   */
  complete(
    messages: readonly ChatMessage[],
    schema: Record<string, unknown>,
    maxOutputTokens: number,
    signal: AbortSignal,
  ): Promise<Completion>;
}

const TIMEOUT_MS = 60_000;
/** The library retries what a server certainly did not carry out, and 5xx; the deadline is over all of it. */
const RETRIES = 2;
const LONGEST_ANSWER = 20_000;

/** What a server turned out not to know, by what it says in its 400. */
const QUIRKS = {
  schema: /response_format|json_schema|structured|grammar/i,
  temperature: /temperature/i,
  maxTokens: /max_tokens|max_completion_tokens/i,
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
    fetch: patientFetch(settings.fetch ?? fetch),
  });
  const unknown = new Set<Quirk>();

  async function ask(
    messages: readonly ChatMessage[],
    schema: Record<string, unknown>,
    maxOutputTokens: number,
    signal: AbortSignal,
  ): Promise<Completion> {
    // Another call under way may learn the same meanwhile.
    const spared = new Set(unknown);
    try {
      const reply = await client.chat.completions.create(
        {
          model,
          messages: [...messages],
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
      return completionOf(reply, messages);
    } catch (error) {
      const quirk = quirkIn(error);
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
          ? new SourceError('model-timeout', `${model} did not answer in ${timeoutMs / 1000} seconds`)
          : told(error, model);
      }
    },
  };
}

/** The reply's shape is the library's word for it alone: a server may answer anything. */
function completionOf(reply: unknown, messages: readonly ChatMessage[]): Completion {
  const { choices, usage } = (reply ?? {}) as Partial<OpenAI.ChatCompletion>;
  const content: unknown = choices?.[0]?.message?.content;
  const text = typeof content === 'string' ? content.slice(0, LONGEST_ANSWER) : '';
  const asked = messages.map((message) => message.content).join('\n');
  const used = {
    inputTokens: count(usage?.prompt_tokens) ?? estimateTokens(asked),
    outputTokens: count(usage?.completion_tokens) ?? estimateTokens(text),
  };
  if (text === '') throw new EmptyAnswer(used);
  return { text, usage: used };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.ceil(value) : undefined;
}

function quirkIn(error: unknown): Quirk | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined;
  const names = Object.keys(QUIRKS) as Quirk[];
  return names.find((name) => QUIRKS[name].test(error.message));
}

/** The server's own words stay out: they may hold the key, or the paper. */
function told(error: unknown, model: string): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof APIConnectionError)
    return new SourceError('model-unreachable', `the server of ${model} cannot be reached`, { cause: error });
  if (!(error instanceof APIError) || error.status === undefined)
    return new SourceError('model-failed', `${model} gave no usable answer`, { cause: error });
  const { status } = error;
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
      fix: 'Check LLM_BASE_URL, LLM_MODEL and LLM_API_KEY.',
    });
  return new SourceError('model-failed', `the server of ${model} failed (${status})`, { cause: error });
}
