import { toUtcDay } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { SharedLimits } from '../../core/store/shared-limits.ts';
import type { Spend, SummaryStore } from '../../core/summary/summary.ts';

/** What a day (UTC) of this installation may use; what is left out is not bounded. */
export interface BudgetSettings {
  readonly tokensPerDay?: number | undefined;
  /** In the currency of the price. */
  readonly costPerDay?: number | undefined;
  /** The price of a million tokens; absent for a self-hosted model. */
  readonly pricePerMillion?: { readonly input: number; readonly output: number };
  /** Where several processes share the budget. */
  readonly shared?: Pick<SharedLimits, 'reserveSpend'> | undefined;
  /** Called whenever the day's budget does not cover a call. */
  readonly onRefused?: () => void;
}

/** Some 250 summaries: spending has a bound, also where nobody has configured one. */
const TOKENS_PER_DAY = 2_000_000;

/** The settings with a bound of tokens, where there are prices and no bound at all. */
export function withDefaultBudget(settings: BudgetSettings): BudgetSettings {
  const { costPerDay, tokensPerDay, pricePerMillion: { input, output } = { input: 0, output: 0 } } = settings;
  const isUnbounded = costPerDay === undefined && tokensPerDay === undefined;
  return isUnbounded && input + output > 0 ? { ...settings, tokensPerDay: TOKENS_PER_DAY } : settings;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Room for one call. */
export interface Reservation {
  /** Writes down what the call used, and gives back the rest. Once. */
  settle(usage: Usage): Promise<void>;
}

export interface Budget {
  /** `undefined` when the day's budget does not cover that much more, including other calls in progress. */
  reserve(most: Usage): Promise<Reservation | undefined>;
}

/** Counts tokens and cost per day. Several processes on one database share the totals and what is in progress. */
export function createBudget(
  settings: BudgetSettings,
  store: Pick<SummaryStore, 'sumSpend' | 'addSpend'>,
  clock: Clock,
): Budget {
  const { tokensPerDay = Number.POSITIVE_INFINITY, costPerDay = Number.POSITIVE_INFINITY } = settings;
  const { input, output } = settings.pricePerMillion ?? { input: 0, output: 0 };
  const underWay = { tokens: 0, cost: 0 };
  const computeCost = (usage: Usage): number =>
    (usage.inputTokens * input + usage.outputTokens * output) / 1_000_000;
  const hold = (usage: Usage, sign: 1 | -1): void => {
    underWay.tokens += sign * (usage.inputTokens + usage.outputTokens);
    underWay.cost += sign * computeCost(usage);
  };
  const findToday = (): string => toUtcDay(clock.now());
  // Between this and `hold` nothing may be awaited: calls at the same time would all find room.
  const covers = (spent: Spend, most: Usage): boolean => {
    const tokens = spent.inputTokens + spent.outputTokens + underWay.tokens;
    return (
      tokens + most.inputTokens + most.outputTokens <= tokensPerDay &&
      spent.cost + underWay.cost + computeCost(most) <= costPerDay
    );
  };

  /** Before anything is awaited it is held here. `undefined` where others leave no room. */
  async function holdEverywhere(today: string, most: Usage): Promise<(() => Promise<void>) | undefined> {
    hold(most, 1);
    let giveBack: (() => Promise<void>) | undefined;
    try {
      const limits = { tokens: tokensPerDay, cost: costPerDay };
      const wanted = { calls: 1, ...most, cost: computeCost(most) };
      giveBack = settings.shared
        ? await settings.shared.reserveSpend(today, wanted, limits)
        : async () => undefined;
    } finally {
      if (!giveBack) hold(most, -1);
    }
    return (
      giveBack &&
      (async () => {
        hold(most, -1);
        // A database that is away forgets it by itself after a while.
        await giveBack?.().catch(() => undefined);
      })
    );
  }

  return {
    async reserve(most) {
      const today = findToday();
      const isCovered = covers(await store.sumSpend(today), most);
      const release = isCovered ? await holdEverywhere(today, most) : undefined;
      if (!release) {
        settings.onRefused?.();
        return undefined;
      }
      return {
        async settle(usage) {
          try {
            await store.addSpend(findToday(), { calls: 1, ...usage, cost: computeCost(usage) });
          } finally {
            await release();
          }
        },
      };
    },
  };
}
