import type { Mailbox, MailboxState, MailWish } from '../../core/mail/mailbox.ts';
import { hasFields, readJson, readWord, toOptional } from '../tables/json.ts';
import type { MailboxTable } from '../tables/schema.ts';

const STATES: readonly MailboxState[] = ['asked', 'confirmed', 'stopped'];

/** The row of a mailbox that waits for its confirmation. */
export function toMailboxRow(mailbox: Mailbox): MailboxTable {
  const { channel, state, sealed, checksum, wish, tenant, askedBy, askedAt } = mailbox;
  return {
    channel,
    state,
    tenant,
    address: sealed ?? null,
    address_checksum: checksum ?? null,
    wish: JSON.stringify(wish),
    asked_by: askedBy ?? null,
    asked_at: askedAt,
    changed_at: askedAt,
    confirm_due_at: askedAt,
    confirm_attempts: 0,
  };
}

/** The mailbox of a row. */
export function readMailbox(row: MailboxTable): Mailbox {
  const cell = { table: 'mailbox', key: row.channel };
  return {
    channel: row.channel,
    state: readWord(row.state, { ...cell, column: 'state' }, STATES),
    ...toOptional('sealed', row.address),
    ...toOptional('checksum', row.address_checksum),
    wish: readJson(row.wish, { ...cell, column: 'wish' }, isWish),
    tenant: row.tenant,
    ...toOptional('askedBy', row.asked_by),
    askedAt: row.asked_at,
  };
}

function isWish(value: unknown): value is MailWish {
  return hasFields(value, { cron: 'string', zone: 'string', count: 'number', language: 'string' });
}
