import type { KeptSummary, Spend, SummaryStore } from '../../src/core/summary/summary.ts';

const NOTHING: Spend = { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 };

/** A `SummaryStore` in memory. */
export function memoryStore(): SummaryStore & { readonly kept: Map<string, KeptSummary> } {
  const kept = new Map<string, KeptSummary>();
  const days = new Map<string, Spend>();
  return {
    kept,
    get: async (key) => kept.get(JSON.stringify(key)),
    put: async (key, summary) => {
      kept.set(JSON.stringify(key), summary);
    },
    spend: async (day) => days.get(day) ?? NOTHING,
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
