import {
  DELIVERY_KINDS,
  type Delivery,
  type DeliveryState,
  type Digest,
} from '../../core/delivery/delivery.ts';
import { isReason } from '../../core/reason/word-reason.ts';
import { hasFields, readJson, readWord, toOptional } from '../tables/json.ts';
import type { DeliveryTable } from '../tables/schema.ts';

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
  const reason = row.reason === null ? null : readJson(row.reason, { ...cell, column: 'reason' }, isReason);
  return {
    channel: row.channel,
    slot: row.slot,
    kind: readWord(row.kind, { ...cell, column: 'kind' }, DELIVERY_KINDS),
    state: readWord(row.state, { ...cell, column: 'state' }, STATES),
    ...toOptional('reason', reason),
    attempts: row.attempts,
    ...toOptional('waitingSince', row.waiting_since),
    runAt: row.run_at,
    ...toOptional('claimedBy', row.claimed_by),
    ...toOptional('leaseUntil', row.lease_until),
    ...toOptional('digest', digest),
    updatedAt: row.updated_at,
  };
}

function isDigest(value: unknown): value is Digest {
  return hasFields(value, { day: 'string', papers: 'array' });
}
