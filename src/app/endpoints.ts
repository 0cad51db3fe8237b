import type { Config } from '../config/config.ts';
import type { Embedder } from '../search/index/embedding-filler.ts';
import type { BudgetSettings } from '../summary/model/budget.ts';
import { withDefaultBudget } from '../summary/model/budget.ts';
import type { Model } from '../summary/model/model.ts';

/** The second signal of search, where the operator has an endpoint for it. Its client is loaded only then. */
export async function openEmbedder({
  EMBEDDINGS_BASE_URL: baseUrl,
  EMBEDDINGS_MODEL: model,
  EMBEDDINGS_API_KEY: apiKey,
}: Config): Promise<Embedder | undefined> {
  if (baseUrl === undefined) return undefined;
  const { createEmbedder } = await import('../search/index/embeddings-endpoint.ts');
  return createEmbedder({ baseUrl, model, ...(apiKey ? { apiKey } : {}) });
}

/** What writes summaries, where the operator has an endpoint for it. */
export async function openModel(config: Config): Promise<Model | undefined> {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey } = config;
  if (baseUrl === undefined || model === undefined) return undefined;
  const { createModel } = await import('../summary/model/model.ts');
  const timeoutMs = config.LLM_TIMEOUT * 1000;
  return createModel({ baseUrl, model, timeoutMs, ...(apiKey ? { apiKey } : {}) });
}

/** What the model may cost a day. */
export function toBudget(config: Config): BudgetSettings {
  const { LLM_DAILY_COST: costPerDay, LLM_DAILY_TOKENS: tokensPerDay } = config;
  return withDefaultBudget({ costPerDay, tokensPerDay, ...toPrices(config) });
}

export function toPrices(config: Config): Pick<BudgetSettings, 'pricePerMillion'> {
  return { pricePerMillion: { input: config.LLM_PRICE_INPUT, output: config.LLM_PRICE_OUTPUT } };
}
