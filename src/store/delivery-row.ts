import type { Delivery, DeliveryState, Digest } from '../core/delivery/delivery.ts';
import { hasFields, optional, readJson, readWord } from './json.ts';
import type { DeliveryTable } from './schema.ts';
import { readText } from './text-column.ts';

const STATES: readonly DeliveryState[] = [
  'due',
  'claimed',
  'sending',
  'sent',
  'skipped',
  'failed',
  'unknown',
];

/** The delivery of a row. */
export function readDelivery(row: DeliveryTable): Delivery {
  const cell = { table: 'delivery', key: `${row.channel} ${row.slot}` };
  const digest = row.digest === null ? null : readJson(row.digest, { ...cell, column: 'digest' }, isDigest);
  return {
    channel: row.channel,
    slot: row.slot,
    state: readWord(row.state, { ...cell, column: 'state' }, STATES),
    ...optional('reason', row.reason === null ? null : withoutUpstream(row.reason)),
    ...(row.fix === null ? {} : { fix: readText(row.fix) }),
    attempts: row.attempts,
    ...optional('waitingSince', row.waiting_since),
    runAt: row.run_at,
    ...optional('claimedBy', row.claimed_by),
    ...optional('leaseUntil', row.lease_until),
    ...optional('digest', digest),
    updatedAt: row.updated_at,
  };
}

/** Version 0.1.0 wrote a server's words and its address behind this, and the channel reads it in `status`. */
function withoutUpstream(reason: string): string {
  const away = 'Hugging Face could not be reached';
  return reason.startsWith(`${away}: `) ? `${away}.` : reason;
}

function isDigest(value: unknown): value is Digest {
  return hasFields(value, { day: 'string', papers: 'array' });
}
