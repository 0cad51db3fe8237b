import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { SourceError } from '../../core/base/errors.ts';
import { createCappedFetch } from '../../core/replies/capped-fetch.ts';
import { LargeReplyMutex } from '../../core/replies/large-replies.ts';
import { problems, texts } from '../texts/texts.ts';
import { type Embedder, MAX_VECTOR_LENGTH } from './embedding-filler.ts';

export interface EmbeddingsEndpoint {
  /** Of an OpenAI-compatible API: `http://127.0.0.1:11434/v1` (Ollama), vLLM, or a hosted one. */
  readonly baseUrl: string;
  readonly model: string;
  /** Local servers want none. */
  readonly apiKey?: string;
  readonly fetch?: typeof fetch;
  /** For one try, the reply included. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
/** Of a reply to a batch: 32 vectors of 4,096 numbers, or 8 of 16,384, written with 30 characters each, have 4 MB. */
const LIMITS = {
  maxBytes: 4 * 1024 * 1024,
  json: { maxDepth: 16, maxValues: 150_000 },
};

/** Vectors from an endpoint that the operator has configured. Throws a `SourceError` when it fails or answers nonsense. */
export function createEmbedder({
  baseUrl,
  model,
  apiKey,
  fetch: send = fetch,
  timeoutMs = TIMEOUT_MS,
}: EmbeddingsEndpoint): Embedder {
  const limits = { ...LIMITS, timeoutMs, turns: new LargeReplyMutex(), who: texts.embedderName() };
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    // The environment of the process must not reach a server that the settings do not name.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    timeout: timeoutMs,
    // Asking again for a vector does no harm.
    maxRetries: 2,
    // Nobody but the server that the settings name is asked.
    fetchOptions: { redirect: 'manual' },
    fetch: createCappedFetch(send, limits),
  });
  return {
    model,
    async embed(texts, signal) {
      const vectors = await ask(texts, signal);
      const [first] = vectors;
      const isSound =
        vectors.length === texts.length &&
        vectors.every(({ length }) => length > 0 && length <= MAX_VECTOR_LENGTH && length === first?.length);
      if (isSound && vectors.every((vector) => vector.every(Number.isFinite))) return vectors;
      throw new SourceError(problems.embeddingsShape({ count: texts.length }));
    },
  };

  async function ask(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    try {
      // Plain numbers: not every compatible server knows the packed form.
      const { data } = await client.embeddings.create(
        { model, input: [...texts], encoding_format: 'float' },
        { signal },
      );
      return (
        data
          .toSorted((a, b) => a.index - b.index)
          // `null` would become a silent 0.
          .map(({ embedding }) =>
            Float32Array.from(embedding, (n) => (typeof n === 'number' ? n : Number.NaN)),
          )
      );
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new SourceError(problems.embeddingsFailed(readFailure(cause)), { cause });
    }
  }
}

/** The server's own words stay out: they may hold the key. */
function readFailure(cause: unknown): { reason: string; detail: string; status: string } {
  const facts = { reason: 'other', detail: '', status: '' };
  if (cause instanceof SourceError) return { ...facts, reason: 'reply', detail: cause.message };
  if (cause instanceof APIConnectionTimeoutError) return { ...facts, reason: 'timeout' };
  if (cause instanceof APIConnectionError) return { ...facts, reason: 'unreachable' };
  if (cause instanceof APIError && cause.status !== undefined)
    return { ...facts, reason: 'status', status: String(cause.status) };
  return facts;
}
