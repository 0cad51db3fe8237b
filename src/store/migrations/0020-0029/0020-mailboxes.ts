import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** E-mail addresses that get digests, who asked for one when, and addresses to which nothing may be sent. */
export const mailboxes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('mailbox')
      .addColumn('channel', 'text', (c) => c.primaryKey())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('address', 'text')
      .addColumn('address_checksum', 'text')
      .addColumn('wish', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('asked_by', 'text')
      .addColumn('changed_at', 'integer', (c) => c.notNull())
      .addColumn('asked_at', 'integer', (c) => c.notNull())
      .addColumn('confirm_due_at', 'integer')
      .addColumn('confirm_attempts', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('mailbox_due').on('mailbox').column('confirm_due_at').execute();
    await db.schema.createIndex('mailbox_address').on('mailbox').column('address_checksum').execute();
    await db.schema.createIndex('mailbox_asker').on('mailbox').column('asked_by').execute();
    await db.schema
      .createTable('mail_request')
      .addColumn('asker_checksum', 'text', (c) => c.notNull())
      .addColumn('address_checksum', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('mail_request_at').on('mail_request').column('at').execute();
    await db.schema
      .createTable('mail_block')
      .addColumn('address_checksum', 'text', (c) => c.primaryKey())
      .addColumn('cause', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
