import { SourceError } from '../core/errors.ts';
import type { CheckLine } from '../core/ports.ts';
import type { Model } from './model.ts';

const QUESTION = 'Answer with {"ready": true}.';
const SCHEMA = {
  type: 'object',
  properties: { ready: { type: 'boolean' } },
  required: ['ready'],
  additionalProperties: false,
} as const;

/** Has the model say one word, which shows address, key and name to be right; costs a few tokens. */
export async function checkModel(model: Model, signal: AbortSignal): Promise<CheckLine> {
  try {
    const { text } = await model.complete([{ role: 'user', content: QUESTION }], SCHEMA, 2_000, signal);
    if (/"ready"\s*:\s*true/.test(text)) return { ok: true, what: `model: ${model.name} answers` };
    return {
      ok: false,
      what: `model: ${model.name} answers, but not in the form it is asked for`,
      fix: 'Take a model that can write JSON; summaries go on without it.',
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const fix = error.fix ?? 'Check LLM_BASE_URL and that the server runs; summaries go on without it.';
    return { ok: false, what: `model: ${error.message}`, fix };
  }
}
