import { isDeepStrictEqual } from 'node:util';
import type { Spend, StoredSummary, SummaryKey, SummaryStore } from '../../src/core/summary/summary.ts';

const NOTHING: Spend = { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 };

/** A `SummaryStore` in memory. */
export function memoryStore(): SummaryStore & { readonly stored: Map<string, StoredSummary> } {
  const stored = new Map<string, StoredSummary>();
  const days = new Map<string, Spend>();
  return {
    stored,
    find: async (key) => stored.get(JSON.stringify(key)),
    has: async ({ paperId, style, language, provider }) =>
      [...stored.keys()].some((key) => {
        const { model, promptVersion: _, ...rest }: SummaryKey = JSON.parse(key);
        return model === provider && isDeepStrictEqual(rest, { paperId, style, language });
      }),
    put: async (key, summary) => {
      stored.set(JSON.stringify(key), summary);
    },
    sumSpend: async (day) => days.get(day) ?? NOTHING,
    addSpend: async (day, more) => {
      const before = days.get(day) ?? NOTHING;
      days.set(day, {
        calls: before.calls + more.calls,
        inputTokens: before.inputTokens + more.inputTokens,
        outputTokens: before.outputTokens + more.outputTokens,
        cost: before.cost + more.cost,
      });
    },
  };
}
