import { isReason } from '../../core/reason/word-reason.ts';
import { RECAP_PERIODS, type Recaps } from '../../core/schedule/recap.ts';
import { DEFAULT_SUBSCRIPTION, type Pause, type Subscription } from '../../core/schedule/subscription.ts';
import { hasFields, readJson, toOptional } from '../tables/json.ts';
import type { SubscriptionTable } from '../tables/schema.ts';

/** A channel's settings: stored together as JSON, so that a new setting needs no new column. */
type Settings = Omit<
  Subscription,
  'channel' | 'tenant' | 'paused' | 'nextDueAt' | 'recaps' | 'createdAt' | 'publicName'
> & {
  /** Cron expressions, by period. */
  readonly recaps?: Readonly<Record<string, unknown>>;
};

/** The row of a subscription. */
export function toSubscriptionRow(subscription: Subscription): SubscriptionTable {
  const { channel, tenant, paused, nextDueAt, recaps, createdAt, publicName, ...settings } = subscription;
  const crons = Object.fromEntries(Object.entries(recaps).map(([period, { cron }]) => [period, cron]));
  return {
    channel,
    tenant: tenant ?? null,
    settings: JSON.stringify({ ...settings, recaps: crons }),
    paused: paused ? JSON.stringify(paused) : null,
    next_due_at: nextDueAt,
    week_due_at: recaps.week?.nextDueAt ?? null,
    month_due_at: recaps.month?.nextDueAt ?? null,
    created_at: createdAt,
    public_name: publicName ?? null,
  };
}

/** The subscription of a row. A setting that did not exist when the row was written has its default. */
export function readSubscription(row: SubscriptionTable): Subscription {
  const cell = { table: 'subscription', key: row.channel };
  const settings = readJson(row.settings, { ...cell, column: 'settings' }, isSettings);
  const paused = row.paused === null ? null : readJson(row.paused, { ...cell, column: 'paused' }, isPause);
  return {
    ...DEFAULT_SUBSCRIPTION,
    ...settings,
    channel: row.channel,
    ...toOptional('tenant', row.tenant),
    ...toOptional('paused', paused),
    ...toOptional('publicName', row.public_name),
    nextDueAt: row.next_due_at,
    recaps: readRecaps(row, settings.recaps),
    createdAt: row.created_at,
  };
}

function isSettings(value: unknown): value is Settings {
  return hasFields(value, { cron: 'string', zone: 'string', count: 'number', layout: 'string' });
}

function isPause(value: unknown): value is Pause {
  return hasFields(value, { at: 'number', by: 'string' }) && isReason(value.reason);
}

function readRecaps(
  { week_due_at, month_due_at }: SubscriptionTable,
  crons: Settings['recaps'] = {},
): Recaps {
  const due = { week: week_due_at, month: month_due_at };
  return Object.fromEntries(
    RECAP_PERIODS.flatMap((period) => {
      const [cron, nextDueAt] = [crons[period], due[period]];
      return typeof cron === 'string' && nextDueAt !== null ? [[period, { cron, nextDueAt }]] : [];
    }),
  );
}
