import type { Instant } from '../../src/core/base/time.ts';
import type { Delivery } from '../../src/core/delivery/delivery.ts';
import { isEmptyDay, type Reason } from '../../src/core/reason/reason.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { Planned } from './channels.ts';
import type { Injection } from './injections.ts';
import { listSlots } from './slots.ts';
import type { Trouble } from './troubles.ts';

const ALL = 1_000_000;

export interface SlotAudit {
  readonly faults: readonly string[];
  /** Slots that the channels' own clocks say, and how many of them fell into a trouble of the channel and have no row. */
  readonly expected: number;
  readonly paused: number;
}

export interface Span {
  readonly start: Instant;
  readonly end: Instant;
  /** By so much at most the bot's clock is behind ours: the time that its start took, on the fast clock. */
  readonly graceMs: number;
}

/** Every slot, computed without the bot's own schedule, has its row in the ledger, and there is no other row. */
export async function auditSlots(
  store: Store,
  planned: readonly Planned[],
  { start, end, graceMs }: Span,
  troubles: readonly Trouble[],
): Promise<SlotAudit> {
  const faults: string[] = [];
  let expected = 0;
  let paused = 0;
  for (const { subscription, times } of planned) {
    const { channel } = subscription;
    const rows = new Set((await store.deliveries.listRecent(channel, ALL)).map(({ slot }) => slot));
    const slots = listSlots(times, start, end);
    for (const slot of slots) {
      if (slot > end - graceMs) continue;
      expected += 1;
      if (rows.has(slot)) continue;
      if (troubles.some((one) => one.channel === channel && slot >= one.from && slot <= one.to + graceMs))
        paused += 1;
      else faults.push(`${channel} (${times.zone}) has no row for ${new Date(slot).toISOString()}`);
    }
    for (const row of rows)
      if (!slots.includes(row))
        faults.push(`${channel} (${times.zone}) has a row for ${new Date(row).toISOString()}`);
  }
  return { faults, expected, paused };
}

/** Why a delivery did not end as sent, from what was injected; `undefined` when nothing that was explains it. */
export function findCause(
  { channel, slot, state, reason, updatedAt }: Delivery,
  injections: readonly Injection[],
  troubles: readonly Trouble[],
  graceMs: number,
): string | undefined {
  if (state === 'skipped' && isEmptyDay(reason)) return 'nothing new for it';
  const trouble = troubles.find(
    (one) => one.channel === channel && slot <= one.to + graceMs && updatedAt >= one.from - graceMs,
  );
  if (trouble) return trouble.what;
  const platform = channel.slice(0, channel.indexOf(':'));
  const near = injections.find(
    ({ at, victim }) =>
      [platform, 'process', 'database'].includes(victim) && at >= slot - graceMs && at <= updatedAt + graceMs,
  );
  return state === 'unknown' || isLate(reason) ? near?.what : undefined;
}

function isLate(reason: Reason | undefined): boolean {
  return reason?.code === 'no-catch-up' || reason?.code === 'too-late' || reason?.code === 'second-look';
}
