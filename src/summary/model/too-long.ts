import type { Limits } from './request-size.ts';

/** How servers say that a request does not fit: llama.cpp, vLLM, OpenAI, Ollama, LM Studio, Groq, TGI. */
const TOO_LONG: readonly RegExp[] = [
  /context (?:length|size|window)|context_length|context overflow|exceed_context_size|max_model_len/i,
  /(?:prompt|input|request|message)s? (?:is|are|was) too (?:long|large)|request too large|too many (?:input )?tokens|string too long/i,
  /reduce the length|maximum (?:prompt|input|sequence) length|must have less than \d+ tokens|number of tokens to keep/i,
  /max_tokens must be at least 1\b|at most \d+ completion tokens/i,
];
const CONTEXT: readonly RegExp[] = [
  /context (?:length|size|window)(?: of| is| \()? ?\(?(\d{3,8})(?! ?>)(?: tokens)?/i,
  /max_model_len[^\d]{0,20}(\d{3,8})/i,
  /> (\d{3,8})\b/,
  /less than (\d{3,8}) tokens/i,
];
const OUTPUT = /at most (\d{1,8}) completion tokens/i;

/** The limits in a server's refusal; `undefined` where it refuses for another reason. */
export function findLengthLimit(message: string, body: unknown): Limits | undefined {
  const { n_ctx, code, type } = readFields(body);
  const said = `${message} ${typeof code === 'string' ? code : ''} ${typeof type === 'string' ? type : ''}`;
  if (!TOO_LONG.some((pattern) => pattern.test(said))) return undefined;
  const output = Number(OUTPUT.exec(said)?.[1] ?? Number.NaN);
  if (output > 0) return { output };
  const numbers = CONTEXT.flatMap((pattern) => pattern.exec(said)?.[1] ?? []).map(Number);
  const context = typeof n_ctx === 'number' && n_ctx > 0 ? n_ctx : numbers[0];
  return context === undefined ? {} : { context };
}

function readFields(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
